// The palette: everything that can be found and done, the thing at hand first.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const options = (page) => page.getByRole('option').allInnerTexts().then((texts) => texts.map((text) => text.split('\n')[0].trim()));
const groups = (page) => page.locator('.palette [role=group]').evaluateAll((groups) => groups.map((group) => group.getAttribute('aria-label')));

async function open(page, typed = '') {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  if (typed) await page.keyboard.type(typed);
}

async function close(page) {
  await page.keyboard.press('Escape');
  await page.getByRole('combobox').waitFor({ state: 'hidden' });
}

story('What can be done to the record at hand comes first', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Ada', 'E-mail': 'ada@example.org' });
  await page.getByRole('complementary', { name: 'Ada' }).waitFor();
  await open(page);
  assert.equal((await groups(page))[0], 'Actions on Ada');
  await kith.shot('record');
  await assertAccessible(page);
  // A field is edited from here.
  await page.keyboard.type('edit phone');
  await page.getByRole('option', { name: 'Edit phone', exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.matches('aside.panel .facts input'));
  await page.keyboard.type('+49 30 901820');
  await page.keyboard.press('Enter');
  await workspace.panel.getByText(/^\+49 30 ?90 ?1820|^\+49 3090 1820/).first().waitFor();
  // And the record goes to the bin, from where the palette still finds it.
  await open(page, '>move to the bin');
  await page.getByRole('option', { name: /Move to the bin/ }).first().waitFor();
  await page.keyboard.press('Enter');
  await workspace.row('Ada').waitFor({ state: 'detached' });
  await open(page, 'ada');
  await page.locator('.palette [role=group][aria-label="In the bin"]').getByRole('option', { name: /Ada/ }).waitFor();
  await kith.shot('bin');
  await page.locator('.palette [role=group][aria-label="In the bin"]').getByRole('option', { name: /Ada/ }).click();
  await page.getByRole('button', { name: 'Take out of the bin' }).first().waitFor();
});

story('What can be done to the selection comes first', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await workspace.list('contact');
  await workspace.grid.getByRole('checkbox').nth(1).check();
  await workspace.grid.getByRole('checkbox').nth(2).check();
  await open(page);
  assert.equal((await groups(page))[0], 'Actions on 2 selected');
  assert.ok((await options(page)).includes('Assign'));
  await kith.shot('selection');
  await page.keyboard.type('assign');
  await page.keyboard.press('Enter');
  await workspace.dialog.getByText(/^Assign 2/).first().waitFor();
});

story('Signs narrow: actions, people, one kind of record', async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('company');
  await open(page, '>');
  assert.equal((await groups(page)).includes('Recent'), false);
  await close(page);
  await open(page, '#');
  await page.getByRole('option', { name: 'Tickets' }).waitFor();
  await page.getByRole('option', { name: 'Tickets' }).click();
  await page.waitForFunction(() => document.querySelector('.palette input')?.value === '#tickets ');
  await page.keyboard.type('a');
  await page.locator('.palette [role=group][aria-label="Tickets"]').waitFor();
  const found = (await groups(page)).filter((group) => !['Tickets', 'In the bin', 'Everywhere'].includes(group));
  assert.deepEqual(found, []);
  await kith.shot('kind');
  await close(page);
  await open(page, 'settings privacy');
  assert.equal(await page.getByRole('option', { name: /Settings: privacy/ }).count(), 0, 'words are looked for as they stand');
  await close(page);
  // Enter means what is typed, also when its results are not there yet.
  await open(page, 'privacy');
  await page.keyboard.press('Enter');
  await page.waitForURL(/settings\/privacy$/);
  await open(page, 'export companies');
  await page.getByRole('option', { name: 'Export companies as CSV' }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.match(download.suggestedFilename(), /\.csv$/);
});

story('It is a combobox: one tab stop, arrows move, the choice is told', async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await open(page, 'undo');
  const input = page.getByRole('combobox');
  await page.getByRole('option', { name: /^Undo/ }).waitFor();
  const active = () => input.getAttribute('aria-activedescendant');
  const first = await active();
  assert.equal(await page.locator(`#${first}`).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('ArrowDown');
  const second = await active();
  if ((await page.getByRole('option').count()) > 1) assert.notEqual(second, first);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'combobox', 'the focus stays in the field');
  assert.match(await page.getByRole('option', { name: /^Undo/ }).first().innerText(), /Ctrl\+Z/);
  await page.setViewportSize(PHONE);
  await kith.shot('phone');
  await assertAccessible(page);
});
