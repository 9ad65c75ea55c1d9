// Without a mouse: every shortcut of the table, the sheet that lists them, and the settings that change them.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const at = (page, path) => page.waitForFunction((path) => location.pathname.endsWith(path), path);

// The row that has the focus, by its name.
const rowInFocus = (page) => page.evaluate(() => document.activeElement.closest('[role=row]')?.querySelector('[role=rowheader]')?.innerText.trim().split('\n').at(-1) ?? null);

// A dialog that is still fading in has no contrast yet.
const drawn = (page) => page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running'));

async function threeContacts(kith) {
  const workspace = await Workspace.empty(kith);
  for (const name of ['Ada', 'Grace', 'Mary']) {
    await workspace.add({ 'Given name': name });
    await workspace.row(name).waitFor();
  }
  await workspace.list('contact');
  await workspace.row('Ada').waitFor();
  return workspace;
}

story('Two keys lead to every place', async (kith) => {
  await Workspace.empty(kith);
  const { page } = kith;
  for (const [key, path] of [['i', '/inbox'], ['o', '/company'], ['d', '/deal'], ['c', '/contact'], ['t', '/ticket'], ['a', '/activity'], ['r', '/insights'], ['s', '/settings'], ['h', '/']]) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await at(page, path);
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  }
  // What is typed is no shortcut.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('g c');
  assert.equal(await page.getByRole('combobox').inputValue(), 'g c');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor({ state: 'hidden' });
});

story('A list is worked through at the keyboard', async (kith) => {
  const workspace = await threeContacts(kith);
  const { page } = kith;
  // J enters the list and moves on; K moves back.
  await page.keyboard.press('j');
  assert.equal(await rowInFocus(page), 'Mary');
  await page.keyboard.press('j');
  assert.equal(await rowInFocus(page), 'Grace');
  await page.keyboard.press('k');
  assert.equal(await rowInFocus(page), 'Mary');
  // X selects, Shift with an arrow selects on, and back takes back.
  await page.keyboard.press('x');
  await page.getByText('1 selected').first().waitFor();
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('2 selected').first().waitFor();
  await page.keyboard.press('Shift+ArrowUp');
  await page.getByText('1 selected').first().waitFor();
  await page.keyboard.press('x');
  await page.getByText('1 selected').first().waitFor({ state: 'hidden' });
  // Space looks, Escape closes, and the focus is where it was.
  await page.keyboard.press(' ');
  await workspace.panel.getByRole('heading', { name: 'Mary' }).waitFor();
  await page.keyboard.press('Escape');
  await workspace.panel.waitFor({ state: 'hidden' });
  assert.equal(await rowInFocus(page), 'Mary');
  // E edits; Delete moves to the bin, and that can be taken back.
  await page.keyboard.press('e');
  await page.locator('[role=grid] input, .grid__editor input').first().waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await workspace.row('Mary').waitFor({ state: 'detached' });
  await workspace.undo();
  await workspace.row('Mary').waitFor();
  // Backspace does the same to all that are selected.
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('2 selected').first().waitFor();
  await page.keyboard.press('Backspace');
  await workspace.counts(1);
  await workspace.undo();
  await workspace.counts(3);
  // F filters, Enter on a name opens the page, [ and ] go through the list.
  await page.keyboard.press('f');
  await page.getByRole('dialog', { name: 'Filter' }).or(page.locator('.condition--popover')).first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('rowheader', { name: 'Mary' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Mary' }).first().waitFor();
  await page.waitForFunction(() => /contact\/[0-9a-f-]{36}$/.test(location.pathname));
  await page.keyboard.press(']');
  await page.getByRole('heading', { name: 'Grace' }).first().waitFor();
  await page.keyboard.press('[');
  await page.getByRole('heading', { name: 'Mary' }).first().waitFor();
});

story('Enter with the command key opens a new tab', async (kith) => {
  await threeContacts(kith);
  const { page } = kith;
  await page.keyboard.press('j');
  const [tab] = await Promise.all([kith.context.waitForEvent('page'), page.keyboard.press('Control+Enter')]);
  await tab.getByRole('heading', { name: 'Mary' }).first().waitFor();
});

story('In a cell, letters are text', async (kith) => {
  const workspace = await threeContacts(kith);
  const { page } = kith;
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const head = await page.evaluate(() => Number(document.activeElement.closest('[aria-colindex]').getAttribute('aria-colindex')));
  await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'INPUT', `column ${head} is edited`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await workspace.counts(3);
});

story('Cards of a board are reached like rows', async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('deal');
  await page.locator('.board__card').first().waitFor();
  await page.keyboard.press('j');
  await page.waitForFunction(() => document.activeElement.closest('.board__card'));
  const name = () => page.evaluate(() => document.activeElement.closest('.board__card').getAttribute('aria-label'));
  const first = await name();
  await page.keyboard.press('j');
  await page.waitForFunction((first) => document.activeElement.closest('.board__card')?.getAttribute('aria-label') !== first, first);
  await page.keyboard.press('k');
  await page.waitForFunction((first) => document.activeElement.closest('.board__card')?.getAttribute('aria-label') === first, first);
});

story('Keys of the record: favourite, edit, bin', async (kith) => {
  const workspace = await threeContacts(kith);
  const { page } = kith;
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Mary' }).first().waitFor();
  await page.locator('.facts').first().waitFor();
  await page.keyboard.press('Shift+F');
  const favourites = page.getByRole('navigation', { name: 'Main' });
  await favourites.getByRole('link', { name: 'Mary' }).waitFor();
  await workspace.saved();
  await kith.app.reload();
  await favourites.getByRole('link', { name: 'Mary' }).waitFor();
  await page.getByRole('button', { name: 'Remove from favourites', pressed: true }).waitFor();
  await kith.shot('favourite');
  await page.keyboard.press('Shift+F');
  await favourites.getByRole('link', { name: 'Mary' }).waitFor({ state: 'detached' });
  await page.keyboard.press('e');
  await page.waitForFunction(() => document.activeElement.matches('.facts input, .facts textarea, .facts [role=combobox]'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Take out of the bin' }).first().waitFor();
  await workspace.undo();
  await page.getByRole('button', { name: 'Take out of the bin' }).first().waitFor({ state: 'hidden' });
});

story('New, create, search and the sidebar', async (kith) => {
  const workspace = await threeContacts(kith);
  const { page } = kith;
  await page.keyboard.press('n');
  await workspace.dialog.getByText('New contact').first().waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await page.getByRole('option', { name: /New ticket/ }).waitFor();
  assert.ok(await page.getByRole('option').count() >= 8, 'everything that can be made is there');
  await page.keyboard.type('tick');
  await page.keyboard.press('Enter');
  await workspace.dialog.getByText('New ticket').first().waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.press('Escape');
  const width = () => page.locator('.sidebar').evaluate((sidebar) => sidebar.offsetWidth);
  assert.equal(await width(), 208);
  await page.keyboard.press('Control+b');
  assert.equal(await width(), 52);
  await kith.app.reload();
  assert.equal(await width(), 52, 'the rail stays');
  await kith.shot('rail');
  await page.keyboard.press('Control+b');
});

for (const colorScheme of ['light', 'dark']) story(`The sheet lists what works here and is searched (${colorScheme})`, { colorScheme }, async (kith) => {
  await threeContacts(kith);
  const { page } = kith;
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.waitFor();
  await sheet.getByRole('heading', { name: 'In lists' }).waitFor();
  assert.equal(await sheet.getByRole('heading', { name: 'On a record' }).count(), 0, 'no record is open');
  await drawn(page);
  await assertAccessible(page);
  await kith.shot('sheet');
  await page.keyboard.type('previous');
  await sheet.getByText('Previous record of the list').waitFor();
  assert.equal(await sheet.locator('.keys__line').count(), 3);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  await page.setViewportSize(PHONE);
  await page.keyboard.press('?');
  await sheet.waitFor();
  await drawn(page);
  await assertAccessible(page);
  await kith.shot('sheet-phone');
});

story('Single keys can be switched off, and keys can be changed', async (kith) => {
  const workspace = await threeContacts(kith);
  const { page } = kith;
  await kith.app.open('settings/keys');
  await assertAccessible(page);
  await kith.shot('settings');
  const line = (does) => page.locator('.keys__line').filter({ has: page.getByText(does, { exact: true }) });
  // Another action has the key; the browser needs it; a free one is taken.
  await line('New record here').getByRole('button', { name: /^Change the key/ }).click();
  await page.keyboard.press('c');
  await page.locator('.keys__problem').filter({ hasText: 'C already means “Create a record of any kind”' }).waitFor();
  await page.keyboard.press('Control+t');
  await page.locator('.keys__problem').filter({ hasText: 'Ctrl+T belongs to the browser' }).waitFor();
  await kith.shot('conflict');
  await page.keyboard.press('m');
  await line('New record here').locator('kbd', { hasText: /^M$/ }).waitFor();
  await workspace.list('contact');
  await page.getByRole('button', { name: /^New contact/ }).first().locator('kbd', { hasText: 'M' }).waitFor();
  assert.equal(await page.getByRole('button', { name: /^New contact/ }).first().getAttribute('aria-keyshortcuts'), 'M');
  await page.keyboard.press('n');
  await page.keyboard.press('m');
  await workspace.dialog.getByText('New contact').first().waitFor();
  await page.keyboard.press('Escape');
  await kith.app.open('settings/keys');
  await page.getByRole('button', { name: 'Reset all' }).click();
  await line('New record here').locator('kbd', { hasText: /^N$/ }).waitFor();
  await page.getByRole('switch', { name: 'Shortcuts of a single letter or sign' }).uncheck();
  await kith.shot('off');
  await workspace.list('contact');
  await page.keyboard.press('n');
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.keyboard.press('?');
  assert.equal(await workspace.dialog.count(), 0);
  assert.match(page.url(), /contact$/);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
});
