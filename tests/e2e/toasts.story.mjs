// News in the corner: how long it stands there, how much of it, and the way back that it offers.

import assert from 'node:assert/strict';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

// How long a message stands there: src/ui/toast.rs.
const LIFE_MS = 8_000;

story('A message waits while it is looked at, goes by itself, and there are never more than three', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  const names = ['Ada', 'Grace', 'Katherine', 'Mary'];
  for (const name of names) {
    await workspace.add({ 'Given name': name });
    await page.keyboard.press('Escape');
    await workspace.row(name).waitFor();
  }
  const toasts = page.locator('.toast');
  for (const name of names) {
    await workspace.row(name).getByRole('rowheader').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Move to bin' }).click();
    await toasts.filter({ hasText: name }).filter({ hasText: 'Undo' }).waitFor();
  }
  assert.equal(await toasts.count(), 3);
  assert.equal(await toasts.filter({ hasText: names[0] }).filter({ hasText: 'Undo' }).count(), 0, 'the oldest made room');
  await toasts.last().hover();
  await page.waitForTimeout(LIFE_MS + 1_000);
  assert.equal(await toasts.count(), 3, 'time stands still while one looks');
  await page.mouse.move(5, 5);
  await toasts.last().getByRole('button', { name: /^Undo/ }).focus();
  await page.waitForTimeout(LIFE_MS + 1_000);
  assert.equal(await toasts.count(), 3, 'and while it has the focus');
  await page.keyboard.press('Enter');
  await workspace.row(names[3]).waitFor();
  await toasts.first().waitFor({ state: 'detached', timeout: LIFE_MS + 4_000 });
});
