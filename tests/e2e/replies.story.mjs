// Saved replies: written once with placeholders, inserted filled in, and never sent with a hole.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const card = (page, at = 0) => page.locator('.reply-card').nth(at);

async function written(kith) {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.list('contact');
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Byron' });
  await kith.app.open('settings/replies');
  await page.getByText('No saved replies yet').waitFor();
  await page.getByRole('button', { name: 'Add a reply' }).click();
  await card(page).getByRole('textbox', { name: /^Name of the reply/ }).fill('Thanks');
  await card(page).getByRole('textbox', { name: 'Text' }).fill('Dear {contact.frist_name},');
  await page.getByText('{contact.frist_name}: Requester has no field “frist_name”').waitFor();
  await kith.shot('replies-problem');
  await card(page).getByRole('textbox', { name: 'Text' }).fill('Dear {contact.first_name},\nyour ticket has the number {ticket.number}.\n{owner.name}');
  await page.keyboard.press('Tab');
  await page.getByText('frist_name').waitFor({ state: 'detached' });
  return workspace;
}

async function ticket(workspace, fields) {
  const { page } = workspace;
  await workspace.saved();
  await workspace.list('ticket');
  await page.getByRole('button', { name: /^New ticket/ }).first().click();
  await workspace.dialog.getByRole('button', { name: 'Show all fields' }).click();
  await workspace.fill(fields);
  await workspace.dialog.getByRole('button', { name: /^Add / }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await workspace.row(fields.Subject).waitFor();
  await workspace.saved();
  await workspace.app.open((await workspace.row(fields.Subject).getByRole('link').first().getAttribute('href')).slice(1));
}

const insert = async (page) => {
  await page.getByRole('button', { name: 'Saved replies' }).click();
  await page.getByRole('menuitem', { name: /^Thanks/ }).click();
};

story('A saved reply is checked while it is written, filled in where it is inserted, and not sent with a hole', async (kith) => {
  const workspace = await written(kith);
  const { page } = kith;
  await assertAccessible(page);
  await ticket(workspace, { Subject: 'Invoice', Requester: 'Ada Byron' });
  await page.getByRole('textbox', { name: 'Reply' }).fill('PS: thank you');
  await page.keyboard.press('Home');
  await insert(page);
  const reply = page.getByRole('textbox', { name: 'Reply' });
  await page.waitForFunction(() => /Dear Ada,/.test(document.querySelector('.reply textarea').value));
  assert.match(await reply.inputValue(), /^Dear Ada,\nyour ticket has the number \S+\.\n\{owner\.name\}PS: thank you$/);
  await page.getByText('Nothing is known for {owner.name}').waitFor();
  await kith.shot('replies-inserted');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Fill in {owner.name} first').waitFor();
  assert.equal(await page.getByRole('article').filter({ hasText: 'Dear Ada' }).count(), 0);
  // The caret stands behind what was inserted.
  await page.keyboard.type('\n');
  await reply.fill((await reply.inputValue()).replace('{owner.name}', 'Jana'));
  await page.keyboard.press('Control+Enter');
  await page.getByRole('article').filter({ hasText: 'Dear Ada,' }).filter({ hasText: 'Jana' }).waitFor();
});

story('Saved replies are renamed, deleted, taken back, and part of the set-up that goes to another workspace', async (kith) => {
  const workspace = await written(kith);
  const { page } = kith;
  await page.getByRole('button', { name: 'Delete the reply Thanks' }).click();
  await page.getByText('No saved replies yet').waitFor();
  await workspace.undo();
  await card(page).waitFor();
  await card(page).getByRole('button', { name: /^Insert a placeholder/ }).click();
  await page.getByRole('menuitem', { name: 'Company' }).click();
  await page.getByRole('menuitem', { name: /^Name/ }).click();
  await page.waitForFunction(() => /\{company\.name\}/.test(document.querySelector('.reply-card textarea').value));
  await workspace.saved();
  await kith.app.reload();
  assert.match(await card(page).getByRole('textbox', { name: 'Text' }).inputValue(), /\{company\.name\}/);
  await kith.app.open('settings/templates');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Save/ }).last().click()]);
  const { readFile } = await import('node:fs/promises');
  assert.match(await readFile(await file.path(), 'utf8'), /Dear \{contact\.first_name\}/);
});

for (const [name, options] of [
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: PHONE }],
]) {
  story(`Saved replies, ${name}`, options, async (kith) => {
    await written(kith);
    await assertAccessible(kith.page);
    await kith.shot(`replies-${name.replaceAll(' ', '-')}`);
  });
}
