// Deals on the board, tickets with their conversation, and tasks of the day.

import assert from 'node:assert/strict';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const column = (page, name) => page.getByRole('region', { name: new RegExp(`^${name}, `) });

story('A deal moves by pointer and by menu, and losing it asks why', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.list('deal');
  await workspace.add({ Name: 'Website relaunch', Value: '12000' });
  const card = page.getByRole('article', { name: 'Website relaunch' });
  await card.waitFor();
  await column(page, 'New').getByRole('article').waitFor();
  await page.keyboard.press('Escape');
  // By pointer.
  const [from, to] = [await card.boundingBox(), await column(page, 'Proposal').boundingBox()];
  await page.mouse.move(from.x + 40, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 20, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + 120, { steps: 12 });
  await page.mouse.up();
  await column(page, 'Proposal').getByRole('article', { name: 'Website relaunch' }).waitFor();
  await page.getByText(/Weighted £6,000/).waitFor();
  // By menu, to the stage that asks for a reason.
  await card.getByRole('button', { name: /^More actions/ }).click();
  await page.getByRole('menuitem', { name: 'Move to…' }).click();
  await page.getByRole('menuitem', { name: /^Lost/ }).click();
  await workspace.dialog.getByRole('button', { name: 'Go on' }).click();
  assert.equal(await workspace.dialog.count(), 1, 'it does not go on without a reason');
  await workspace.dialog.getByRole('combobox', { name: 'Lost reason' }).fill('Price');
  await page.getByRole('option', { name: /^Price/ }).first().click();
  await workspace.dialog.getByRole('button', { name: 'Go on' }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await column(page, 'Proposal').getByRole('article').waitFor({ state: 'detached' });
  await workspace.undo();
  await column(page, 'Proposal').getByRole('article', { name: 'Website relaunch' }).waitFor();
});

story('A ticket is answered in public, noted inside, and solved', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await workspace.list('ticket');
  const open = workspace.grid.getByRole('row').filter({ hasText: 'Open' }).first();
  await kith.app.open((await open.getByRole('link').first().getAttribute('href')).slice(1));
  await page.getByRole('textbox', { name: 'Reply' }).fill('We are on it.');
  await page.getByRole('button', { name: /^Send/ }).last().click();
  await page.getByRole('article').filter({ hasText: 'We are on it.' }).waitFor();
  await page.getByRole('radio', { name: 'Internal note' }).check({ force: true });
  await page.getByRole('tabpanel').getByRole('textbox').fill('Check the invoice first.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('article').filter({ hasText: 'Check the invoice first.' }).waitFor();
  await page.getByRole('radio', { name: /^Reply to/ }).check({ force: true });
  await page.getByRole('textbox', { name: 'Reply' }).fill('Done.');
  await page.getByRole('button', { name: 'Send and solve' }).click();
  await page.getByRole('button', { name: /^Status Solved/ }).waitFor();
});

story('A task is ticked off on the page of the day and can be put off', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.list('task');
  const today = await page.evaluate(() => new Date().toLocaleDateString('sv-SE'));
  await workspace.add({ Title: 'Call Noor', Due: today });
  await workspace.add({ Title: 'Write the offer', Due: today });
  await kith.app.open('');
  await page.getByRole('checkbox', { name: /Call Noor/ }).check();
  await page.getByRole('button', { name: /Put off.*Write the offer/ }).click();
  await page.getByRole('menuitem', { name: /^Tomorrow/ }).click();
  await page.getByText('Put off Write the offer').waitFor();
  await workspace.saved();
  await workspace.list('task');
  await (await workspace.cell('Call Noor', 'Status')).filter({ hasText: 'Done' }).waitFor();
});
