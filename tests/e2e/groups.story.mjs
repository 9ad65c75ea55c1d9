// Rows of a table under heads: chosen from the menu, folded by pointer and by key, with counts and totals of each group.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const heads = (workspace) => workspace.grid.locator('.grid__group');

story('A table is grouped by a choice, folded and unfolded, and kept as a view', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('deal?layout=table');
  await workspace.grid.waitFor();
  // Rows and head; before the first rows are there it is the head alone.
  const many = await page.waitForFunction(() => {
    const rows = Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount'));
    return rows > 100 && rows;
  });
  const whole = await many.jsonValue();
  await page.getByRole('button', { name: /^Group/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Stage', exact: true }).or(page.getByRole('menuitem', { name: 'Stage', exact: true })).first().click();
  await heads(workspace).first().waitFor();
  const first = heads(workspace).first();
  assert.match(await first.innerText(), /\d/, 'a head says how many it has');
  assert.match(await first.innerText(), /Value sum/, 'and what they are worth together');
  await assertAccessible(page);
  await kith.shot('groups');
  // By pointer, and again by key in reading direction.
  await first.click();
  await workspace.grid.locator('.grid__group[aria-expanded=false]').first().waitFor();
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await workspace.grid.locator('.grid__group[aria-expanded=true]').first().waitFor();
  await page.getByRole('button', { name: /^By stage/ }).click();
  await page.getByRole('menuitem', { name: 'Fold all groups', exact: true }).click();
  await workspace.grid.locator('.grid__group[aria-expanded=true]').first().waitFor({ state: 'detached' });
  // Only heads are left.
  await page.waitForFunction((few) => Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount')) < few, Math.min(whole, 30));
  await kith.shot('groups-folded');
  // The address has it, so a reload changes nothing.
  await page.reload();
  await workspace.grid.locator('.grid__group[aria-expanded=false]').first().waitFor();
  assert.equal(await workspace.grid.locator('.grid__group[aria-expanded=true]').count(), 0);
  await page.getByRole('button', { name: /^By stage/ }).click();
  await page.getByRole('menuitem', { name: 'No groups' }).click();
  await heads(workspace).first().waitFor({ state: 'detached' });
  await page.waitForFunction((whole) => Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount')) === whole, whole);
});

story('Days are grouped by month, on a phone too', { viewport: PHONE, hasTouch: true, isMobile: true }, async (kith) => {
  const workspace = await Workspace.sample(kith);
  await kith.app.open('task?layout=table&rows=due');
  await heads(workspace).first().waitFor();
  assert.match(await heads(workspace).first().innerText(), /20\d\d/);
  await assertAccessible(kith.page);
  await kith.shot('groups-phone');
});

story('A group is hidden from its head, is not counted any more, and is shown again', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('deal?layout=table&rows=stage');
  await heads(workspace).first().waitFor();
  const name = () => heads(workspace).first().locator('.grid__group-name').innerText();
  const stands = (name) => page.waitForFunction((name) => document.querySelector('.grid__group-name')?.innerText === name, name);
  const gone = (name) => page.waitForFunction((name) => ![...document.querySelectorAll('.grid__group-name')].some((head) => head.innerText === name), name);
  const lines = () => page.evaluate(() => Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount')));
  const [one, all] = [await name(), await lines()];
  const hide = async () => {
    await heads(workspace).first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Hide this group' }).click();
  };
  await hide();
  await gone(one);
  // Not the head alone: what is hidden is out of the view, neither counted nor changed along.
  await page.waitForFunction((all) => Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount')) < all - 1, all);
  const two = await name();
  await hide();
  await gone(two);
  await kith.shot('groups-hidden');
  // The address has it.
  await page.reload();
  await heads(workspace).first().waitFor();
  await gone(one);
  await gone(two);
  // Each has a chip; one press shows both again.
  await page.getByRole('button', { name: /^By stage/ }).click();
  await page.getByRole('menuitem', { name: 'Show hidden groups' }).click();
  await stands(one);
  assert.equal(await lines(), all);
  await page.getByRole('button', { name: /^By stage/ }).click();
  await page.getByRole('menuitem', { name: 'No groups' }).waitFor();
  assert.equal(await page.getByRole('menuitem', { name: 'Show hidden groups' }).count(), 0);
});
