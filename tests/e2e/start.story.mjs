// Opening Kith: what is on the screen before the program is, and what happens when the program does not arrive.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { DESKTOP, PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

// What a service worker answers cannot be held back from a story, so these open the app as on a first visit.
const firstVisit = { serviceWorkers: 'block' };

story('The frame of the app is painted before the program arrives', { at: 'both', ...firstVisit }, async ({ app, page }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route(/app_bg-.*\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(app.address, { waitUntil: 'commit' });
  await app.shell.waitFor();
  const side = await page.locator('#shell .side').boundingBox();
  assert.equal(side.width, 208, 'the sidebar stands where it will stay');
  release();
  await app.ready();
  assert.equal(await app.shell.count(), 0, 'the frame makes way for the app');
});

story('The chosen theme is there from the first paint', firstVisit, async (kith) => {
  const { app, page } = kith;
  const canvas = () => page.locator('#shell').evaluate((shell) => {
    const probe = document.createElement('canvas').getContext('2d');
    probe.fillStyle = getComputedStyle(shell).backgroundColor;
    probe.fillRect(0, 0, 1, 1);
    return probe.getImageData(0, 0, 1, 1).data[0];
  });
  await page.route(/app_bg-.*\.wasm$/, () => {});
  await page.goto(app.address, { waitUntil: 'commit' });
  await app.shell.waitFor();
  assert.ok((await canvas()) > 200, 'light by default');
  await kith.shot('frame-light');
  await page.evaluate(() => localStorage.setItem('kith.theme', JSON.stringify('dark')));
  await page.reload({ waitUntil: 'commit' });
  await app.shell.waitFor();
  assert.ok((await canvas()) < 60, 'dark once chosen');
  await kith.shot('frame-dark');
  await page.setViewportSize(PHONE);
  assert.equal(await page.locator('#shell .side').isVisible(), false, 'no sidebar on a phone');
  await kith.shot('frame-phone-dark');
});

story('A program that does not arrive leaves a way out', firstVisit, async (kith) => {
  const { app, page } = kith;
  kith.expectProblem(/app_bg-.*\.wasm|404|WebAssembly|^uncaught/);
  await page.route(/app_bg-.*\.wasm$/, (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.goto(app.address);
  await app.crash.getByRole('heading', { name: 'Kith did not start' }).waitFor();
  assert.match(await app.crash.textContent(), /Your data on this device is untouched/);
  await kith.shot('did-not-start');
  await page.unroute(/app_bg-.*\.wasm$/);
  await app.crash.getByRole('button', { name: 'Reload' }).click();
  await app.ready();
  assert.equal(await app.crash.count(), 0);
});

story('A part of the program that does not arrive says so, and comes when it is asked for again', firstVisit, async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Lovelace' });
  await workspace.saved();
  kith.expectProblem(/split_|chunk_|404|WebAssembly|Failed to load/);
  const parts = /\/(split|chunk)_.*\.wasm$/;
  await page.route(parts, (route) => route.fulfill({ status: 404, body: 'gone' }));
  await workspace.list('contact');
  await workspace.row('Ada Lovelace').waitFor();
  await page.getByRole('link', { name: 'Insights' }).first().click();
  await page.getByText('This part of Kith could not be fetched').waitFor();
  await assertAccessible(page);
  for (const [name, size] of [['wide', DESKTOP], ['phone', PHONE]]) {
    await page.setViewportSize(size);
    await kith.shot(`part-missing-${name}`);
  }
  await page.setViewportSize(DESKTOP);
  await page.unroute(parts);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Insights', level: 1 }).waitFor();
});

for (const colorScheme of ['light', 'dark']) story(`A program that stops says that the data is saved (${colorScheme})`, { colorScheme }, async (kith) => {
  const { app, page } = kith;
  await app.open();
  await page.evaluate(() => window.__kithCrash('panicked at <img src=x onerror=alert(1)>'));
  await app.crash.getByRole('heading', { name: 'Kith stopped' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Reload');
  assert.equal(await app.crash.locator('img').count(), 0, 'the message is text');
  await assertAccessible(page);
  await kith.shot('stopped');
  await app.crash.getByRole('button', { name: 'Reload' }).click();
  await app.ready();
});

story('Looking for the last screen creates no database', async (kith) => {
  // Without an engine nobody but the start script could have made one.
  await kith.page.addInitScript(() => {
    window.Worker = class extends EventTarget {
      postMessage() {}
      terminate() {}
    };
  });
  await kith.page.goto(kith.address, { waitUntil: 'commit' });
  const [first, databases] = await kith.page.evaluate(async () => [await window.__kithBoot, (await indexedDB.databases()).map(({ name }) => name)]);
  assert.equal(first, null);
  assert.deepEqual(databases, []);
});

story('The rows of the last visit are there before the engine is', { serviceWorkers: 'block' }, async (kith) => {
  const workspace = await Workspace.empty(kith);
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Lovelace' });
  await workspace.row('Ada Lovelace').waitFor();
  await workspace.list('contact');
  await workspace.row('Ada Lovelace').waitFor();
  await workspace.saved();
  await kith.page.waitForTimeout(2_000);
  let arrived = false;
  await kith.page.route(/engine_bg-/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    arrived = true;
    await route.continue();
  });
  await workspace.list('contact');
  await workspace.row('Ada Lovelace').waitFor();
  assert.equal(arrived, false, 'they did not wait for the engine');
  await workspace.saved();
  await workspace.row('Ada Lovelace').waitFor();
});

story('The last screen is painted before the program is there', { serviceWorkers: 'block' }, async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Ada <b>', 'Family name': 'Lovelace' });
  await workspace.list('contact');
  await workspace.row('Ada <b> Lovelace').waitFor();
  await workspace.saved();
  await page.waitForTimeout(2_000);
  let arrive;
  const held = new Promise((resolve) => { arrive = resolve; });
  await page.route(/app_bg-/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(new URL('contact', kith.address).href, { waitUntil: 'commit' });
  const picture = page.locator('#picture');
  await picture.getByText('Ada <b> Lovelace').first().waitFor();
  assert.equal(await picture.evaluate((element) => element.inert), true, 'nobody can press a picture');
  await kith.shot('picture');
  // Another place has no picture of its own.
  const other = await kith.tab();
  await other.page.goto(new URL('company', kith.address).href);
  await other.ready();
  assert.equal(await other.page.locator('#picture').count(), 0);
  await other.page.close();
  arrive();
  await kith.app.ready();
  await picture.waitFor({ state: 'detached' });
  await workspace.row('Ada <b> Lovelace').waitFor();
  await kith.shot('app');
});
