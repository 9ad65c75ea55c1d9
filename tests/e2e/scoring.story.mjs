// Scores as fields, models as files, leads, overlaps and offers: what an analyst does without statistics.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { assertAccessible } from './accessibility.mjs';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const card = (page, title) => page.locator('section.card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

const filter = (path, operator, values) => encodeURIComponent(JSON.stringify({ Field: { path: [path], operator, values, span: null } }));

async function sound(page) {
  assert.doesNotMatch(await page.locator('main').innerText(), /NaN|Infinity|undefined/);
}

story('The chance to win is a column: it sorts, says where it comes from, and is what the page of the deal explains', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open(`deal?layout=table&f=${filter('status', 'AnyOf', [{ Text: 'open' }])}&columns=name,win_chance,chance_basis&sort=-win_chance`);
  await workspace.grid.getByRole('columnheader', { name: /^Chance to win/ }).waitFor();
  const cells = workspace.grid.getByRole('gridcell').filter({ hasText: /^[\d.]+ ?%$/ });
  await cells.first().waitFor();
  const shown = (await cells.allInnerTexts()).map((text) => Number.parseFloat(text));
  assert.deepEqual(shown, [...shown].sort((a, b) => b - a), 'highest first');
  await workspace.grid.getByRole('gridcell').filter({ hasText: /^(Learned from past deals|Share won of the stage|Given to the stage)$/ }).first().waitFor();
  await sound(page);
});

story('The chance of falling silent is a column of contacts, with a dash where there is none', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open(`contact?layout=table&f=${filter('leaving', 'Filled', [])}&columns=name,leaving&sort=-leaving`);
  await workspace.grid.getByRole('columnheader', { name: /^Chance of falling silent/ }).waitFor();
  const first = workspace.grid.getByRole('gridcell').filter({ hasText: /^[\d.]+ ?%$/ }).first();
  await first.waitFor();
  await sound(page);
});

story('A model goes out as a file, comes in again and scores until it is fitted anew; what is no model is refused', async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('insights?tab=models');
  const model = card(page, 'Model: which deals are won');
  await model.getByRole('row', { name: /^Since it was fitted/ }).waitFor();
  await sound(page);
  await assertAccessible(page);
  const [download] = await Promise.all([page.waitForEvent('download'), model.getByRole('button', { name: 'Export as JSON' }).click()]);
  const bytes = await readFile(await download.path());
  assert.equal(JSON.parse(bytes.toString()).target, 'deal');
  const give = async (name, buffer) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), model.getByRole('button', { name: 'Import…' }).click()]);
    await chooser.setFiles({ name, mimeType: 'application/json', buffer });
  };
  await give('broken.json', bytes.subarray(0, 200));
  await page.getByText('It is no JSON, or only a part of it.').waitFor();
  await give('last-year.json', bytes);
  await model.getByRole('row', { name: /^Comes from The file “last-year.json”/ }).waitFor();
  await model.getByRole('button', { name: 'Fit again' }).click();
  await model.getByRole('row', { name: /^Comes from/ }).waitFor({ state: 'detached' });
});

story('Two segments overlap: every combination says how many, and leads to them', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('insights?tab=segments');
  const overlap = card(page, 'Overlap');
  const boxes = overlap.getByRole('checkbox');
  await boxes.nth(1).waitFor();
  await boxes.nth(0).click();
  await boxes.nth(1).click();
  await overlap.getByRole('row', { name: /^Only in/ }).nth(1).waitFor();
  assert.equal(await overlap.locator('tbody tr').count(), 3);
  await assertAccessible(page);
  await sound(page);
  // Companies have groups of their own.
  await page.getByRole('radio', { name: 'Companies' }).click();
  await page.getByRole('region', { name: 'Group 1' }).waitFor();
  await overlap.getByRole('checkbox').nth(1).waitFor();
  await overlap.getByRole('checkbox').nth(0).click();
  await overlap.getByRole('checkbox').nth(1).click();
  await overlap.getByRole('row', { name: /^Only in/ }).nth(1).waitFor();
  assert.match(await overlap.locator('tbody tr').first().getByRole('link').getAttribute('href'), /\/company\?/);
  await page.getByRole('radio', { name: 'Contacts' }).click();
  await overlap.locator('tbody tr').first().waitFor({ state: 'detached' });
  await boxes.nth(1).waitFor();
  await boxes.nth(0).click();
  await boxes.nth(1).click();
  await overlap.getByRole('row', { name: /^Only in/ }).nth(1).waitFor();
  const row = overlap.locator('tbody tr').first();
  const count = (await row.locator('td').first().innerText()).trim();
  await row.getByRole('link').click();
  if (count !== '0') await workspace.grid.getByRole('gridcell', { name: `${count} contacts` }).waitFor();
});

story('Leads have grades by rules that move the grid while they are typed, and every contact says why', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('insights?tab=leads');
  const grid = card(page, 'Leads by fit and engagement');
  const count = async (grade) => Number((await grid.getByRole('link', { name: new RegExp(`^${grade}: `) }).textContent()).match(/[\d,]+ /)[0].replace(/\D/g, ''));
  await grid.getByRole('link', { name: /^C3: / }).waitFor();
  const before = await grid.locator('table').innerText();
  const half = grid.getByRole('textbox', { name: 'Half-life in days' });
  await half.fill('365');
  await page.waitForFunction((before) => document.querySelector('.heat table').innerText !== before, before);
  await half.fill('0');
  await grid.getByText('These rules cannot be').waitFor();
  await half.fill('365');
  await grid.getByText('These rules cannot be').waitFor({ state: 'detached' });
  await half.press('Enter');
  await assertAccessible(page);
  await sound(page);
  const link = grid.getByRole('link').filter({ hasNotText: /: 0 / }).first();
  const [, grade] = /^\s*(\w\d): /.exec(await link.textContent());
  const leads = await count(grade);
  await link.click();
  await workspace.grid.getByRole('gridcell', { name: new RegExp(`^${leads.toLocaleString('en')} contacts?$`) }).waitFor();
  const name = (await workspace.grid.getByRole('rowheader').getByRole('link').first().innerText()).trim();
  await workspace.row(name).getByRole('gridcell').nth(3).click();
  await workspace.panel.getByRole('link', { name: 'Open', exact: true }).click();
  await page.getByRole('button', { name: /has this grade$/ }).click();
  await workspace.dialog.getByText('Points of engagement halve every 365 days.').waitFor();
});

story('An offer to customers at risk goes to half of them, and one step takes it back', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('insights');
  const playbook = card(page, 'Save playbook');
  await playbook.getByRole('textbox', { name: 'Offer' }).fill('A call and 10% off');
  await playbook.getByRole('button', { name: 'Start with those at risk' }).click();
  await playbook.getByRole('row', { name: /^A call and 10% off/ }).waitFor();
  await assertAccessible(page);
  await sound(page);
  // Somebody knows better than the orders.
  await playbook.getByRole('button', { name: 'Record outcomes…' }).click();
  await workspace.dialog.getByRole('combobox', { name: /^Outcome of / }).first().selectOption('Kept');
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await playbook.getByText('1 recorded by hand.').waitFor();
  await page.keyboard.press('Control+z');
  await playbook.getByText('1 recorded by hand.').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await playbook.getByRole('row', { name: /^A call and 10% off/ }).waitFor({ state: 'detached' });
});

story('What customers of a segment bought first is told, or why it is not', async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('insights?tab=products&least=2');
  const first = card(page, 'Bought first, by segment');
  await first.getByText(/There is nothing of this kind yet|→/).first().waitFor();
  await sound(page);
});
