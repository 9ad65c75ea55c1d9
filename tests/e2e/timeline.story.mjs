// What happened around a record: what is written there, pinned there, and logged after a call.

import assert from 'node:assert/strict';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const ADA = { 'Given name': 'Ada', Phone: '+49 30 901820' };

async function opened(kith) {
  const workspace = await Workspace.empty(kith);
  await workspace.add(ADA);
  const address = await workspace.row('Ada').getByRole('link').getAttribute('href');
  await kith.app.open(address.slice(1));
  return workspace;
}

// Events below a heading: a day, or what is pinned.
const under = (page, title) => page.locator('h3', { hasText: new RegExp(`^${title}$`) }).locator('xpath=following-sibling::ol[1]').getByRole('listitem');

async function note(page, text) {
  await page.getByRole('textbox', { name: 'Kind of entry' }).fill(text);
  await page.keyboard.press('Control+Enter');
  await under(page, 'Today').filter({ hasText: text }).waitFor();
}

story('A note is pinned above all days at the keyboard, stays there, and comes back to its day', async (kith) => {
  await opened(kith);
  const { page } = kith;
  await note(page, 'Prefers mornings');
  await note(page, 'Asked for a quote');
  await under(page, 'Today').filter({ hasText: 'Prefers mornings' }).getByRole('button', { name: 'Pin', exact: true }).focus();
  await page.keyboard.press('Enter');
  const pinned = under(page, 'Pinned').filter({ hasText: 'Prefers mornings' });
  await pinned.waitFor();
  assert.equal(await under(page, 'Today').filter({ hasText: 'Prefers mornings' }).count(), 0, 'it stands there once');
  assert.equal(await under(page, 'Today').filter({ hasText: 'Asked for a quote' }).count(), 1, 'and nothing else moved');
  await kith.shot('pinned');
  await kith.app.reload();
  await pinned.getByRole('button', { name: 'Unpin' }).click();
  await under(page, 'Today').filter({ hasText: 'Prefers mornings' }).waitFor();
  assert.equal(await page.locator('h3', { hasText: /^Pinned$/ }).count(), 0);
});

story('After a number was pressed the call is logged with what it was about', async (kith) => {
  const workspace = await opened(kith);
  const { page } = kith;
  // The system would call here; that it is asked to is not of this story.
  await page.evaluate(() => addEventListener('click', (event) => {
    if (event.target.closest('a[href^="tel:"]')) event.preventDefault();
  }));
  await page.getByRole('link', { name: /^Call \+49/ }).click();
  await page.getByRole('status').filter({ hasText: '901820' }).getByRole('button', { name: 'Log this call' }).click();
  await workspace.dialog.getByLabel(/^Text/).fill('Wants to renew in May');
  await workspace.dialog.getByRole('button', { name: /^Add / }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  const call = under(page, 'Today').filter({ hasText: 'Wants to renew in May' });
  await call.filter({ hasText: /[Cc]all/ }).waitFor();
});
