// Working with records: panel and page, filters in the address, bulk edits, the bin, and taking back.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

story('A filter narrows the list, is in the address, and survives a reload', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await workspace.list('contact');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const filter = page.getByRole('dialog', { name: 'Filter' });
  await filter.getByRole('combobox', { name: 'Field' }).fill('Stage');
  await page.getByRole('option', { name: /^Stage/ }).first().click();
  await filter.getByRole('combobox', { name: 'Stage' }).fill('Lead');
  await page.getByRole('option', { name: /^Lead/ }).first().click();
  await page.keyboard.press('Escape');
  await filter.getByRole('button', { name: 'Show them' }).click();
  await page.waitForURL(/[?&]f=/);
  const names = () => workspace.grid.getByRole('rowheader').getByRole('link').allInnerTexts();
  const stages = async () => new Set(await Promise.all((await names()).slice(0, 8).map(async (name) => (await (await workspace.cell(name.trim(), 'Stage')).innerText()).trim())));
  await assert.doesNotReject(page.waitForFunction(() => [...document.querySelectorAll('[role=rowheader]')].length > 0));
  assert.deepEqual(await stages(), new Set(['Lead']));
  const before = await names();
  await kith.app.reload();
  await workspace.grid.getByRole('rowheader').first().waitFor();
  assert.deepEqual(await names(), before);
});

story('A field is edited in the panel, seen in the list, in the history, and taken back', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Lovelace' });
  // What was added is open beside the list.
  await workspace.panel.getByRole('button', { name: /^E-mail/ }).click();
  await page.keyboard.type('ada@example.org');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  const cell = await workspace.cell('Ada Lovelace', 'E-mail');
  await cell.filter({ hasText: 'ada@example.org' }).waitFor();
  await workspace.saved();
  // Undo survives the reload.
  await kith.app.reload();
  await workspace.row('Ada Lovelace').waitFor();
  await workspace.undo();
  await (await workspace.cell('Ada Lovelace', 'E-mail')).filter({ hasText: '–' }).waitFor();
  await workspace.redo();
  await (await workspace.cell('Ada Lovelace', 'E-mail')).filter({ hasText: 'ada@example.org' }).waitFor();
  const address = await workspace.row('Ada Lovelace').getByRole('link').getAttribute('href');
  await kith.app.open(address.slice(1));
  await page.getByRole('tab', { name: /^History/ }).click();
  await page.getByRole('tabpanel').getByText('ada@example.org').first().waitFor();
});

story('All matches are edited at once, and one step takes it back', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await workspace.list('contact');
  await workspace.counts('1,284');
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  const bar = page.getByRole('toolbar', { name: 'Selected contacts' });
  await bar.getByText(/1,284 selected|All 1,284/).waitFor();
  await bar.getByRole('button', { name: 'Move to bin' }).click();
  const sure = workspace.dialog.getByRole('button', { name: /bin/ });
  await sure.click({ timeout: 1_500 }).catch(() => {});
  await workspace.counts('0');
  await workspace.saved();
  await kith.app.reload();
  await workspace.counts('0');
  await workspace.undo();
  await workspace.counts('1,284');
});

story('A row opens beside the list, from there as a page, and the way back leads to the list', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await workspace.list('contact');
  const name = (await workspace.grid.getByRole('rowheader').getByRole('link').nth(2).innerText()).trim();
  await workspace.row(name).getByRole('gridcell').nth(3).click();
  await workspace.panel.getByRole('heading', { name }).waitFor();
  await workspace.panel.getByRole('link', { name: 'Open', exact: true }).click();
  await page.getByRole('tab', { name: /^History/ }).waitFor();
  await page.goBack();
  await workspace.row(name).waitFor();
});

story('Who comes back to a list finds what was selected there, and other records have no selection', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await workspace.list('contact');
  const rows = workspace.grid.getByRole('row');
  for (const index of [2, 4]) await rows.nth(index).getByRole('checkbox').check();
  const bar = page.getByRole('toolbar', { name: 'Selected contacts' });
  await bar.getByText('2 selected').waitFor();
  await rows.nth(5).getByRole('gridcell').nth(3).click();
  await workspace.panel.getByRole('link', { name: 'Open', exact: true }).click();
  await page.getByRole('tab', { name: /^History/ }).waitFor();
  await page.goBack();
  await bar.getByText('2 selected').waitFor();
  assert.deepEqual([await rows.nth(2).getByRole('checkbox').isChecked(), await rows.nth(3).getByRole('checkbox').isChecked()], [true, false]);

  // A link leads to a list, not back to it.
  const main = page.getByRole('navigation', { name: 'Main' });
  await main.getByRole('link', { name: /^Companies/ }).click();
  await page.getByRole('grid', { name: 'Companies' }).getByRole('row').nth(2).waitFor();
  await main.getByRole('link', { name: /^Contacts/ }).click();
  await page.getByRole('grid', { name: 'Contacts' }).waitFor();
  await rows.nth(2).waitFor();
  assert.equal(await bar.count(), 0);
});

story('A field is found by its name, also in a group that is folded, and folding outlives the visit', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Lovelace', 'E-mail': 'ada@example.org' });
  await workspace.row('Ada Lovelace').getByRole('gridcell').nth(3).click();
  await workspace.panel.getByRole('link', { name: 'Open', exact: true }).click();
  const about = page.getByRole('button', { name: 'About', exact: true });
  const mail = page.locator('.facts').getByText('ada@example.org');
  await mail.waitFor();
  await about.click();
  await mail.waitFor({ state: 'hidden' });
  const search = page.getByRole('searchbox', { name: 'Find a field' });
  await search.fill('mail');
  await mail.waitFor();
  await search.fill('no such field');
  await page.getByText('No field is called “no such field”').waitFor();
  await search.fill('');
  await mail.waitFor({ state: 'hidden' });
  await kith.app.reload();
  await about.waitFor();
  assert.equal(await mail.isVisible(), false);
  await about.click();
  await mail.waitFor();
});

story('Sections beside a record are moved by their menus and folded, for each object, and stay so', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  const open = async (object, nth) => {
    await workspace.list(object);
    const address = await workspace.grid.getByRole('rowheader').getByRole('link').nth(nth).getAttribute('href');
    await kith.app.open(address.slice(1));
    await page.getByRole('tab', { name: /^History/ }).waitFor();
  };
  const side = page.getByRole('region', { name: 'Related records' });
  // In the document, which is the order of the Tab key, too.
  const titles = async (region) => (await region.locator('.section__head h3').allInnerTexts()).map((title) => title.trim());
  // What models say comes when it is ready, so places are told by what stands before what.
  const precedes = (first, second) => page.waitForFunction(
    ([first, second]) => {
      const heads = [...document.querySelectorAll('.record__side--end .section__head h3')].map((head) => head.innerText.trim());
      return heads.includes(second) && heads.indexOf(first) >= 0 && heads.indexOf(first) < heads.indexOf(second);
    },
    [first, second],
  );
  await open('company', 0);
  await precedes('Contacts', 'Deals');

  // At the keyboard: the menu opens, what is chosen moves, and the button keeps the focus for the next step.
  const button = side.getByRole('button', { name: 'Move Deals', exact: true });
  for (let above = ''; above !== 'Contacts';) {
    const now = await titles(side);
    above = now[now.indexOf('Deals') - 1];
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Move up', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await precedes('Deals', above);
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Move Deals');
  }
  await assertAccessible(page);
  await kith.shot('sections');

  // The first of all has nothing to change places with.
  const fields = page.getByRole('region', { name: 'Fields' });
  const top = (await titles(fields))[0];
  await fields.getByRole('button', { name: `Move ${top}`, exact: true }).click();
  assert.equal(await page.getByRole('menuitem', { name: 'Move up', exact: true }).getAttribute('aria-disabled'), 'true');
  await page.keyboard.press('Escape');

  // Cards of related records fold, too.
  const fold = side.getByRole('button', { name: 'Deals', exact: true });
  const body = side.locator('.section').filter({ has: fold }).locator('.section__body');
  await fold.click();
  await body.waitFor({ state: 'hidden' });

  // Both outlive the visit, and are so for the next company.
  await kith.app.reload();
  await precedes('Deals', 'Contacts');
  assert.equal(await fold.getAttribute('aria-expanded'), 'false');
  await open('company', 1);
  await precedes('Deals', 'Contacts');
  assert.equal(await fold.getAttribute('aria-expanded'), 'false');
});

story('What is in the bin comes back, and only the bin deletes for ever', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Lovelace' });
  await workspace.row('Ada Lovelace').getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Move to bin' }).click();
  await workspace.counts('0');
  await kith.app.open('bin/contact');
  await workspace.row('Ada Lovelace').getByRole('checkbox').check();
  await page.getByRole('button', { name: /^Restore/ }).first().click();
  await workspace.row('Ada Lovelace').waitFor({ state: 'detached' });
  await workspace.list('contact');
  await workspace.row('Ada Lovelace').waitFor();
});

story('How long deleted records stay is asked about before it gets shorter, and can be taken back', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('bin/contact');
  const stays = page.getByRole('combobox', { name: 'How long deleted records stay' });
  const chosen = async (label) => page.waitForFunction((label) => document.querySelector('.bin-stays select')?.selectedOptions[0]?.label === label, label);
  await chosen('Stays until I delete it for ever');
  await page.getByText('stays until you restore it or delete it for ever').waitFor();

  await stays.selectOption({ label: 'Deleted for ever after 30 days' });
  const dialog = page.getByRole('dialog', { name: 'Delete for ever after 30 days in the bin?' });
  await dialog.getByText('This cannot be undone').waitFor();
  await page.keyboard.press('Escape');
  await chosen('Stays until I delete it for ever');

  await stays.selectOption({ label: 'Deleted for ever after 90 days' });
  await page.getByRole('dialog').getByRole('button', { name: 'Delete after that time' }).click();
  await chosen('Deleted for ever after 90 days');
  await page.getByText('stays for 90 days unless you restore it').waitFor();
  // Longer needs no question.
  await stays.selectOption({ label: 'Deleted for ever after 365 days' });
  await chosen('Deleted for ever after 365 days');
  await workspace.saved();
  await page.reload();
  await chosen('Deleted for ever after 365 days');
  await page.keyboard.press('Control+z');
  await chosen('Deleted for ever after 90 days');
});

story('A contact belongs to several companies and has several addresses, one of each first', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.list('company');
  await workspace.add({ Name: 'Analytical Engines' });
  await workspace.add({ Name: 'Royal Society' });
  await workspace.list('contact');
  await workspace.add({ 'Given name': 'Ada', 'E-mail': 'ada@example.org', Company: 'Analytical' });
  await workspace.panel.getByRole('button', { name: /^Company/ }).click();
  await page.keyboard.type('Royal');
  await page.getByRole('option').filter({ hasText: 'Royal Society' }).first().click();
  // Leaving the field keeps what was chosen; Escape would take it back.
  await page.keyboard.press('Tab');
  await workspace.panel.getByText('Royal Society').first().waitFor();
  await workspace.panel.getByText('Analytical Engines').first().waitFor();
});

story('Everything is done at the keyboard alone', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await page.keyboard.press('n');
  await workspace.dialog.waitFor();
  await page.keyboard.type('Grace');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Hopper');
  await page.keyboard.press('Enter');
  await workspace.row('Grace Hopper').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('grace');
  await page.getByRole('option').filter({ hasText: 'Grace Hopper' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Grace Hopper' }).first().waitFor();
  assert.match(page.url(), /contact/);
});
