// What people make their own: formulas, roll-ups and rules, objects, labels, tags, set-ups; and how they take steps back.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

story('A formula is completed as it is written, tried on real records, and sorts like any column', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('settings/fields');
  await page.getByRole('combobox', { name: 'Records' }).selectOption({ label: 'Deals' });
  await page.getByRole('button', { name: 'Add field' }).click();
  await workspace.dialog.getByLabel(/^Name of the field/).fill('Commission');
  await workspace.dialog.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Formula' });
  const formula = workspace.dialog.getByLabel('Formula');
  await formula.click();
  await page.keyboard.type('{val');
  await workspace.dialog.getByRole('button', { name: 'Value', exact: true }).click();
  await page.keyboard.type(' * 5');
  await workspace.dialog.getByText('Gives: money').waitFor();
  await page.keyboard.type(' + 1');
  await workspace.dialog.getByText('an amount and a number do not go together with “+”').waitFor();
  await formula.fill('{Value} * 5%');
  await workspace.dialog.getByText('Gives: money').waitFor();
  assert.ok((await workspace.dialog.locator('.formula__sample').count()) === 5);
  await assertAccessible(page);
  await kith.shot('formula');
  await workspace.dialog.getByRole('button', { name: 'Add field' }).click();
  await page.getByRole('rowheader', { name: 'Commission' }).waitFor();
  await assertAccessible(page);
  await kith.shot('fields');
  // A field that would be made of itself is refused, and says why.
  await page.getByRole('button', { name: 'Change Commission' }).click();
  await workspace.dialog.getByLabel('Formula').fill('{Commission} * 2');
  await workspace.dialog.getByText('The field would be made of itself').first().waitFor();
  await page.keyboard.press('Escape');
  await workspace.dialog.waitFor({ state: 'hidden' });
});

story('Rules refuse what does not fit, and say how it should look', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('settings/fields');
  await page.getByRole('button', { name: 'Add field' }).click();
  await workspace.dialog.getByLabel(/^Name of the field/).fill('Member no.');
  await workspace.dialog.getByLabel('Looks like').fill('M-####');
  await workspace.dialog.getByLabel('No two records have the same').check();
  await workspace.dialog.getByRole('button', { name: 'Add field' }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await workspace.list('contact');
  await page.getByRole('button', { name: /^New contact/ }).first().click();
  await workspace.dialog.getByRole('button', { name: 'Show all fields' }).click();
  await workspace.fill({ 'Given name': 'Ada', 'Member no\\.': '12' });
  await workspace.dialog.getByRole('button', { name: /^Add contact/ }).click();
  await workspace.dialog.getByText('Write it like M-####').first().waitFor();
  await workspace.fill({ 'Member no\\.': 'M-1234' });
  await workspace.dialog.getByRole('button', { name: /^Add contact/ }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
});

story('An object of one’s own has a list, a page and a place in the navigation', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('settings/fields');
  await page.getByRole('button', { name: 'New object' }).click();
  await workspace.dialog.getByLabel('One of them').fill('Machine');
  await workspace.dialog.getByLabel('Several of them').fill('Machines');
  await kith.shot('object');
  await workspace.dialog.getByRole('button', { name: 'New object' }).click();
  await page.getByRole('heading', { name: 'Machines' }).waitFor();
  await page.getByRole('button', { name: 'Add field' }).click();
  await workspace.dialog.getByLabel(/^Name of the field/).fill('Condition');
  await workspace.dialog.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Choice' });
  await workspace.dialog.getByLabel('Options, one per line').fill('New\nUsed');
  await workspace.dialog.getByRole('button', { name: 'Add field' }).click();
  await page.getByRole('rowheader', { name: 'Condition' }).waitFor();
  await page.getByRole('link', { name: /^Machines/ }).first().click();
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
  await workspace.add({ Name: 'Press' });
  await workspace.row('Press').waitFor();
  await page.getByRole('columnheader', { name: 'Condition' }).waitFor();
  await assertAccessible(page);
  await kith.shot('machines');
  // Another name for what comes with Kith, and back to its own.
  await kith.app.open('settings/fields');
  await page.getByRole('button', { name: 'Rename' }).click();
  await workspace.dialog.getByLabel('One of them').fill('Patient');
  await workspace.dialog.getByLabel('Several of them').fill('Patients');
  await workspace.dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: /^Patients/ }).first().waitFor();
});

story('A template is looked at, brings views and a dashboard that work, and goes in one step', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('settings/templates');
  await page.getByRole('button', { name: 'Look at it: Freelancer' }).click();
  await workspace.dialog.getByText('Projects by state').waitFor();
  await assertAccessible(page);
  await kith.shot('template');
  await workspace.dialog.getByRole('button', { name: 'Add the set-up' }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: /^Projects/ }).first().click();
  const views = page.getByRole('navigation', { name: 'Views' });
  await views.waitFor();
  await workspace.add({ Name: 'Site' });
  await views.getByRole('link', { name: /^Projects by state/ }).click();
  await page.locator('.board__card').filter({ hasText: 'Site' }).waitFor();
  await kith.shot('board');
  await kith.app.open('dashboards');
  await page.getByRole('link', { name: /^Projects/ }).last().click();
  await page.getByRole('heading', { name: 'Projects by state' }).waitFor();
  await page.getByRole('heading', { name: 'Due next' }).waitFor();
  await kith.shot('dashboard');
  // Looked at again, all of it is there.
  await kith.app.open('settings/templates');
  await page.getByRole('button', { name: 'Look at it: Freelancer' }).click();
  await workspace.dialog.getByText('All of it is here already').waitFor();
  await page.keyboard.press('Escape');
  await kith.app.open('settings/steps');
  await page.getByRole('button', { name: /^Undo to here, before: Imported/ }).click();
  const main = page.getByRole('navigation').first();
  for (const name of ['Projects', 'Projects by state']) await main.getByRole('link', { name, exact: true }).waitFor({ state: 'detached' });
});

story('Tags are renamed and merged, and steps are taken back up to a point', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('settings/tags');
  const names = page.getByRole('textbox', { name: /^Name of the tag/ });
  await names.first().waitFor();
  const count = await names.count();
  const [first, second] = [await names.nth(0).inputValue(), await names.nth(1).inputValue()];
  await assertAccessible(page);
  await kith.shot('tags');
  await page.getByRole('combobox', { name: `Merge ${second} into` }).selectOption({ label: first });
  await page.getByText(`Merged into ${first}`).waitFor();
  await page.getByRole('textbox', { name: `Name of the tag ${second}`, exact: true }).waitFor({ state: 'detached' });
  await names.first().fill('Renamed');
  await names.first().press('Enter');
  await page.getByRole('textbox', { name: 'Name of the tag Renamed' }).waitFor();
  await workspace.saved();
  await kith.app.open('settings/steps');
  await page.getByRole('button', { name: /^Undo to here, before: Merged/ }).click();
  await page.getByRole('button', { name: 'Do again (2)' }).waitFor();
  await assertAccessible(page);
  await kith.shot('steps');
  await kith.app.open('settings/tags');
  await page.getByRole('textbox', { name: `Name of the tag ${second}`, exact: true }).waitFor();
  assert.equal(await names.count(), count);
});
