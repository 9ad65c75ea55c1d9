// The hours of a calendar: meetings beside each other, moved by quarters of an hour, made on an empty half hour.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

// A week in which no clock changes.
const AT = 'layout=calendar&date=at&day=2026-11-18';

async function meetings(kith) {
  const workspace = await Workspace.empty(kith);
  await workspace.list('activity');
  for (const [Subject, At, Time, Duration] of [
    ['Kick-off', '2026-11-17', '09:00', '1 h'],
    ['Review', '2026-11-17', '09:30', '1 h'],
    ['Fair', '2026-11-18', '00:00', ''],
  ]) {
    await kith.page.getByRole('button', { name: /^New activity/ }).first().click();
    await workspace.dialog.getByRole('button', { name: 'Show all fields' }).click();
    await workspace.fill({ Subject, At, Time, Duration });
    await workspace.dialog.getByRole('button', { name: /^Add / }).click();
    await workspace.dialog.waitFor({ state: 'hidden' });
    await workspace.saved();
  }
  await kith.app.open(`activity?${AT}&span=week`);
  await event(kith.page, 'Kick-off').waitFor();
  return workspace;
}

const event = (page, title) => page.getByRole('listitem').filter({ has: page.getByRole('link', { name: title }) });
const at = (page, title, time) => event(page, title).getByText(time, { exact: true });
const slot = (page, day, time) => page.getByRole('gridcell', { name: new RegExp(`^\\w+, ${day}, ${time}$`) });

story('What overlaps lies beside; a meeting is dragged to another day and time, and back with undo', async (kith) => {
  const workspace = await meetings(kith);
  const { page } = kith;
  const [one, other] = [await event(page, 'Kick-off').boundingBox(), await event(page, 'Review').boundingBox()];
  assert.ok(one.x + one.width <= other.x + 1, 'they share the width');
  assert.ok(other.y > one.y && other.y < one.y + one.height, 'they overlap in time');
  assert.ok(Math.abs(one.height - 48) < 3, `an hour is an hour high, not ${one.height}`);
  await page.getByText('All day').waitFor();
  await assertAccessible(page);
  await kith.shot('calendar-hours-week');
  // Two columns on and an hour and a quarter down.
  const [from, to] = [await slot(page, '17 Nov', '09:00').boundingBox(), await slot(page, '19 Nov', '09:00').boundingBox()];
  const [x, y] = [one.x + 10, one.y + 30];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y + 10, { steps: 3 });
  await page.mouse.move(x + to.x - from.x, y + 60, { steps: 10 });
  await page.mouse.up();
  await at(page, 'Kick-off', '10:15').waitFor();
  const moved = await event(page, 'Kick-off').boundingBox();
  assert.ok(moved.x > to.x - 2 && moved.x < to.x + 20, 'it is on the other day');
  assert.ok(moved.width > one.width * 1.5, 'alone it has the width');
  await workspace.undo();
  await at(page, 'Kick-off', '09:00').waitFor();
  await workspace.saved();
});

story('Without a mouse: half hours are walked, a meeting is made on one and moved by quarters and days', async (kith) => {
  const workspace = await meetings(kith);
  const { page } = kith;
  const { keyboard } = page;
  await slot(page, '18 Nov', '08:00').focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  await slot(page, '19 Nov', '09:00').and(page.locator(':focus')).waitFor();
  await keyboard.press('Enter');
  await workspace.fill({ Subject: 'Interview' });
  await workspace.dialog.getByRole('button', { name: /^Add / }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await at(page, 'Interview', '09:00').waitFor();
  await page.getByRole('link', { name: 'Interview' }).focus();
  await keyboard.press('Alt+ArrowDown');
  await at(page, 'Interview', '09:15').waitFor();
  await page.getByRole('link', { name: 'Interview' }).and(page.locator(':focus')).waitFor();
  await keyboard.press('Alt+ArrowLeft');
  await page.waitForFunction(() => document.activeElement?.closest('[data-day]')?.getAttribute('data-day') === '20775');
  await keyboard.press('Escape');
  await slot(page, '18 Nov', '09:00').and(page.locator(':focus')).waitFor();
  await keyboard.press('PageDown');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-day') === '20782');
  await workspace.saved();
});

story('A press on an empty half hour makes a meeting then; a day has its hours too', async (kith) => {
  const workspace = await meetings(kith);
  const { page } = kith;
  await slot(page, '20 Nov', '14:30').click();
  await workspace.fill({ Subject: 'Lunch talk' });
  await workspace.dialog.getByRole('button', { name: /^Add / }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await at(page, 'Lunch talk', '14:30').waitFor();
  await page.getByRole('radio', { name: 'Day' }).click();
  await page.getByText('Fair').waitFor();
  await kith.shot('calendar-hours-day');
  await assertAccessible(page);
});

story('On a phone three whole days are seen at a time, and a day has the width', { viewport: PHONE, hasTouch: true, isMobile: true }, async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('activity?layout=calendar&date=at&span=week');
  await page.getByRole('gridcell').first().waitFor();
  const widths = await page.locator('.hours__head').evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().width));
  assert.equal(widths.length, 7);
  const axis = (await page.locator('.hours__corner').first().boundingBox()).width;
  assert.ok(Math.abs(axis + 3 * widths[0] - 390) < 2, 'none is cut off');
  await kith.shot('calendar-hours-phone-week');
  await assertAccessible(page);
  await page.getByRole('radio', { name: 'Day' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.hours__head').length === 1);
  await kith.shot('calendar-hours-phone-day');
  await assertAccessible(page);
});
