// The first minutes: an empty start, sample data that goes again, and a contact from the form to disk and back.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

story('A contact goes from the form to disk and back', async (kith) => {
  const workspace = await Workspace.empty(kith);
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Lovelace', 'E-mail': 'ada@example.org', Phone: '+44 20 7946 0958' });
  await workspace.row('Ada Lovelace').waitFor();
  await workspace.saved();
  await kith.restart();
  const again = new Workspace(kith);
  await again.list('contact');
  await again.row('Ada Lovelace').waitFor();
  assert.match(await (await again.cell('Ada Lovelace', 'E-mail')).innerText(), /ada@example\.org/);
});

story('Bad input keeps the form open and says why', async (kith) => {
  const workspace = await Workspace.empty(kith);
  await workspace.page.getByRole('button', { name: /^New contact/ }).first().click();
  await workspace.fill({ 'Given name': 'Ada', 'E-mail': 'ada at example' });
  await workspace.page.keyboard.press('Enter');
  await workspace.dialog.getByText(/ada at example|not an e-mail|@/).first().waitFor();
  assert.equal(await workspace.dialog.getByLabel('Given name').inputValue(), 'Ada', 'what was typed is still there');
  await workspace.fill({ 'E-mail': 'ada@example.org' });
  await workspace.page.keyboard.press('Enter');
  await workspace.row('Ada').waitFor();
});

story('Sample data goes in one click and leaves what one added', async (kith) => {
  const workspace = await Workspace.sample(kith);
  await workspace.list('contact');
  await workspace.counts('1,284');
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Lovelace' });
  await workspace.row('Ada Lovelace').waitFor();
  await workspace.page.getByRole('button', { name: 'Remove' }).first().click();
  const confirm = workspace.dialog.getByRole('button', { name: /Remove/ });
  if (await confirm.count()) await confirm.click();
  await workspace.counts('1');
  await workspace.row('Ada Lovelace').waitFor();
  await workspace.undo();
  await workspace.counts('1,285');
});

story('Sample data can begin again, be handed on as a file, and become one\'s own', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  const choose = async (name) => {
    await page.getByRole('button', { name: 'Options', exact: true }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await workspace.list('contact');
  await page.getByRole('row').nth(1).getByRole('checkbox').click();
  await page.keyboard.press('Delete');
  await workspace.counts('1,283');
  await choose('Begin again with fresh sample data');
  await workspace.counts('1,284');
  const saved = page.waitForEvent('download');
  await choose('Share this workspace as a file');
  assert.match((await saved).suggestedFilename(), /\.kith\.json$/);
  await choose('Keep it as my own data');
  await page.getByText('The sample data is yours now').waitFor();
  await page.getByText('You are looking at sample data').waitFor({ state: 'detached' });
  await workspace.counts('1,284');
  await workspace.undo();
  await page.getByText('You are looking at sample data').waitFor();
});

for (const [name, options] of [['light', {}], ['dark', { colorScheme: 'dark' }], ['on a phone', { viewport: PHONE }]]) {
  story(`The main screens are accessible (${name})`, options, async (kith) => {
    await Workspace.sample(kith);
    for (const path of ['', 'inbox', 'contact', 'deal', 'ticket', 'import', 'segments', 'insights', 'bin/contact', 'settings/storage', 'settings/pipelines', 'settings/replies', 'settings/news', 'search']) {
      await kith.app.open(path);
      await kith.page.locator('main h1, main h2, main [role=heading]').first().waitFor();
      const wide = await kith.page.evaluate(() => [...document.querySelectorAll('main, main .scroll')].filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.className));
      assert.deepEqual(wide, [], `/${path} is wider than the window`);
      await assertAccessible(kith.page).catch((error) => assert.fail(`/${path}: ${error.message}`));
    }
  });
}

story('A freelancer, a web shop and a support desk look like themselves', async (kith) => {
  const workspace = new Workspace(kith);
  await kith.app.open();
  const others = kith.page.getByRole('group', { name: 'Or look at the workspace of' });
  await assertAccessible(kith.page);
  await others.getByRole('button', { name: 'a support desk' }).click();
  await kith.page.getByText('You are looking at sample data').waitFor();
  await workspace.list('ticket');
  await workspace.counts('1,600');
  await kith.app.open('dashboards/support');
  await kith.page.getByRole('region', { name: 'Open tickets', exact: true }).getByRole('link', { name: /[1-9]/ }).first().waitFor();
  await kith.page.getByRole('button', { name: 'Remove', exact: true }).click();
  await kith.page.getByText('You are looking at sample data').waitFor({ state: 'detached' });
});
