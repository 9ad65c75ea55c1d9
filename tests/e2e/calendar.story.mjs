// The calendar of a list: days looked at, moved between and made on, by pointer and without.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

// Days are told to the app as a person writes them; the calendar is opened at a day of which the weeks are known.
const AT = 'layout=calendar&date=due&day=2026-11-18';

async function tasks(kith) {
  const workspace = await Workspace.empty(kith);
  await workspace.list('task');
  await workspace.add({ Title: 'Call Noor', Due: '2026-11-17' });
  await workspace.add({ Title: 'Write the offer', Due: '2026-11-20' });
  await kith.app.open(`task?${AT}`);
  await kith.page.getByRole('grid', { name: 'Tasks' }).waitFor();
  return workspace;
}

const day = (page, name) => page.getByRole('gridcell', { name: new RegExp(`^\\w+,? ${name} 2026`) });
const on = (page, date, title) => day(page, date).getByRole('link', { name: title });

story('A task is dragged to another day, and back with undo', async (kith) => {
  const workspace = await tasks(kith);
  const { page } = kith;
  await page.getByRole('heading', { name: 'November 2026' }).waitFor();
  await on(page, '17 November', 'Call Noor').waitFor();
  const [from, to] = [await on(page, '17 November', 'Call Noor').boundingBox(), await day(page, '26 November').boundingBox()];
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 20, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 10 });
  await page.mouse.up();
  await on(page, '26 November', 'Call Noor').waitFor();
  await assertAccessible(page);
  await workspace.undo();
  await on(page, '17 November', 'Call Noor').waitFor();
  await workspace.saved();
});

story('Without a mouse: days are walked, an event is opened, moved and given a day', async (kith) => {
  const workspace = await tasks(kith);
  const { page } = kith;
  const { keyboard } = page;
  // One Tab stop: the day that was looked at last.
  await day(page, '17 November').focus();
  await keyboard.press('ArrowDown');
  await day(page, '24 November').and(page.locator(':focus')).waitFor();
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), 'Call Noor');
  await keyboard.press('Alt+ArrowRight');
  await on(page, '18 November', 'Call Noor').and(page.locator(':focus')).waitFor();
  await keyboard.press('Alt+ArrowDown');
  await on(page, '25 November', 'Call Noor').and(page.locator(':focus')).waitFor();
  await keyboard.press('Escape');
  await keyboard.press('PageDown');
  await page.getByRole('heading', { name: 'December 2026' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('[role=grid]'));
  await keyboard.press('PageUp');
  await page.getByRole('heading', { name: 'November 2026' }).waitFor();
  // The menu does the same with words.
  await day(page, '25 November').getByRole('button', { name: 'More actions, Call Noor' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Move to…' }).press('ArrowRight');
  await page.getByRole('menuitem', { name: 'Choose a day…' }).press('Enter');
  await workspace.dialog.waitFor();
  await workspace.dialog.getByRole('button', { name: /^27 November 2026/ }).click();
  await on(page, '27 November', 'Call Noor').waitFor();
  // Enter on the event opens the record beside.
  await on(page, '27 November', 'Call Noor').focus();
  await keyboard.press('Enter');
  await workspace.panel.getByText('Call Noor').first().waitFor();
});

story('A day makes a record of its own, and says what it has no room for', async (kith) => {
  const workspace = await tasks(kith);
  const { page } = kith;
  await day(page, '19 November').hover();
  await day(page, '19 November').getByRole('button', { name: /^Add to/ }).click();
  await workspace.fill({ Title: 'Send flowers' });
  await workspace.dialog.getByRole('button', { name: /^Add / }).click();
  await on(page, '19 November', 'Send flowers').waitFor();
  for (const title of ['One', 'Two', 'Three', 'Four']) {
    await workspace.add({ Title: title, Due: '2026-11-19' });
    await workspace.saved();
    await kith.app.open(`task?${AT}`);
  }
  await day(page, '19 November').getByRole('button', { name: '3 more' }).click();
  await page.getByRole('heading', { name: /^Thursday,? 19 November 2026/ }).waitFor();
  assert.equal(await page.getByRole('region', { name: /19 November/ }).getByRole('link').count(), 5);
  for (const span of ['Week', 'Agenda', 'Month']) {
    await page.getByRole('radio', { name: span }).click();
    await page.getByRole('link', { name: 'Send flowers' }).or(page.getByRole('button', { name: '3 more' })).first().waitFor();
    await assertAccessible(page);
    await kith.shot(`calendar-${span.toLowerCase()}`);
  }
});

story('A calendar is kept as a view, and one of a newer version is still of use', async (kith) => {
  const workspace = await tasks(kith);
  const { page } = kith;
  await page.getByRole('radio', { name: 'Week' }).click();
  await page.getByRole('button', { name: 'Save as new' }).click();
  await workspace.dialog.getByLabel('Name').fill('My week');
  await workspace.dialog.getByRole('button', { name: 'Save' }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^My week/ }).waitFor();
  await kith.app.open('task');
  await page.getByRole('grid').waitFor();
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^My week/ }).click();
  await page.getByRole('radio', { name: 'Week', checked: true }).waitFor();
});

story('On a phone the agenda comes first, and a day of the month is a touch away', { viewport: PHONE, hasTouch: true, isMobile: true }, async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('task?layout=calendar&date=due');
  await page.getByRole('radio', { name: 'Agenda', checked: true }).waitFor();
  await page.getByRole('region').getByRole('link').first().waitFor();
  await kith.shot('calendar-phone-agenda');
  await assertAccessible(page);
  await page.getByRole('radio', { name: 'Month' }).click();
  await page.getByRole('grid', { name: 'Tasks' }).waitFor();
  await kith.shot('calendar-phone-month');
  await assertAccessible(page);
  await page.locator('[aria-current=date]').getByRole('button').first().click();
  await page.getByRole('radio', { name: 'Day', checked: true }).waitFor();
});
