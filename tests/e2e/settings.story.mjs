// What people change about their workspace: own fields, pipelines, appearance.

import assert from 'node:assert/strict';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

story('An own field is filled in, shown and filtered like any other', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('settings/fields');
  await page.getByRole('button', { name: 'Add field' }).click();
  await workspace.dialog.getByLabel(/^Name of the field/).fill('Shoe size');
  await workspace.dialog.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Whole number' });
  await workspace.dialog.getByRole('button', { name: 'Add field' }).click();
  await page.getByRole('rowheader', { name: 'Shoe size' }).waitFor();
  await workspace.saved();
  await workspace.list('contact');
  await page.getByRole('button', { name: /^New contact/ }).first().click();
  await workspace.dialog.getByRole('button', { name: 'Show all fields' }).click();
  await workspace.fill({ 'Given name': 'Ada', 'Shoe size': '38' });
  await workspace.dialog.getByRole('button', { name: /^Add contact/ }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await page.getByRole('complementary', { name: 'Ada' }).getByText('38', { exact: true }).waitFor();
  await workspace.saved();
  await kith.app.reload();
  await page.getByRole('complementary', { name: 'Ada' }).getByText('38', { exact: true }).waitFor();
});

story('A pipeline gets a stage, and the board has its column', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('settings/pipelines');
  await page.getByRole('button', { name: 'Add stage' }).click();
  const fields = page.locator('main').getByRole('textbox');
  const values = await fields.evaluateAll((fields) => fields.map((field) => field.value));
  await fields.nth(values.indexOf('New stage')).fill('Legal review');
  await page.getByRole('button', { name: /^Save/ }).click();
  await workspace.list('deal');
  await page.getByRole('region', { name: /^Legal review, 0/ }).waitFor();
});

story('The theme that was chosen stays', async (kith) => {
  await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('settings/appearance');
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await kith.restart();
  await kith.app.open('contact');
  assert.equal(await kith.page.evaluate(() => document.documentElement.dataset.theme), 'dark');
});
