// Pauses between animation frames.

const IDLE_FRAMES = 300;

// Runs in a page before anything else; `window.__frames` has every frame with the pause before it.
export function watchFrames() {
  window.__frames = [];
  let last = 0;
  const frame = (now) => {
    if (last && !document.hidden) window.__frames.push({ at: now, gap: now - last });
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

// The longest pause between two frames of a page with nothing on it: what the machine itself takes away.
export async function idleFrame(context) {
  const page = await context.newPage();
  await page.goto('about:blank');
  await page.evaluate(watchFrames);
  await page.waitForFunction((frames) => window.__frames.length > frames, IDLE_FRAMES);
  const worst = await page.evaluate(() => Math.max(...window.__frames.map(({ gap }) => gap)));
  await page.close();
  return worst;
}
