// Looking back: everything as it stood at a moment, without a change to anything.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

// The place that says which moment everything is of.
const bar = (page) => page.getByRole('region', { name: 'The past' });

async function ask(page) {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('look back');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Look back' }).waitFor();
}

story('A step shows how everything was before it, and today is one press away', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Ada' });
  await workspace.row('Ada').waitFor();
  await workspace.add({ 'Given name': 'Grace' });
  await workspace.row('Grace').waitFor();
  await workspace.saved();

  await kith.app.open('settings/steps');
  await page.getByRole('button', { name: /^See how it was before: / }).first().click();
  await bar(page).waitFor();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Contacts/ }).click();
  await workspace.row('Ada').waitFor();
  assert.equal(await workspace.row('Grace').count(), 0);
  await kith.shot('list');
  await assertAccessible(page);

  // What is typed there changes nothing, and says so.
  await page.getByRole('button', { name: /^New / }).first().click();
  await workspace.fill({ 'Given name': 'Mary' });
  await workspace.dialog.getByRole('button', { name: /^Add / }).click();
  await page.getByText('you are looking at the past').first().waitFor();
  await page.keyboard.press('Escape');
  await workspace.dialog.waitFor({ state: 'hidden' });

  await bar(page).getByRole('button', { name: 'Back to today' }).click();
  await workspace.row('Grace').waitFor();
  assert.equal(await workspace.row('Mary').count(), 0);
  assert.equal(await bar(page).count(), 0);
  // A reload is always today.
  await page.reload();
  await workspace.row('Grace').waitFor();
});

story('A moment is asked for, and only one of which something is known', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Ada' });
  await workspace.row('Ada').waitFor();
  await workspace.saved();
  await ask(page);
  const { dialog } = workspace;
  // Nothing is older than this workspace: no earlier day is offered, and none is taken.
  assert.equal(await dialog.getByRole('button', { name: 'A week ago' }).count(), 0);
  await dialog.getByRole('button', { name: 'Look back' }).click();
  await dialog.getByText(/^Kith knows nothing before /).waitFor();
  const day = dialog.locator('input[type=date]');
  await day.fill('2099-01-01');
  await dialog.getByLabel('Time').fill('10:00');
  await dialog.getByRole('button', { name: 'Look back' }).click();
  await dialog.getByText('This moment is still to come').waitFor();
  await assertAccessible(page);
  await kith.shot('dialog');
  await page.setViewportSize(PHONE);
  await kith.shot('dialog-phone');
  // The end of today is now: everything is there.
  await day.fill(new Date().toLocaleDateString('sv', { timeZone: 'Europe/Berlin' }));
  await dialog.getByLabel('Time').fill('');
  await dialog.getByRole('button', { name: 'Look back' }).click();
  await bar(page).waitFor();
  await kith.shot('bar-phone');
  await page.getByText('Ada').first().waitFor();
});
