// Trust: what can be proved on the spot, the way out of a crash, updates that lose nothing, back-ups that are reminded of.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

for (const colorScheme of ['light', 'dark']) story(`The privacy page shows who was asked and what is kept (${colorScheme})`, { at: 'both', colorScheme }, async (kith) => {
  await Workspace.empty(kith);
  await kith.app.keptOffline();
  await kith.app.reload();
  const { page } = kith;
  await kith.app.open('settings/privacy');
  await page.getByText('No request has left this site').waitFor();
  const origin = new URL(kith.address).origin;
  const line = page.locator('.setting').filter({ hasText: origin });
  await line.getByText('This site').waitFor();
  assert.ok(Number(/([\d,]+) requests/.exec(await line.innerText())[1].replace(',', '')) > 3);
  assert.match(await page.locator('.policy').innerText(), /connect-src\s+'self'/);
  await page.locator('.setting').filter({ hasText: 'Database' }).getByText(/kith/).waitFor();
  await page.locator('.setting').filter({ hasText: 'Cookies' }).getByText('None', { exact: true }).waitFor();
  await assertAccessible(page);
  await kith.shot('privacy');
  await page.setViewportSize(PHONE);
  await kith.shot('privacy-phone');
  await assertAccessible(page);
});

story('The privacy page does not hide a request to a stranger', { bypassCSP: true }, async (kith) => {
  await Workspace.empty(kith);
  kith.expectProblem(/asked elsewhere: http:\/\/127\.0\.0\.1:9\/|ERR_/);
  const { page } = kith;
  await kith.app.open('settings/privacy');
  await page.getByText('No request has left this site').waitFor();
  await page.evaluate(() => fetch('http://127.0.0.1:9/stranger').catch(() => {}));
  await page.getByRole('button', { name: 'Count now' }).click();
  await page.getByText('Other sites were asked').waitFor();
  await page.locator('.setting').filter({ hasText: 'http://127.0.0.1:9' }).getByText('Another site').waitFor();
});

story('A program that has stopped still hands out all data', { at: 'both' }, async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Lovelace' });
  await workspace.row('Ada Lovelace').waitFor();
  await workspace.saved();
  await page.evaluate(() => window.__kithCrash('planted'));
  const save = kith.app.crash.getByRole('button', { name: 'Save my data as a file' });
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  await kith.app.crash.getByText(/^Saved as kith/).waitFor();
  await assertAccessible(page);
  await kith.shot('saved');
  const file = join(kith.scratch, download.suggestedFilename());
  await download.saveAs(file);
  assert.match(await readFile(file, 'utf8'), /Lovelace/);
  // The file restores into a browser that has nothing.
  await kith.app.crash.getByRole('button', { name: 'Reload' }).click();
  await kith.app.ready();
  await kith.app.open('settings/storage');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Restore a back-up' }).click()]);
  await chooser.setFiles(file);
  await workspace.dialog.getByText(/1 contact/).first().waitFor();
});

story('A start that fails hands out all data as well', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Ada' });
  await workspace.saved();
  kith.expectProblem(/app_bg-.*\.wasm|404|WebAssembly|^uncaught/);
  // What a service worker answers cannot be held back, so it goes first.
  await page.evaluate(async () => {
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  });
  await page.route(/app_bg-.*\.wasm$/, (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.goto(kith.address);
  await kith.app.crash.getByRole('heading', { name: 'Kith did not start' }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), kith.app.crash.getByRole('button', { name: 'Save my data as a file' }).click()]);
  const file = join(kith.scratch, download.suggestedFilename());
  await download.saveAs(file);
  assert.match(await readFile(file, 'utf8'), /Ada/);
});

story('A new release never takes a form away', async (kith) => {
  const workspace = await Workspace.empty(kith);
  await kith.app.keptOffline();
  await kith.app.reload();
  const { page } = kith;
  await kith.app.open('contact');
  await page.keyboard.press('n');
  await workspace.dialog.waitFor();
  await workspace.fill({ 'Given name': 'Ada', 'Family name': 'Lovelace' });
  await kith.publish(async (site) => {
    const shell = join(site, 'index.html');
    await writeFile(shell, (await readFile(shell, 'utf8')).replace(/(name="description" content=")[^"]*/, '$1New release'));
  });
  assert.equal(await kith.app.lookForRelease(), 'installed');
  // The form is where it was, with what was typed.
  assert.equal(await workspace.dialog.getByLabel(/^Family name/).inputValue(), 'Lovelace');
  const before = await kith.app.release();
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => window.__kithUpdate())]);
  await kith.app.ready();
  assert.notEqual(await kith.app.release(), before);
  await page.keyboard.press('n');
  await workspace.dialog.waitFor();
  assert.equal(await workspace.dialog.getByLabel(/^Family name/).inputValue(), 'Lovelace', 'what was typed came along');
});

story('Data without a back-up is reminded of, once a day', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('import');
  const rows = Array.from({ length: 12 }, (_, at) => `Person ${at},p${at}@example.org`).join('\n');
  const file = join(kith.scratch, 'people.csv');
  await writeFile(file, `Name,E-mail\n${rows}\n`);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: /^Choose/ }).first().click()]);
  await chooser.setFiles(file);
  await page.getByRole('button', { name: /^Review / }).click();
  await page.getByRole('button', { name: /^Import 12/ }).click();
  await page.getByRole('heading', { name: /Imported|Done/i }).first().waitFor();
  await workspace.list('contact');
  await workspace.counts(12);
  const reminder = page.getByText('There is no back-up of your records yet');
  assert.equal(await reminder.count(), 0, 'not on the first day');
  await workspace.saved();
  await page.evaluate(() => localStorage.setItem('kith.backup-reminded', '1'));
  await kith.app.reload();
  await reminder.waitFor();
  await kith.shot('reminder');
  await kith.app.reload();
  await workspace.row('Person 1').waitFor();
  await page.waitForTimeout(500);
  assert.equal(await reminder.count(), 0, 'once a day');
});

story('The accessibility statement names its gaps', async (kith) => {
  await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('settings/accessibility');
  await page.getByRole('heading', { name: 'What is known not to work well' }).waitFor();
  await assertAccessible(page);
  await kith.shot('statement');
});

story('After an update Kith says so, and what is new can be read without a network', async (kith) => {
  await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.keptOffline();
  // What accepting a release leaves for the next start.
  await page.evaluate(() => localStorage.setItem('kith.updated', 'true'));
  await kith.unserve();
  await kith.app.reload();
  await page.getByRole('status').filter({ hasText: 'Kith was updated' }).getByRole('button', { name: 'What is new' }).click();
  await page.getByRole('heading', { name: 'Unreleased' }).waitFor();
  assert.ok(await page.locator('main li').count() > 20);
  await assertAccessible(page);
  await kith.shot('news');
  await kith.app.reload();
  await page.getByRole('heading', { name: 'Unreleased' }).waitFor();
  assert.equal(await page.getByText('Kith was updated').count(), 0, 'once');
});
