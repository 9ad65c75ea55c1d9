// The inbox: what concerns the person, read, put off, switched off; and reminders, by Kith and by the system.

import assert from "node:assert/strict";
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const day = (days) => {
  const date = new Date(Date.now() + days * 86_400_000);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
};
const bell = (page, count) => page.getByRole('navigation').getByRole('link', { name: count ? `Inbox ${count}` : 'Inbox', exact: true });
const notice = (page, group) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: group }) });
const toast = (page, words) => page.getByRole('status').filter({ hasText: words });

async function twoTasks(kith) {
  const workspace = await Workspace.empty(kith);
  await workspace.list('task');
  await workspace.add({ Title: 'Call Ada', Due: day(-1) });
  await workspace.add({ Title: 'Write the offer', Due: day(0) });
  await workspace.saved();
  return workspace;
}


story('probe', async (kith) => {
  await twoTasks(kith);
  const { page } = kith;
  await bell(page, 2).waitFor();
  await kith.app.open('inbox');
  await page.getByText('2 unread of 2').waitFor();
  console.log('data-action', await page.evaluate(() => [...document.querySelectorAll('[data-action]')].map((e) => e.dataset.action).join()));
  await page.keyboard.press('Shift+E');
  await page.waitForTimeout(1500);
  console.log('after first', await page.locator('.inbox__told').innerText());
  await page.keyboard.press('Control+z');
  await page.waitForTimeout(1500);
  console.log('after undo', await page.locator('.inbox__told').innerText());
  await page.keyboard.press('Shift+E');
  await page.waitForTimeout(1500);
  console.log('after second', await page.locator('.inbox__told').innerText());
});

