// Pressing whatever is there: a seeded walk through the app finds what no told story thinks of. Any trap, error or warning fails it.
//
// The seed is printed; `KITH_SEED=7 KITH_STEPS=2000 cargo xtask e2e tests/e2e/wander.story.mjs` walks another way, or further.

import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const SEED = Number(process.env.KITH_SEED ?? 1);
const STEPS = Number(process.env.KITH_STEPS ?? 150);

const PLACES = ['', 'inbox', 'contact', 'company', 'deal', 'ticket', 'task', 'activity', 'product', 'order', 'segments', 'insights', 'search', 'import', 'settings', 'bin/contact'];
const KEYS = ['Escape', 'Enter', 'Tab', 'ArrowDown', 'ArrowRight', 'ArrowUp', 'Control+k', 'Control+z', 'n', 'x', 'j', 'e', 'f', '/', 'F2', 'Delete', ' ', '?', 'Shift+ArrowDown', 'Home', 'End', 'PageDown'];
const TEXTS = ['ada', '2026-01-05', '12.5', 'x@y.example', '+49 30 12', '"<b>'];

// What would end the walk early or lead out of the app.
const LEFT_ALONE = /sample data|^Remove$|Start over|Erase|^Reload/;

// A linear congruential generator with the constants of Numerical Recipes: a number from 0 to 1 per call, the same ones for the same seed.
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

// The middle of something that can be pressed and is not covered.
function pressable({ chance, leftAlone }) {
  const candidates = 'a[href], button, input:not([type=file]), select, textarea, [role=gridcell], [role=rowheader], [role=option], [role=menuitem], [role=tab], summary, [tabindex="0"]';
  const rule = new RegExp(leftAlone, 'i');
  const found = [];
  for (const element of document.querySelectorAll(candidates)) {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const hit = document.elementFromPoint(x, y);
    const name = (element.getAttribute('aria-label') ?? element.innerText ?? '').trim();
    const leadsOut = /^(mailto|tel|https?):/.test(element.getAttribute('href') ?? '');
    if (hit && (element.contains(hit) || hit.contains(element)) && !rule.test(name) && !leadsOut) found.push({ x, y, name: name.slice(0, 40) });
  }
  return found[Math.floor(chance * found.length)] ?? null;
}

async function wander(kith) {
  const next = random(SEED);
  const pick = (list) => list[Math.floor(next() * list.length)];
  console.log(`seed ${SEED}, ${STEPS} steps`);
  await Workspace.sample(kith);
  const { page, app } = kith;
  // Other tabs are other stories.
  kith.context.on('page', (other) => other.close().catch(() => {}));
  const trail = [];
  try {
    for (let step = 0; step < STEPS && kith.problems.length === 0; step += 1) {
      const kind = next();
      if (kind < 0.04) {
        const place = pick(PLACES);
        trail.push(`open /${place}`);
        await app.open(place);
      } else if (kind < 0.28) {
        const key = pick(KEYS);
        trail.push(`key ${key}`);
        await page.keyboard.press(key);
      } else if (kind < 0.33) {
        trail.push('type');
        await page.keyboard.type(pick(TEXTS));
      } else {
        const target = await page.evaluate(pressable, { chance: next(), leftAlone: LEFT_ALONE.source });
        if (!target) continue;
        trail.push(`press ${target.name}`);
        await page.mouse.click(target.x, target.y, { button: next() < 0.06 ? 'right' : 'left', clickCount: next() < 0.08 ? 2 : 1 });
      }
      // Sometimes at once, sometimes when the screen has settled: both find their own mistakes.
      if (next() < 0.4) await kith.settle();
    }
  } finally {
    if (kith.problems.length > 0) console.log(`seed ${SEED}, the last steps: ${trail.slice(-8).join(' → ')}`);
  }
}

story('Nothing that is pressed stops the app', wander);
story('Nothing that is pressed on a phone stops the app', { viewport: PHONE, hasTouch: true }, wander);
