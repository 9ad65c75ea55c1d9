// B1 and B2: the first visit. A browser with an empty cache opens the app from a host that compresses with Brotli; counted are the bytes
// until the app is ready and with everything that is kept for offline use, and the times of the first paint and of being ready.
// "Warm" is the same browser again, answered by the service worker. The floor is the first paint of a page with nothing on it.
//
// First rows: the app is opened on a store that is full already, the browser process having been started anew; the time is from the start of
// the navigation to the first row of contacts in the document.

import { freshContext } from '../suite/browser.mjs';
import { median } from '../suite/measure.mjs';
import { host } from '../suite/server.mjs';

const ROUNDS = 5;

const painted = async (page) => {
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  return page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
};

const ready = async (page) => {
  await page.waitForFunction(() => performance.getEntriesByName('kith-ready').length > 0);
  return page.evaluate(() => performance.getEntriesByName('kith-ready')[0].startTime);
};

export default async function run(bench) {
  const site = await host(bench.dist);
  const found = { empty: [], paint: [], ready: [], warmPaint: [], warmReady: [], bytes: [], all: [], requests: [] };
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      await freshContext(bench.chromium, async (context) => {
        const empty = await context.newPage();
        await empty.goto(`${site.address}/empty/`);
        found.empty.push(await painted(empty));
        await empty.close();
        Object.assign(site.counted, { bytes: 0, requests: 0 });
        const page = await context.newPage();
        await page.goto(`${site.address}/`, { waitUntil: 'commit' });
        found.paint.push(await painted(page));
        found.ready.push(await ready(page));
        found.bytes.push(site.counted.bytes);
        await page.evaluate(async () => (await navigator.serviceWorker.ready).active);
        await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active.state === 'activated');
        found.all.push(site.counted.bytes);
        found.requests.push(site.counted.requests);
        await page.reload({ waitUntil: 'commit' });
        found.warmPaint.push(await painted(page));
        found.warmReady.push(await ready(page));
      });
    }
  } finally {
    site.close();
  }
  bench.row({
    id: 'B1', title: 'first visit, bytes sent until ready', unit: 'KB', ours: found.bytes,
    goals: [{ what: `with all that is kept offline ${(median(found.all) / 1000).toFixed(0)} KB`, text: '≤ 1300 KB', met: median(found.all) <= 1_300_000 }],
    notes: [`${median(found.requests)} requests in all`],
  });
  bench.row({ id: 'B2', title: 'first visit, first paint', ours: found.paint, peers: { 'empty page': found.empty }, goals: [{ what: 'against an empty page', text: '≤ 1.3×', met: median(found.paint) <= 1.3 * median(found.empty) }] });
  bench.row({ id: 'B2', title: 'first visit, ready', ours: found.ready });
  bench.row({ id: 'B2', title: 'next visit, first paint', ours: found.warmPaint, peers: { 'empty page': found.empty } });
  bench.row({ id: 'B2', title: 'next visit, ready', ours: found.warmReady });
}

export async function firstRows(bench) {
  await bench.need('kith');
  const times = { paint: [], rows: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    await bench.browser.restart();
    const page = await bench.browser.context.newPage();
    await page.goto(`${bench.server.address}/contact`, { waitUntil: 'commit' });
    const rows = await page.evaluate(() => new Promise((resolve, reject) => {
      const look = () => {
        const row = document.querySelector('.grid__rows [aria-rowindex]');
        if (row && row.textContent.trim()) resolve(performance.now());
        else if (performance.now() > 60_000) reject(new Error(`no rows after a minute: ${document.body.innerText.slice(0, 300)}`));
        else requestAnimationFrame(look);
      };
      look();
    }));
    const paint = await painted(page);
    // The first round fills the service worker's cache and lasts long enough for the screen to be kept, as a visit does.
    if (round === 0) {
      await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active.state === 'activated');
      await new Promise((resolve) => setTimeout(resolve, 5_000));
    } else {
      times.rows.push(rows);
      times.paint.push(paint);
    }
    await page.close();
  }
  bench.row({
    id: 'B2', title: `first rows of ${bench.contacts / 1000}k contacts on screen, warm`, ours: times.rows,
    goals: [{ what: `first paint after ${median(times.paint).toFixed(0)} ms`, text: 'rows ≤ 150 ms', met: median(times.rows) <= 150 }],
  });
}
