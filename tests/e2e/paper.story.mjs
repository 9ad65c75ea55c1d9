// Paper, large text, huge and broken input, and a clock that moves: what happens around the app while it is used.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

// What fits into 320 px is what 400 % leave of 1280.
const LARGE = { width: 320, height: 640 };

story('A record is printed without the chrome of the app', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await workspace.list('contact');
  await page.getByRole('rowheader').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /contact\/[0-9a-f-]{36}$/.test(location.pathname));
  await page.locator('.facts').first().waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const hidden of ['.sidebar', '.topbar__actions', '.composer', '.record__tabs']) assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
  assert.ok(await page.locator('.facts').first().isVisible());
  // Nothing scrolls on paper: the page is as long as what is on it.
  const [page_, main] = await page.evaluate(() => [document.documentElement.scrollHeight, document.querySelector('.record__side').scrollHeight]);
  assert.ok(page_ > main);
  assert.equal(await page.evaluate(() => [...document.querySelectorAll('.scroll')].filter((part) => part.scrollHeight > part.clientHeight + 1 && getComputedStyle(part).overflowY !== 'visible').length), 0);
  const folder = new URL('../../test-results/', import.meta.url).pathname;
  await page.pdf({ path: `${folder}record.pdf` });
  await page.screenshot({ path: `${folder}record-print.png`, fullPage: true });
});

story('A list is printed whole, not as far as it is on the screen', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await workspace.list('contact');
  await workspace.grid.getByRole('row').nth(3).waitFor();
  await page.evaluate(() => {
    window.printed = null;
    window.print = () => {
      window.printed = document.querySelectorAll('.print-list tbody tr').length;
      dispatchEvent(new Event('afterprint'));
    };
  });
  await page.getByRole('button', { name: 'More actions' }).or(page.getByRole('button', { name: 'More' })).first().click();
  await page.getByRole('menuitem', { name: 'Print the whole list' }).click();
  await page.waitForFunction(() => window.printed !== null);
  assert.equal(await page.evaluate(() => window.printed), 1284);
  // After printing it is gone again.
  await page.waitForFunction(() => document.querySelectorAll('.print-list').length === 0);
  // A filtered list is printed as it is filtered, by the browser's own key as well.
  await page.getByRole('searchbox', { name: /Search/ }).last().fill('noor');
  await page.waitForFunction(() => /q=noor/.test(location.search));
  const left = await page.waitForFunction(() => {
    const rows = Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount'));
    return rows < 200 && rows;
  });
  await page.evaluate(() => { window.printed = null; });
  await page.keyboard.press('Control+p');
  await page.waitForFunction(() => window.printed !== null);
  // The head and the foot of the grid are rows, too.
  const many = await page.evaluate(() => window.printed);
  assert.ok(many > 0 && many < await left.jsonValue(), `${many}`);
  await page.waitForFunction(() => document.querySelectorAll('.print-list').length === 0);
  await page.evaluate(() => {
    window.printed = null;
    window.print = () => { window.printed = document.querySelectorAll('.print-list tbody tr').length; };
  });
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('>print the whole');
  await page.getByRole('option', { name: 'Print the whole list' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => window.printed !== null);
  assert.equal(await page.evaluate(() => window.printed), many);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.grid').isVisible(), false);
  const folder = new URL('../../test-results/', import.meta.url).pathname;
  await page.pdf({ path: `${folder}list.pdf` });
  await page.screenshot({ path: `${folder}list-print.png` });
});

story('Groups and totals of a list are on paper, folded or not on the screen', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('deal?layout=table');
  await workspace.grid.getByRole('row').nth(3).waitFor();
  await page.getByRole('button', { name: /^Group/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Stage', exact: true }).click();
  await page.getByRole('button', { name: /^By stage/ }).click();
  await page.getByRole('menuitem', { name: 'Fold all groups', exact: true }).click();
  await workspace.grid.locator('.grid__group[aria-expanded=true]').first().waitFor({ state: 'detached' });
  const heads = await workspace.grid.locator('.grid__group').count();
  await page.evaluate(() => { window.print = () => { window.printed = true; }; });
  await page.keyboard.press('Control+p');
  await page.waitForFunction(() => window.printed);
  const paper = page.locator('.print-list');
  assert.equal(await paper.locator('.print-list__group').count(), heads);
  const told = Number((await paper.locator('p').first().innerText()).replace(/\D*([\d,]+).*/s, '$1').replace(',', ''));
  assert.equal(await paper.locator('tbody tr:not(.print-list__group)').count(), told);
  assert.match(await paper.locator('.print-list__group').first().innerText(), /\d/);
  assert.match(await paper.locator('tfoot').innerText(), /Sum/);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const folder = new URL('../../test-results/', import.meta.url).pathname;
  await page.pdf({ path: `${folder}groups.pdf` });
  await page.screenshot({ path: `${folder}groups-print.png` });
});

story('At 400 % nothing is cut off and nothing scrolls sideways', { viewport: LARGE }, async (kith) => {
  await Workspace.sample(kith);
  const { page, app } = kith;
  for (const path of ['', 'inbox', 'contact', 'deal', 'ticket', 'import', 'segments', 'insights', 'search', 'bin/contact', 'settings', 'settings/appearance', 'settings/storage', 'settings/pipelines', 'settings/fields', 'settings/keys', 'settings/inbox', 'settings/replies', 'settings/news', 'settings/device', 'settings/privacy', 'settings/accessibility', 'open?u=x']) {
    await app.open(path);
    await page.waitForTimeout(300);
    const wide = await page.evaluate(() => {
      // Regions that scroll by themselves (tables, boards, rows of tabs) may be wider inside.
      const scrolls = (element) => { for (let at = element; at; at = at.parentElement) if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(at).overflowX)) return true; return false; };
      const out = [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element));
      const regions = [...document.querySelectorAll('.scroll')].filter((part) => part.scrollWidth > part.clientWidth + 1 && !part.matches('.grid, .board, .board-wrap'));
      return [document.documentElement.scrollWidth, out.slice(0, 3).map((element) => element.className || element.tagName), regions.slice(0, 3).map((part) => `${part.className} ${part.scrollWidth}`)];
    });
    await kith.shot(`large-${path.replace(/\W+/g, '-') || 'today'}`);
    assert.deepEqual(wide, [320, [], []], path);
  }
  await app.open('contact');
  await page.getByRole('rowheader').first().click();
  await page.locator('aside.panel').waitFor();
  await kith.shot('large-record');
  await assertAccessible(page);
});

story('Ten megabytes are not pasted into a field, and nothing stands still', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await kith.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('n');
  await workspace.dialog.waitFor();
  await workspace.fill({ 'Given name': 'Ada' });
  const field = workspace.dialog.getByLabel(/^Family name/);
  await field.focus();
  const paste = async (length) => {
    await page.evaluate((length) => navigator.clipboard.writeText('x'.repeat(length)), length);
    await page.keyboard.press('Control+v');
  };
  await paste(10_000_000);
  await page.getByText('Nothing was pasted: a field holds up to 65,536 characters').first().waitFor();
  assert.equal(await field.inputValue(), '');
  await kith.shot('ten-megabytes');
  await paste(12);
  assert.equal(await field.inputValue(), 'x'.repeat(12));
  await workspace.dialog.getByRole('button', { name: /^Add / }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await workspace.row('Ada xxxxxxxxxxxx').waitFor();
});

story('Half of a sign is kept as a sign that can be seen', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await page.keyboard.press('n');
  await workspace.dialog.waitFor();
  const field = workspace.dialog.getByLabel(/^Given name/);
  await field.focus();
  await page.evaluate(() => document.execCommand('insertText', false, 'A\uD83Dda \uDE00'));
  await workspace.dialog.getByRole('button', { name: /^Add / }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await workspace.row('A\uFFFDda \uFFFD').waitFor();
  await workspace.saved();
  await kith.app.reload();
  await workspace.row('A\uFFFDda \uFFFD').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await page.evaluate(() => document.execCommand('insertText', false, '\uD83D'));
  await page.waitForTimeout(300);
});

story('The day moves on in a window that stays open, and so does the time zone', async (kith) => {
  const { page } = kith;
  // The clock of the device, moved by hand; everything else goes on.
  await kith.context.addInitScript(() => {
    const Real = Date;
    const start = Real.now();
    const noon = Real.UTC(2026, 2, 12, 11);
    window.moved = 0;
    window.flown = 0;
    const now = () => noon + window.moved + Real.now() - start;
    window.Date = class extends Real {
      constructor(...given) {
        if (given.length === 0) super(now());
        else super(...given);
      }

      static now() { return now(); }

      getTimezoneOffset() { return super.getTimezoneOffset() + window.flown; }
    };
    window.sleep = (hours) => {
      window.moved += hours * 3_600_000;
      document.dispatchEvent(new Event('visibilitychange'));
    };
  });
  const workspace = await Workspace.empty(kith);
  await workspace.list('task');
  await workspace.add({ Title: 'Call Ada', Due: '2026-03-13' });
  await workspace.row('Call Ada').waitFor();
  const due = async (words) => (await workspace.cell('Call Ada', 'Due')).filter({ hasText: words }).waitFor();
  await due('Tomorrow');
  // The lid is closed in the evening and opened after midnight.
  await page.evaluate(() => window.sleep(13));
  await due('Today');
  // Somebody flies to Honolulu: it is the twelfth there.
  await page.evaluate(() => {
    window.flown = 11 * 60;
    window.sleep(0);
  });
  await due('Tomorrow');
});
