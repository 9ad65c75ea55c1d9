// Saved views: put in order, named and given an icon, copied, opened first, and of use when a field of theirs is gone.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const tabs = (page) => page.getByRole('navigation', { name: 'Views' });
const tab = (page, name) => tabs(page).getByRole('link', { name: new RegExp(`^${name}\\b`) });
const order = async (page) => (await tabs(page).getByRole('link').allInnerTexts()).map((text) => text.replace(/\s*[\d,]+$/, '').trim());

async function save(workspace, name, address) {
  const { page } = workspace;
  await workspace.app.open(address);
  await page.getByRole('button', { name: 'Save as new' }).click();
  await workspace.dialog.getByLabel(/^Name/).fill(name);
  await workspace.dialog.getByRole('button', { name: 'Save' }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await tab(page, name).waitFor();
}

async function choose(page, item) {
  await page.getByRole('button', { name: 'This view' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

story('Views are put in order by menu and by pointer, and one of them opens first', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  for (const name of ['Alpha', 'Beta', 'Gamma']) await save(workspace, name, `contact?sort=${name === 'Beta' ? '-' : ''}name`);
  assert.deepEqual(await order(page), ['All contacts', 'Alpha', 'Beta', 'Gamma']);
  await choose(page, 'Move it forward');
  await page.waitForFunction(() => document.querySelectorAll('.tabs a')[2]?.textContent.startsWith('Gamma'));
  // By pointer: Alpha behind all others.
  const [from, to] = [await tab(page, 'Alpha').boundingBox(), await tab(page, 'Beta').boundingBox()];
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 12, from.y + from.height / 2, { steps: 3 });
  await page.mouse.move(to.x + to.width - 2, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  await page.waitForFunction(() => document.querySelectorAll('.tabs a')[3]?.textContent.startsWith('Alpha'));
  assert.deepEqual(await order(page), ['All contacts', 'Gamma', 'Beta', 'Alpha']);
  assert.match(page.url(), /view=/, 'dragging a tab does not open it');
  await choose(page, 'Open it first');
  await kith.app.open('contact');
  await tabs(page).locator('[aria-current]').filter({ hasText: 'Gamma' }).waitFor();
  await page.getByRole('button', { name: 'This view' }).waitFor();
  // All of them are still a press away.
  await tab(page, 'All contacts').click();
  await tabs(page).locator('[aria-current]').filter({ hasText: 'All contacts' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'This view' }).count(), 0, 'that one cannot be changed or deleted');
  await workspace.saved();
});

story('A view has a name and an icon, is copied, kept for oneself, and goes to the bin', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await save(workspace, 'Alpha', 'contact?sort=name');
  await choose(page, 'Name and icon');
  await workspace.dialog.getByLabel(/^Name/).fill('Omega');
  await workspace.dialog.getByRole('radio', { name: 'Bell' }).click();
  await assertAccessible(page);
  await kith.shot('view-name-and-icon');
  await workspace.dialog.getByRole('button', { name: 'Save' }).click();
  await tab(page, 'Omega').locator('use[href="#i-bell"]').waitFor({ state: 'attached' });
  await choose(page, 'Show it only to me');
  await page.getByRole('button', { name: 'This view' }).click();
  await page.getByRole('menuitem', { name: 'Show it to everybody' }).waitFor();
  await kith.shot('view-menu');
  await page.keyboard.press('Escape');
  await choose(page, 'Duplicate');
  await tab(page, 'Omega \\(copy').waitFor();
  await choose(page, 'Move this view to the bin');
  await tab(page, 'Omega \\(copy').waitFor({ state: 'detached' });
  await workspace.undo();
  await tab(page, 'Omega \\(copy').waitFor();
});

story('Changes of a view are saved, saved as new, or taken back', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await save(workspace, 'Alpha', 'contact?sort=name');
  assert.equal(await page.getByRole('button', { name: 'Reset' }).count(), 0);
  await page.getByRole('radio', { name: 'Board' }).click();
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('radio', { name: 'Table', checked: true }).waitFor();
  await page.getByRole('radio', { name: 'Board' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Reset' }).waitFor({ state: 'detached' });
  await kith.app.open('contact');
  await tab(page, 'Alpha').click();
  await page.getByRole('radio', { name: 'Board', checked: true }).waitFor();
});
