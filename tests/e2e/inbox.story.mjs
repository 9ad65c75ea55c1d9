// The inbox: what concerns the person, read, put off, switched off; and reminders, by Kith and by the system.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const day = (days) => {
  const date = new Date(Date.now() + days * 86_400_000);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
};
const bell = (page, count) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: count ? `Inbox ${count}` : 'Inbox', exact: true });
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

story('What is due stands in the inbox, is read and put off by key, taken back, and still so after a reload', async (kith) => {
  const workspace = await twoTasks(kith);
  const { page } = kith;
  await bell(page, 2).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
  await notice(page, 'Write the offer').getByText('Due today').waitFor();
  await notice(page, 'Call Ada').getByText('1 day late').waitFor();
  await page.getByText('2 unread of 2').waitFor();
  await assertAccessible(page);
  await kith.shot('inbox-keys');
  // The first line is read, the one below put off.
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.getByText('1 unread of 2').waitFor();
  await bell(page, 1).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('h');
  await page.getByRole('menuitem', { name: /^Tomorrow/ }).press('Enter');
  await page.getByText('1 put off').waitFor();
  await bell(page).waitFor();
  // Whoever is at the keyboard stands on the line that is left.
  await notice(page, 'Write the offer').locator('a:focus').waitFor();
  await workspace.undo();
  await page.getByText('1 unread of 2').waitFor();
  await page.keyboard.press('Shift+E');
  await page.getByText('2 notices, all read').waitFor();
  await workspace.saved();
  await kith.app.reload();
  await page.getByText('2 notices, all read').waitFor();
  await workspace.undo();
  await page.getByText('1 unread of 2').waitFor();
  // Another tab knows it, too.
  const other = await kith.tab();
  await other.open('inbox');
  await other.page.getByText('1 unread of 2').waitFor();
  await other.page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByText('2 notices, all read').waitFor();
  // A press on a line leads to the record, and that is reading it.
  await page.getByRole('button', { name: /^Mark as unread: Write the offer: Due today/ }).click();
  await bell(page, 1).waitFor();
  await page.getByRole('link', { name: 'Unread. Due today' }).click();
  await page.waitForURL(/task\/[0-9a-f-]{36}$/);
  await bell(page).waitFor();
});

story('A kind that is switched off has no notices, and what an empty inbox is for is said', async (kith) => {
  const workspace = await twoTasks(kith);
  const { page } = kith;
  await kith.app.open('settings/inbox');
  await page.getByRole('switch', { name: 'Tasks' }).click();
  await bell(page).waitFor();
  await assertAccessible(page);
  await kith.shot('inbox-settings');
  await kith.app.open('inbox');
  await page.getByText('Nothing needs you now').waitFor();
  await kith.shot('inbox-empty');
  await workspace.undo();
  await page.getByText('2 unread of 2').waitFor();
});

for (const [name, options] of [
  ['wide', {}],
  ['wide and dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: PHONE }],
  ['on a phone and dark', { viewport: PHONE, colorScheme: 'dark' }],
]) {
  story(`The inbox of a whole team, ${name}`, options, async (kith) => {
    await Workspace.sample(kith);
    const { page } = kith;
    if (options.viewport) {
      await page.getByRole('button', { name: /^More/ }).click();
      await page.getByRole('dialog').getByRole('link', { name: /^Inbox/ }).click();
    } else {
      await page.getByRole('navigation').getByRole('link', { name: /^Inbox/ }).click();
    }
    await page.getByText(/unread of/).waitFor();
    await page.locator('.notice').nth(5).waitFor();
    await assertAccessible(page);
    await kith.shot(`inbox-${name.replaceAll(' ', '-')}`);
    await kith.app.open('settings/inbox');
    await page.getByRole('switch', { name: 'Quiet outside working hours' }).waitFor();
    await assertAccessible(page);
    await kith.shot(`inbox-settings-${name.replaceAll(' ', '-')}`);
  });
}

story('The inbox from right to left', { locale: 'ar' }, async (kith) => {
  await kith.app.open();
  await kith.page.getByRole('button').nth(1).click();
  await kith.app.open('inbox');
  await kith.page.getByRole('heading', { level: 1, name: 'الوارد' }).waitFor();
  await kith.shot('inbox-arabic');
});

// What was due before the app was opened is told as if it had just come up.
const remindOfAll = (page) => page.evaluate(() => {
  localStorage.setItem('kith.reminded', '[0,0]');
  localStorage.setItem('kith.always-remind', 'true');
});

story('What comes up while Kith is open is said once, with the way to it', async (kith) => {
  await twoTasks(kith);
  const { page } = kith;
  await bell(page, 2).waitFor();
  await remindOfAll(page);
  await kith.app.reload();
  await toast(page, '2 new notices in the inbox').getByRole('button', { name: 'Open the inbox' }).click();
  await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
  await kith.app.reload();
  await bell(page, 2).waitFor();
  assert.equal(await toast(page, 'new notice').count(), 0, 'once is enough');
});

story('The system reminds once it was switched on, and a press leads to the record', async (kith) => {
  await kith.context.addInitScript(() => {
    window.asked = 0;
    const ask = Notification.requestPermission.bind(Notification);
    Notification.requestPermission = () => {
      window.asked += 1;
      return ask();
    };
  });
  await twoTasks(kith);
  const { page } = kith;
  await kith.app.keptOffline();
  await bell(page, 2).waitFor();
  await kith.app.open('settings/inbox');
  assert.equal(await page.evaluate(() => window.asked), 0, 'nobody is asked by itself');
  await kith.context.grantPermissions(['notifications']);
  await kith.app.reload();
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('button', { name: 'Switch off' }).waitFor();
  await remindOfAll(page);
  // Somebody works in another window.
  await kith.context.addInitScript(() => Object.defineProperty(Document.prototype, 'hidden', { get: () => true }));
  await kith.app.reload();
  const shown = () => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, data }) => [title, body, data.path.replace(/[0-9a-f-]{36}/, 'id')]).sort();
  });
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    while ((await registration.getNotifications()).length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  assert.deepEqual(await shown(), [['Call Ada', '1 day late', 'task/id'], ['Write the offer', 'Due today', 'task/id']]);
  const [worker] = kith.context.serviceWorkers();
  await worker.evaluate(async () => {
    const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  });
  await page.waitForURL(/task\/[0-9a-f-]{36}$/);
});
