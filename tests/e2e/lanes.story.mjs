// Lanes of a board: chosen, folded and saved; cards go to another column and lane at once, by pointer, by key and by menu.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const lane = (page, name) => page.getByRole('region', { name: new RegExp(`^${name}, `) });
const cell = (page, name, column) => page.getByRole('group', { name: `${name}, ${column}`, exact: true });
const card = (page, name, column, title) => cell(page, name, column).getByRole('article', { name: title });

// Two deals from the web and one that came by a referral, in lanes by source.
async function deals(kith) {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.list('deal');
  for (const [name, value, source] of [
    ['Website relaunch', '12000', 'Website'],
    ['Tea packaging', '8000', 'Website'],
    ['Brand film', '5000', 'Referral'],
  ]) {
    await page.getByRole('button', { name: /^New deal/ }).first().click();
    await workspace.dialog.getByRole('button', { name: 'Show all fields' }).click();
    await workspace.fill({ Name: name, Value: value, Source: source });
    await workspace.dialog.getByRole('button', { name: /^Add / }).click();
    await workspace.dialog.waitFor({ state: 'hidden' });
    await workspace.saved();
    await kith.app.open('deal');
    await page.getByRole('article', { name }).waitFor();
  }
  await page.getByLabel('Lanes', { exact: true }).selectOption({ label: 'Lanes by source' });
  await card(page, 'Website', 'New', 'Tea packaging').waitFor();
  return workspace;
}

story('Lanes divide a board, are folded, hide what is empty, and are kept with the view', async (kith) => {
  const workspace = await deals(kith);
  const { page } = kith;
  await lane(page, 'Website').locator('.lane__sum').getByText(/20,000/).waitFor();
  await lane(page, 'Referral').locator('.lane__sum').getByText(/5,000/).waitFor();
  assert.match(page.url(), /lanes/, 'lanes are in the address');
  const note = page.getByText(/^Empty lanes, not shown: Without source/);
  await note.waitFor();
  await page.getByRole('button', { name: 'Show empty lanes' }).click();
  await page.getByRole('button', { name: 'Hide empty lanes' }).click();
  await note.waitFor();
  await assertAccessible(page);
  await kith.shot('board-lanes');
  await lane(page, 'Website').getByRole('button', { expanded: true }).click();
  await card(page, 'Website', 'New', 'Tea packaging').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Save as new' }).click();
  await workspace.dialog.getByLabel(/^Name/).fill('By source');
  await workspace.dialog.getByRole('button', { name: 'Save' }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await kith.app.open('deal');
  await page.getByRole('article', { name: 'Tea packaging' }).waitFor();
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^By source/ }).click();
  await lane(page, 'Website').getByRole('button', { expanded: false }).click();
  await card(page, 'Website', 'New', 'Tea packaging').waitFor();
});

story('A card goes to another column and lane in one change, by pointer, by key and by menu', async (kith) => {
  const workspace = await deals(kith);
  const { page } = kith;
  const { keyboard, mouse } = page;
  const [from, to] = [await card(page, 'Website', 'New', 'Tea packaging').boundingBox(), await cell(page, 'Referral', 'Qualified').boundingBox()];
  await mouse.move(from.x + 40, from.y + 60);
  await mouse.down();
  await mouse.move(from.x + 60, from.y + 80, { steps: 4 });
  await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 });
  await mouse.up();
  await card(page, 'Referral', 'Qualified', 'Tea packaging').waitFor();
  await lane(page, 'Referral').getByText(/13,000/).waitFor();
  // One step back: the column and the lane.
  await workspace.undo();
  await card(page, 'Website', 'New', 'Tea packaging').waitFor();
  await workspace.redo();
  await card(page, 'Referral', 'Qualified', 'Tea packaging').waitFor();
  // From lane to lane by key, and the focus goes along. The lane of referrals is the first.
  await card(page, 'Referral', 'New', 'Brand film').focus();
  await keyboard.press('Alt+PageDown');
  await card(page, 'Website', 'New', 'Brand film').and(page.locator(':focus')).waitFor();
  await workspace.undo();
  await card(page, 'Referral', 'New', 'Brand film').waitFor();
  await card(page, 'Referral', 'New', 'Brand film').focus();
  await keyboard.press('ArrowDown');
  await card(page, 'Website', 'New', 'Website relaunch').and(page.locator(':focus')).waitFor();
  // The menu names every lane, those without cards too.
  await card(page, 'Website', 'New', 'Website relaunch').getByRole('button', { name: /^More actions/ }).click();
  await page.getByRole('menuitem', { name: 'Move to…' }).click();
  await page.getByRole('menuitem', { name: 'Without source' }).click();
  await page.getByRole('menuitem', { name: 'Proposal' }).click();
  await card(page, 'Without source', 'Proposal', 'Website relaunch').waitFor();
  await workspace.saved();
  await workspace.undo();
  await card(page, 'Website', 'New', 'Website relaunch').waitFor();
});

story('On a phone one column is seen, with the lanes inside', { viewport: PHONE, hasTouch: true, isMobile: true }, async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open(`deal?board=${encodeURIComponent(JSON.stringify({ lanes: 'owner' }))}`);
  await page.locator('.lane').first().waitFor();
  await page.getByRole('article').first().waitFor();
  await kith.shot('board-lanes-phone');
  await assertAccessible(page);
  const name = await page.locator('.stepper h2').innerText();
  await page.getByRole('button', { name: /^Next, / }).click();
  assert.notEqual(await page.locator('.stepper h2').innerText(), name);
  await page.getByRole('article').first().waitFor();
});
