// How a board is drawn: the fields of its cards, compact cards, folded columns and limits, kept in the view.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const column = (page, name) => page.getByRole('region', { name: new RegExp(`^${name}, `) });

async function choose(page, name, item) {
  await column(page, name).getByRole('button', { name: `More actions, ${name}` }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

story('A column is folded and limited, cards are made compact and show what one chooses', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.list('deal');
  for (const name of ['Website relaunch', 'Tea packaging']) {
    await workspace.add({ Name: name, Value: '12000' });
    await kith.app.open('deal');
    await page.getByRole('article', { name }).waitFor();
  }
  // More cards than there should be are said, not only coloured.
  await choose(page, 'New', 'Limit its cards…');
  await workspace.dialog.getByLabel(/^Most cards/).fill('no');
  await workspace.dialog.getByRole('button', { name: 'Save' }).click();
  await workspace.dialog.getByText('Type a whole number above 0, or leave it empty').waitFor();
  await workspace.dialog.getByLabel(/^Most cards/).fill('1');
  await workspace.dialog.getByRole('button', { name: 'Save' }).click();
  await column(page, 'New').getByText('2 of 1').waitFor();
  await choose(page, 'Qualified', 'Fold it');
  await page.getByRole('button', { name: 'Unfold Qualified' }).waitFor();
  await assertAccessible(page);
  await kith.shot('board-folded-and-limited');
  await page.getByRole('button', { name: 'Compact cards' }).click();
  await page.getByRole('button', { name: 'Full cards' }).waitFor();
  await page.getByRole('button', { name: /^Fields/ }).click();
  const fields = page.getByRole('dialog', { name: 'Fields' }).or(page.locator('.columns-form')).last();
  // What is ticked moves to the fields that are shown.
  await fields.getByRole('checkbox', { name: 'Source' }).click();
  await page.keyboard.press('Escape');
  assert.match(page.url(), /card=/, 'what cards show is in the address');
  await page.reload();
  await column(page, 'New').getByText('2 of 1').waitFor();
  await page.getByRole('button', { name: 'Unfold Qualified' }).click();
  await column(page, 'Qualified').getByRole('button', { name: /^Add to/ }).waitFor();
});

story('Cards are selected, opened and archived by the keys that the sheet lists for lists', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.list('deal');
  for (const name of ['Website relaunch', 'Tea packaging', 'Annual report']) {
    await workspace.add({ Name: name });
    await kith.app.open('deal');
    await page.getByRole('article', { name }).waitFor();
  }
  const cards = column(page, 'New').getByRole('article');
  const names = await cards.evaluateAll((all) => all.map((card) => card.getAttribute('aria-label')));
  const bar = page.getByRole('toolbar', { name: 'Selected deals' });
  await cards.first().focus();
  await page.keyboard.press('x');
  await page.getByRole('article', { name: `${names[0]}, selected` }).waitFor();
  await bar.getByText('1 selected').waitFor();
  await page.keyboard.press('Shift+ArrowDown');
  await bar.getByText('2 selected').waitFor();
  await kith.shot('board-selected');
  await assertAccessible(page);
  // A board shows part of what its view matches, so it never offers all of it.
  assert.equal(await bar.getByRole('button', { name: /^Select all/ }).count(), 0);
  await page.keyboard.press('Delete');
  await bar.waitFor({ state: 'detached' });
  await page.getByRole('article', { name: names[2] }).waitFor();
  assert.equal(await cards.count(), 1);
  await workspace.undo();
  await page.getByRole('article', { name: names[0], exact: true }).waitFor();
  // The menu does the same for those without keys.
  await page.getByRole('button', { name: `More actions, ${names[0]}` }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Select' }).click();
  await bar.getByText('1 selected').waitFor();
  await bar.getByRole('button', { name: 'Clear' }).click();
  // Space looks beside the board, the command key in a new tab, Enter at the page.
  const card = page.getByRole('article', { name: names[0], exact: true });
  await card.focus();
  await page.keyboard.press('Space');
  await workspace.panel.getByRole('heading', { name: names[0] }).waitFor();
  await page.keyboard.press('Escape');
  await workspace.panel.waitFor({ state: 'detached' });
  await card.focus();
  const [tab] = await Promise.all([kith.context.waitForEvent('page'), page.keyboard.press('Control+Enter')]);
  await tab.getByRole('heading', { name: names[0] }).first().waitFor();
  await tab.close();
  await card.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/deal\/[0-9a-f-]+/);
});
