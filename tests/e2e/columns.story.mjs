// Columns of a table: their menu, widths that a view keeps, what stays in view, and rules of colour.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const head = (workspace, name) => workspace.grid.getByRole('columnheader', { name, exact: true });
const heads = async (workspace) => (await workspace.grid.getByRole('columnheader').allInnerTexts()).map((text) => text.trim()).filter(Boolean);

async function choose(workspace, name, item) {
  await head(workspace, name).click({ button: 'right' });
  await workspace.page.getByRole('menuitem', { name: item, exact: true }).click();
}

story('A column is sorted, moved, hidden, frozen and made wider at its head, and the view keeps it', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('contact?columns=name,company,email,phone,revenue');
  await workspace.grid.waitFor();
  await choose(workspace, 'E-mail', 'Highest first');
  assert.equal(await head(workspace, 'E-mail').getAttribute('aria-sort'), 'descending');
  await choose(workspace, 'E-mail', 'Move it forward');
  await page.waitForFunction(() => document.querySelectorAll('[role=columnheader]')[2]?.textContent.includes('E-mail'));
  await choose(workspace, 'Phone', 'Hide it');
  await head(workspace, 'Phone').waitFor({ state: 'detached' });
  // By key: wider, and without the pointer.
  await head(workspace, 'E-mail').focus();
  const before = (await head(workspace, 'E-mail').boundingBox()).width;
  for (let step = 0; step < 30; step += 1) await page.keyboard.press('Shift+ArrowRight');
  assert.ok((await head(workspace, 'E-mail').boundingBox()).width > before + 400);
  await choose(workspace, 'E-mail', 'Keep in view up to here');
  // Scrolled aside, name and e-mail stay where they are.
  await head(workspace, 'Company').focus();
  for (let step = 0; step < 60; step += 1) await page.keyboard.press('Shift+ArrowRight');
  const stays = (await head(workspace, 'E-mail').boundingBox()).x;
  await workspace.grid.evaluate((grid) => { grid.scrollLeft = 500; });
  assert.ok(Math.abs((await head(workspace, 'E-mail').boundingBox()).x - stays) < 2, 'a frozen column does not scroll');
  await kith.shot('frozen');
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Save as new' }).click();
  await workspace.dialog.getByLabel(/^Name/).fill('Mine');
  await workspace.dialog.getByRole('button', { name: 'Save' }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await kith.app.open('contact');
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^Mine/ }).click();
  await head(workspace, 'Phone').waitFor({ state: 'detached' });
  assert.deepEqual(await heads(workspace), ['Name', 'E-mail', 'Company', 'Lifetime value']);
  assert.ok((await head(workspace, 'E-mail').boundingBox()).width > before + 400, 'the view keeps the width');
});

story('Rows that fit a filter get a colour and its word', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.list('task');
  await workspace.add({ Title: 'Call Noor', Priority: 'High' });
  await workspace.add({ Title: 'Write the offer', Priority: 'Low' });
  await kith.app.open('task');
  await workspace.row('Call Noor').waitFor();
  await page.getByRole('button', { name: /^Colours/ }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const rule = page.getByRole('group', { name: 'Marked' });
  await rule.getByRole('combobox', { name: 'Colour' }).selectOption('danger');
  await workspace.grid.locator('[data-tone=danger]').nth(1).waitFor();
  assert.equal(await workspace.grid.locator('[data-tone=danger]').count(), 2, 'a rule without a filter is about all');
  await assertAccessible(page);
  await kith.shot('colour-rules');
  const rules = [{ name: 'Urgent', tone: 'Danger', filter: { Field: { path: ['priority'], operator: 'AnyOf', values: [{ Text: 'high' }], span: null } }, field: null }];
  await kith.app.open(`task?colours=${encodeURIComponent(JSON.stringify(rules))}`);
  // The word is part of the row's name for those who cannot see the colour.
  await workspace.row('Call Noor Urgent').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[role=grid] [data-tone=danger]').length === 1);
  assert.equal(await workspace.row('Call Noor Urgent').getAttribute('data-tone'), 'danger');
  assert.equal(await workspace.row('Call Noor Urgent').locator('[data-mark]').getAttribute('data-mark'), 'Urgent');
  await assertAccessible(page);
  await kith.shot('colours');
  // A change of the record changes its colour at once.
  await workspace.row('Call Noor Urgent').getByRole('gridcell', { name: 'High' }).focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('Low');
  await page.getByRole('option', { name: 'Low' }).click();
  await page.waitForFunction(() => document.querySelectorAll('[role=grid] [data-tone=danger]').length === 0);
});
