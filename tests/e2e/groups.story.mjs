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
