// Back-ups, restoring, and working without a network.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

async function backUp(kith) {
  await kith.app.open('settings/storage');
  const [download] = await Promise.all([kith.page.waitForEvent('download'), kith.page.getByRole('button', { name: 'Back up now' }).click()]);
  const path = join(kith.scratch, 'backup.kith.json');
  await writeFile(path, await readFile(await download.path()));
  return path;
}

async function restore(kith, path) {
  const [chooser] = await Promise.all([kith.page.waitForEvent('filechooser'), kith.page.getByRole('button', { name: /^Restore a back-up/ }).first().click()]);
  await chooser.setFiles(path);
}

story('What was taken away comes back from a back-up', async (kith) => {
  const workspace = await Workspace.empty(kith);
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Lovelace', 'E-mail': 'ada@example.org' });
  await workspace.row('Ada Lovelace').waitFor();
  await workspace.saved();
  const path = await backUp(kith);
  await kith.evict('indexeddb,local_storage');
  await kith.restart();
  const fresh = new Workspace(kith);
  await kith.app.open();
  await restore(kith, path);
  await fresh.dialog.getByRole('button', { name: /^Restore|^Add|^Merge/ }).last().click();
  await fresh.dialog.waitFor({ state: 'hidden' });
  await fresh.list('contact');
  await fresh.row('Ada Lovelace').waitFor();
});

story('A damaged back-up is refused and nothing changes', async (kith) => {
  const workspace = await Workspace.empty(kith);
  await workspace.add({ 'Given name': 'Ada' });
  await workspace.saved();
  const path = await backUp(kith);
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('Ada', 'Eve'));
  await restore(kith, path);
  await kith.page.getByText(/damaged|not whole|checksum|does not/i).first().waitFor();
  await workspace.list('contact');
  await workspace.row('Ada').waitFor();
});

story('Work goes on without a network and is there afterwards', async (kith) => {
  const workspace = await Workspace.empty(kith);
  await kith.app.keptOffline();
  await kith.app.reload();
  await kith.unserve();
  await workspace.list('contact');
  await workspace.add({ 'Given name': 'Offline', 'Family name': 'Person' });
  await workspace.row('Offline Person').waitFor();
  await workspace.saved();
  await kith.app.reload();
  await workspace.row('Offline Person').waitFor();
  assert.deepEqual(kith.problems, []);
});

story('What was typed and not sent is there after a reload', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Lovelace' });
  await workspace.panel.getByRole('button', { name: 'Note', exact: true }).click();
  await page.keyboard.type('She asked for the second volume');
  await kith.app.reload();
  await workspace.panel.getByRole('button', { name: 'Note', exact: true }).click();
  await assert.doesNotReject(page.waitForFunction(() => [...document.querySelectorAll('textarea')].some((area) => area.value === 'She asked for the second volume')));

  await kith.app.open('contact');
  await page.getByRole('button', { name: /^New / }).first().click();
  await workspace.fill({ 'Given name': 'Grace' });
  await kith.app.reload();
  await page.getByRole('button', { name: /^New / }).first().click();
  await workspace.dialog.getByText('This is what you typed before').waitFor();
  const given = workspace.dialog.getByLabel('Given name');
  assert.equal(await given.inputValue(), 'Grace');
  await workspace.dialog.getByRole('button', { name: 'Start afresh' }).click();
  assert.equal(await given.inputValue(), '');
  await page.keyboard.press('Escape');
});
