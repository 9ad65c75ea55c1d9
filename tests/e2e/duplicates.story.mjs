// Records that are there twice: found with the reason, brought together field by field, and taken apart again.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { DESKTOP, PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const twoOfNoor = async (kith) => {
  const workspace = await Workspace.empty(kith);
  await workspace.add({ 'Given name': 'Noor', 'Family name': 'Berg', 'E-mail': 'noor@haven.example' });
  await workspace.add({ 'Given name': 'Noor', 'Family name': 'van den Berg', 'E-mail': 'NOOR@haven.example', Phone: '030 1234567' });
  await workspace.list('contact');
  await workspace.row('Noor van den Berg').waitFor();
  return workspace;
};

const merging = (page) => page.getByRole('dialog', { name: 'Merge 2 contacts' });

story('Duplicates are found, compared, merged, and taken apart again', async (kith) => {
  const workspace = await twoOfNoor(kith);
  const { page } = kith;
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Find duplicates' }).click();
  const group = page.getByRole('region', { name: /and others alike$/ });
  await group.getByText('Same e-mail: noor@haven.example').waitFor();
  await assertAccessible(page);
  await kith.shot('duplicates-wide');
  await group.getByRole('button', { name: /^Merge the records like/ }).click();
  const dialog = merging(page);
  const names = dialog.getByRole('radiogroup', { name: 'Name' });
  await names.getByRole('radio', { name: /van den/ }).check();
  await assertAccessible(page);
  for (const [name, size] of [['wide', DESKTOP], ['phone', PHONE]]) {
    await page.setViewportSize(size);
    await kith.shot(`merge-${name}`);
  }
  await page.setViewportSize(DESKTOP);
  await dialog.getByRole('button', { name: 'Merge 2 contacts' }).click();
  await page.getByText('Merged into Noor').first().waitFor();
  await page.getByText('No duplicates among your contacts').waitFor();
  await workspace.saved();
  await workspace.list('contact');
  await workspace.row('Noor van den Berg').waitFor();
  assert.equal(await workspace.grid.getByRole('rowheader').count(), 1);
  await (await workspace.cell('Noor van den Berg', 'Phone')).filter({ hasText: '234567' }).waitFor();
  await workspace.undo();
  await workspace.row('Noor Berg').waitFor();
  assert.equal(await workspace.grid.getByRole('rowheader').count(), 2, 'one step brings both back as they were');
});

story('Selected rows are merged with keys alone', async (kith) => {
  const workspace = await twoOfNoor(kith);
  const { page } = kith;
  await workspace.row('Noor Berg').getByRole('checkbox').check();
  await workspace.row('Noor van den Berg').getByRole('checkbox').check();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Merge');
  await page.getByRole('option', { name: 'Merge', exact: false }).first().waitFor();
  await page.keyboard.press('Enter');
  const dialog = merging(page);
  await dialog.getByRole('radiogroup', { name: 'Which one stays' }).waitFor();
  // The choice starts in the head; Enter in a form sends it.
  await dialog.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('Merged into Noor').first().waitFor();
  assert.equal(await workspace.grid.getByRole('rowheader').count(), 1);
  assert.equal(await page.getByRole('toolbar', { name: /^Selected/ }).count(), 0, 'nothing stays selected');
});

story('What is not the same is not brought up again', async (kith) => {
  const workspace = await twoOfNoor(kith);
  const { page } = kith;
  await page.setViewportSize(PHONE);
  await kith.app.open('duplicates/contact');
  await kith.shot('duplicates-phone');
  await page.getByRole('button', { name: /are not the same$/ }).click();
  await page.getByText('No duplicates among your contacts').waitFor();
  await page.setViewportSize(DESKTOP);
  await workspace.saved();
  await kith.app.reload();
  await page.getByText('No duplicates among your contacts').waitFor();
  await workspace.undo();
  await page.getByText('Same e-mail: noor@haven.example').waitFor();
});

story('A merge is taken apart from the history of the record, later edits kept', async (kith) => {
  const workspace = await twoOfNoor(kith);
  const { page } = kith;
  await kith.app.open('duplicates/contact');
  await page.getByRole('button', { name: /^Merge the records like/ }).click();
  await merging(page).getByRole('button', { name: 'Merge 2 contacts' }).click();
  await page.getByText('No duplicates among your contacts').waitFor();
  await workspace.saved();
  await workspace.list('contact');
  await kith.app.open((await workspace.grid.getByRole('rowheader').getByRole('link').getAttribute('href')).slice(1));
  await page.getByRole('tab', { name: /^History/ }).click();
  await page.getByRole('button', { name: 'Take the merge apart' }).first().click();
  await page.getByText(/^Taken back/).first().waitFor();
  await workspace.saved();
  await workspace.list('contact');
  await workspace.row('Noor Berg').waitFor();
  await workspace.row('Noor van den Berg').waitFor();
});
