// Beginning and learning: the page of a role, the first steps, the tours, and a copy to practise with.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const figures = (page) => page.getByRole('group', { name: 'Figures' });
const mark = (page) => page.locator('.tour');

async function chooseRole(page, name) {
  await page.locator('.today__head').getByRole('button').click();
  await page.getByRole('menuitemcheckbox', { name, exact: true }).or(page.getByRole('menuitemradio', { name, exact: true })).or(page.getByRole('menuitem', { name, exact: true })).first().click();
}

// Where the parts of the page are, in order.
const cards = (page) => page.locator('.today__column').first().locator(':scope > section').evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label') ?? card.querySelector('h2').textContent));

story('Who says what they do finds their own page, then and later', async (kith) => {
  const { page, app } = kith;
  await app.open();
  await page.getByRole('combobox', { name: 'What you do' }).selectOption({ label: 'Support' });
  await page.getByRole('button', { name: /^Start empty/ }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await app.open();
  await figures(page).getByRole('region', { name: 'Open tickets' }).getByRole('link', { name: /0/ }).waitFor();
  await page.getByText('No ticket is due today').waitFor();
  assert.deepEqual(await cards(page), ['Tickets due', 'Next best actions', 'Due next']);
  await assertAccessible(page);
  // Another role at any time; it is remembered.
  await chooseRole(page, 'Sales');
  await figures(page).getByRole('region', { name: 'Open pipeline' }).waitFor();
  await app.reload();
  await figures(page).getByRole('region', { name: 'Open pipeline' }).waitFor();
  await app.open('dashboards');
  await page.getByRole('navigation', { name: 'Dashboards' }).getByRole('link', { name: 'Sales' }).and(page.locator('[aria-current]')).waitFor();
  await app.open('settings/start');
  await page.getByRole('combobox', { name: 'Home for' }).selectOption({ label: 'Marketing' });
  await app.open('dashboards');
  await page.getByRole('navigation', { name: 'Dashboards' }).getByRole('link', { name: 'Marketing' }).and(page.locator('[aria-current]')).waitFor();
  await app.open();
  await figures(page).getByRole('region', { name: 'New contacts this month' }).waitFor();
  await chooseRole(page, 'A bit of everything');
  await figures(page).waitFor({ state: 'detached' });
});

for (const [name, options] of [['light', {}], ['dark', { colorScheme: 'dark' }], ['on a phone', { viewport: PHONE }], ['in Arabic', { locale: 'ar' }]]) {
  story(`Every role's page is accessible and fits (${name})`, options, async (kith) => {
    const { page, app } = kith;
    await app.open();
    await page.locator('.choice').nth(1).click();
    await page.locator('.notice-bar').waitFor();
    for (const role of ['sales', 'support', 'marketing', 'business']) {
      await page.evaluate((role) => localStorage.setItem('kith.role', JSON.stringify(role)), role);
      await app.open();
      await page.locator('.home-figures .widget__figure').nth(3).waitFor();
      await page.locator('.today__column').first().locator(':scope > section').nth(1).waitFor();
      const wide = await page.evaluate(() => [...document.querySelectorAll('main, main .scroll')].filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.className));
      assert.deepEqual(wide, [], `the page of ${role} is wider than the window`);
      await assertAccessible(page);
      await kith.shot(role);
    }
  });
}

// ── First steps ──

const steps = (page) => page.getByRole('region', { name: 'First steps' });
const step = (page, name) => steps(page).getByRole('listitem').filter({ hasText: name });
const ticked = (page, name) => step(page, name).getByText('Done').waitFor();

story('First steps tick themselves by what is there, and stay away once put away', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page, app } = kith;
  await app.open();
  await steps(page).getByText('0 of 6 done').waitFor();
  await assertAccessible(page);
  // Each opens the real screen.
  await step(page, 'Add or import your contacts').getByRole('link').click();
  await workspace.add({ 'Given name': 'Ada' });
  await workspace.row('Ada').waitFor();
  await app.open();
  await ticked(page, 'Add or import your contacts');
  await steps(page).getByText('1 of 6 done').waitFor();
  // What is taken back is to be done again.
  await workspace.undo();
  await steps(page).getByText('0 of 6 done').waitFor();
  await workspace.redo();
  await ticked(page, 'Add or import your contacts');
  await step(page, 'Find something with the palette').getByRole('button').click();
  await page.getByRole('combobox').waitFor();
  await page.keyboard.press('Escape');
  await ticked(page, 'Find something with the palette');
  await step(page, 'Make a back-up').getByRole('link').click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Back up now' }).click();
  await saved;
  await app.open();
  await ticked(page, 'Make a back-up');
  await kith.shot('steps');
  await steps(page).getByRole('button', { name: 'First steps: options' }).click();
  await page.getByRole('menuitem', { name: 'Put this list away' }).click();
  await steps(page).waitFor({ state: 'detached' });
  await app.reload();
  await page.getByRole('heading', { name: 'Tasks' }).waitFor();
  assert.equal(await steps(page).count(), 0);
  await app.open('settings/start');
  await page.getByRole('button', { name: 'Show the list' }).click();
  await ticked(page, 'Make a back-up');
});

story('Sample data is nobody\'s first step', async (kith) => {
  await Workspace.sample(kith);
  const { page, app } = kith;
  await app.open();
  await steps(page).getByText('0 of 6 done').waitFor();
  // What there is has been counted by now.
  await page.waitForTimeout(2_500);
  await steps(page).getByText('0 of 6 done').waitFor();
});

// ── Tours ──

async function takeTour(page, name) {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or do anything' }).waitFor();
  await page.keyboard.type(name);
  await page.getByRole('option', { name, exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await mark(page).waitFor();
}

// The mark is in the window, beside what it points at, and never over it.
async function assertBeside(page) {
  await page.waitForFunction(() => {
    const [mark, ring] = ['.tour', '.tour-ring'].map((part) => document.querySelector(part)?.getBoundingClientRect());
    if (!mark || !ring || ring.width < 9) return false;
    const apart = mark.right <= ring.left + 4 || mark.left >= ring.right - 4 || mark.bottom <= ring.top + 4 || mark.top >= ring.bottom - 4;
    const inside = mark.left >= 0 && mark.top >= 0 && mark.right <= innerWidth && mark.bottom <= innerHeight;
    return apart && inside;
  }, null, { timeout: 5_000 });
}

const TOURS = [['Tour: The start page', 4], ['Tour: Lists and views', 5], ['Tour: The board', 3], ['Tour: The page of a record', 3], ['Tour: Insights', 2]];

for (const [name, options] of [['wide', {}], ['on a phone', { viewport: PHONE }]]) {
  story(`Every tour goes over the real screen without hiding it (${name})`, options, async (kith) => {
    await Workspace.sample(kith);
    const { page } = kith;
    for (const [tour, least] of TOURS) {
      await takeTour(page, tour);
      const titles = [];
      for (;;) {
        await assertBeside(page);
        const title = await mark(page).getByRole('heading').innerText();
        titles.push(title);
        if (titles.length === 1) await assertAccessible(page);
        await kith.shot(`${tour.slice(6)}-${titles.length}`);
        if (await mark(page).getByRole('button', { name: 'Finish' }).count()) break;
        await page.keyboard.press('ArrowRight');
        await mark(page).getByRole('heading', { name: title, exact: true }).waitFor({ state: 'detached' });
      }
      assert.ok(titles.length >= (options.viewport ? 2 : least), `${tour} stops at ${titles}`);
      // Back, and out by the key that leaves everything.
      await page.keyboard.press('ArrowLeft');
      await mark(page).getByRole('heading', { name: titles.at(-2), exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await mark(page).waitFor({ state: 'detached' });
    }
  });
}

story('A tour blocks nothing, is walked by keys, and gives focus back', async (kith) => {
  await Workspace.sample(kith);
  const { page, app } = kith;
  await app.open();
  const button = steps(page).getByRole('button', { name: 'Take the tour of this page' });
  await button.click();
  await mark(page).waitFor();
  await page.getByRole('dialog', { name: 'Your page' }).waitFor();
  await mark(page).getByRole('button', { name: 'Next' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'First steps' }).waitFor();
  await ticked(page, 'Take the tour of this page');
  // The page is there to be used meanwhile.
  await page.locator('.sidebar__nav a', { hasText: 'Contacts' }).hover();
  await page.getByRole('button', { name: 'New task' }).first().click();
  await page.getByRole('dialog').filter({ hasText: 'task' }).first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'First steps' }).waitFor();
  await mark(page).getByRole('button', { name: 'Leave the tour' }).click();
  await mark(page).waitFor({ state: 'detached' });
  // Who goes elsewhere has left it.
  await button.click();
  await mark(page).waitFor();
  await page.locator('.sidebar__nav').getByRole('link', { name: 'Deals' }).click();
  await mark(page).waitFor({ state: 'detached' });
});

story('In Arabic a tour goes on with the left arrow', { locale: 'ar' }, async (kith) => {
  const { page, app } = kith;
  await app.open();
  await page.locator('.choice').nth(1).click();
  await page.locator('.notice-bar').waitFor();
  await app.open();
  await page.locator('.first-step').first().click();
  await mark(page).waitFor();
  await assertBeside(page);
  const first = await mark(page).getByRole('heading').innerText();
  await page.keyboard.press('ArrowLeft');
  await mark(page).getByRole('heading', { name: first, exact: true }).waitFor({ state: 'detached' });
  await assertBeside(page);
  await kith.shot('arabic');
  await page.keyboard.press('ArrowRight');
  await mark(page).getByRole('heading', { name: first, exact: true }).waitFor();
  await assertAccessible(page);
});

// ── Practice ──

const bar = (page) => page.getByRole('region', { name: 'Practice copy' });

async function practise(kith) {
  await kith.app.open('settings/start');
  await kith.page.getByRole('button', { name: 'Make the copy' }).click();
  await bar(kith.page).waitFor();
  await kith.app.ready();
}

const databases = (page) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort());

story('What is done in a practice copy reaches nothing, after a reload too', { at: 'both' }, async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page, app } = kith;
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Lovelace' });
  await workspace.row('Ada Lovelace').waitFor();
  await workspace.saved();
  await practise(kith);
  await assertAccessible(page);
  await kith.shot('bar');
  // Everything is there, and can be changed.
  await workspace.list('contact');
  await workspace.row('Ada Lovelace').waitFor();
  await workspace.add({ 'Given name': 'Charles', 'Family name': 'Babbage' });
  await workspace.row('Charles Babbage').waitFor();
  await workspace.row('Ada Lovelace').getByRole('checkbox').click();
  await page.keyboard.press('Delete');
  await workspace.row('Ada Lovelace').waitFor({ state: 'detached' });
  await workspace.saved();
  // It is the same copy after a reload.
  await app.reload();
  await bar(page).waitFor();
  await workspace.row('Charles Babbage').waitFor();
  await workspace.counts('1');
  // Another tab is as real as before.
  const other = new Workspace(kith, await kith.tab());
  await other.list('contact');
  await other.row('Ada Lovelace').waitFor();
  await other.counts('1');
  assert.equal(await bar(other.page).count(), 0);
  assert.deepEqual(await databases(page), ['kith', 'kith-practice']);
  await other.page.close();
  await bar(page).getByRole('button', { name: 'Leave and discard' }).click();
  await bar(page).waitFor({ state: 'detached' });
  await app.ready();
  await workspace.list('contact');
  await workspace.row('Ada Lovelace').waitFor();
  await workspace.counts('1');
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem('kith.sentinel')) !== null), true);
  // And the copy goes.
  await page.waitForFunction(async () => (await indexedDB.databases()).every(({ name }) => name !== 'kith-practice'));
  // No back-up was made on the way.
  await app.open();
  assert.equal(await step(page, 'Make a back-up').getByText('Done').count(), 0);
});

story('A draft that is typed while practising stays there, and a copy that is gone is left', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page, app } = kith;
  await workspace.add({ 'Given name': 'Ada' });
  await workspace.row('Ada').waitFor();
  await workspace.saved();
  await practise(kith);
  await workspace.list('contact');
  await page.getByRole('button', { name: /^New contact/ }).first().click();
  await workspace.fill({ 'Given name': 'Nobody' });
  await page.keyboard.press('Escape');
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('kith.draft/'))), []);
  // The browser forgets the copy, as it may: the tab shows what is real again.
  await page.evaluate(() => new Promise((resolve) => { indexedDB.deleteDatabase('kith-practice').onsuccess = resolve; }));
  await page.reload({ waitUntil: 'commit' }).catch(() => {});
  // A page that goes before it has heard so finds an empty copy in its place, which is not the one that it knew.
  await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === 'kith-practice'));
  await page.reload({ waitUntil: 'commit' }).catch(() => {});
  // It is left for the page of the day.
  await page.locator('.nav__item[aria-current]', { hasText: 'Today' }).waitFor();
  assert.equal(await bar(page).count(), 0);
  await workspace.list('contact');
  await workspace.row('Ada').waitFor();
});

// ── Zone and hours ──

story('Times are those of the zone that one chose', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page, app } = kith;
  await workspace.list('ticket');
  await page.getByRole('button', { name: /^New ticket/ }).first().click();
  await workspace.fill({ Subject: 'Printer on fire', Due: '2031-06-02' });
  await workspace.dialog.getByLabel('Time', { exact: true }).first().fill('10:00');
  await workspace.dialog.getByRole('button', { name: /^Add / }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await workspace.row('Printer on fire').waitFor();
  const due = async () => {
    await app.open('ticket');
    await workspace.row('Printer on fire').getByRole('rowheader').click();
    await page.keyboard.press('Space');
    await workspace.panel.waitFor();
    await workspace.panel.locator('.facts__row', { hasText: 'Due' }).first().locator('.facts__value').click();
    return workspace.panel.locator('.facts__row', { hasText: 'Due' }).first().locator('input').last().inputValue();
  };
  assert.equal(await due(), '10:00');
  await page.keyboard.press('Escape');
  await app.open('settings/appearance');
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Asia/Tokyo');
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('kith.time-zone')) === 'Asia/Tokyo');
  await app.ready();
  assert.equal(await due(), '17:00', 'ten in Berlin is five in the afternoon in Tokyo, in summer');
});

story('What is planned without a time begins with the work', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page, app } = kith;
  await app.open('settings/appearance');
  await page.getByRole('combobox', { name: 'From' }).selectOption('450');
  await page.getByRole('group', { name: 'Days' }).getByRole('button', { name: 'Saturday' }).click();
  await app.reload();
  assert.equal(await page.getByRole('combobox', { name: 'From' }).inputValue(), '450');
  assert.equal(await page.getByRole('button', { name: 'Saturday' }).getAttribute('aria-pressed'), 'true');
  await assertAccessible(page);
  await kith.shot('hours');
  await workspace.list('ticket');
  await workspace.add({ Subject: 'Call back', Due: '2031-06-02' });
  await workspace.row('Call back').waitFor();
  await workspace.row('Call back').getByRole('rowheader').click();
  await page.keyboard.press('Space');
  await workspace.panel.locator('.facts__row', { hasText: 'Due' }).first().locator('.facts__value').click();
  assert.equal(await workspace.panel.locator('.facts__row', { hasText: 'Due' }).first().locator('input').last().inputValue(), '07:30');
});

story('In the form of a new record, fields come and go with their condition', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page, app } = kith;
  await app.open('settings/fields');
  await page.getByRole('button', { name: 'Add field' }).click();
  await workspace.dialog.getByLabel(/^Name of the field/).fill('Contract no.');
  await page.getByRole('button', { name: /^Shown: / }).click();
  const filter = page.getByRole('dialog').last();
  await filter.getByRole('button', { name: 'Condition', exact: true }).click();
  await filter.getByRole('combobox', { name: 'Field' }).last().fill('Role');
  await page.getByRole('option', { name: 'Role', exact: true }).click();
  await filter.locator('input').last().fill('Director');
  await filter.getByRole('button', { name: 'Show them' }).click();
  await page.getByRole('button', { name: 'Shown: Conditions: 1' }).waitFor();
  await workspace.dialog.getByRole('button', { name: 'Add field' }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await workspace.list('contact');
  await page.getByRole('button', { name: /^New contact/ }).first().click();
  await workspace.dialog.getByRole('button', { name: 'Show all fields' }).click();
  await workspace.dialog.getByLabel('Given name').fill('Ada');
  const field = workspace.dialog.getByLabel('Contract no.');
  assert.equal(await field.count(), 0, 'without a role there is no contract');
  await workspace.dialog.getByLabel('Role', { exact: true }).fill('Director');
  await field.fill('C-12');
  // What is hidden again is not kept.
  await workspace.dialog.getByLabel('Role', { exact: true }).fill('');
  await field.waitFor({ state: 'detached' });
  await workspace.dialog.getByLabel('Role', { exact: true }).fill('Director');
  await field.waitFor();
  assert.equal(await field.inputValue(), 'C-12', 'what was typed is still there');
  await kith.shot('form');
  await workspace.dialog.getByRole('button', { name: /^Add contact/ }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await workspace.panel.getByText('C-12').waitFor();
});
