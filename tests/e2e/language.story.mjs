// Reading Kith in one's own language: every word, with dates and numbers, from the first screen on, and without a network as well.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';
import { cutOff, escaped, pseudo, pseudoLocale } from './pseudo.mjs';

// Chooses a language in the settings, as a person does; the page comes back in it.
async function choose(kith, name, from = { settings: 'Language' }) {
  await kith.app.open('settings/appearance');
  const loaded = kith.page.waitForEvent('load');
  await kith.page.getByRole('combobox', { name: from.settings }).selectOption({ label: name });
  await loaded;
  await kith.app.ready();
}

const root = (kith, attribute) => kith.page.evaluate((name) => document.documentElement.getAttribute(name), attribute);

story('German is chosen once and stays, with and without a network', async (kith) => {
  const workspace = await Workspace.sample(kith);
  await choose(kith, 'Deutsch');
  const { page } = kith;
  assert.equal(await root(kith, 'lang'), 'de');
  await page.getByRole('heading', { name: 'Einstellungen', level: 1 }).waitFor();
  await kith.app.open('contact');
  await page.getByRole('heading', { name: 'Kontakte', level: 1 }).waitFor();
  for (const head of ['Name', 'Unternehmen', 'Phase', 'Verantwortlich']) {
    await page.getByRole('columnheader', { name: head }).first().waitFor();
  }
  await page.getByText('1.284').first().waitFor();
  await workspace.saved('Auf diesem Gerät gespeichert');
  await kith.app.keptOffline();
  await kith.unserve();
  await kith.restart();
  await kith.app.open('deal');
  await kith.page.getByRole('heading', { name: 'Deals', level: 1 }).waitFor();
  await kith.page.getByRole('button', { name: /^Deal anlegen/ }).first().waitFor();
});

story('A contact is added in German, with the keyboard alone', { locale: 'de-AT' }, async (kith) => {
  await kith.app.open();
  const { page } = kith;
  assert.equal(await root(kith, 'lang'), 'de', 'the language of the browser is taken');
  await page.getByRole('button', { name: /^Leer beginnen/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: /^Kontakt anlegen/ });
  await dialog.waitFor();
  await dialog.getByLabel('Vorname').fill('Sigrid');
  await dialog.getByLabel('E-Mail').fill('sigrid ohne Adresse');
  await page.keyboard.press('Enter');
  await dialog.getByText(/@-Zeichen/).waitFor();
  await dialog.getByLabel('E-Mail').fill('sigrid@beispiel.example');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('rowheader', { name: 'Sigrid', exact: true }).waitFor();
});

const PLACES = ['', 'contact', 'company', 'deal', 'deal?layout=board', 'ticket', 'task?layout=calendar', 'order', 'import', 'segments', 'insights', 'dashboards', 'bin/contact', 'search', 'settings', 'settings/appearance', 'settings/storage', 'settings/pipelines', 'settings/fields', 'settings/keys', 'settings/device', 'settings/privacy', 'settings/accessibility'];

async function lookAround(kith) {
  for (const path of PLACES) {
    await kith.app.open(path);
    await kith.page.locator('main h1, main h2, main [role=heading]').first().waitFor();
    await kith.settle();
    await kith.shot(path.replace(/\W+/g, '-') || 'today');
    const wide = await kith.page.evaluate(() => [...document.querySelectorAll('main, main .scroll')].filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.className));
    assert.deepEqual(wide, [], `/${path} is wider than the window`);
    await assertAccessible(kith.page).catch((error) => assert.fail(`/${path}: ${error.message}`));
  }
}

for (const [name, options] of [['wide', {}], ['on a phone', { viewport: PHONE, colorScheme: 'dark' }]]) {
  story(`The main screens are accessible in German (${name})`, { ...options, locale: 'de-DE' }, async (kith) => {
    await kith.app.open();
    await kith.page.getByRole('button', { name: /^Mit Beispieldaten umsehen/ }).click();
    await kith.page.getByText('Sie sehen Beispieldaten').waitFor();
    await lookAround(kith);
  });
}

story('Arabic runs from right to left, and keys and arrows follow', async (kith) => {
  const workspace = await Workspace.sample(kith);
  await choose(kith, 'العربية');
  const { page } = kith;
  assert.equal(await root(kith, 'dir'), 'rtl');
  await kith.app.open('contact');
  await page.getByRole('heading', { name: 'جهات الاتصال', level: 1 }).waitFor();
  const side = await page.locator('nav').first().boundingBox();
  assert.ok(side.x > 700, 'the sidebar is at the right');
  // The first column is at the right, and the left arrow goes on to the next.
  const heads = await page.getByRole('columnheader').evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().x));
  assert.ok(heads[0] > heads[1] && heads[1] > heads[2], 'columns go from right to left');
  await page.locator('[role=grid] [tabindex="0"]').first().focus();
  await page.keyboard.press('ArrowDown');
  const place = () => page.evaluate(() => document.activeElement.getBoundingClientRect().x);
  const before = await place();
  await page.keyboard.press('ArrowLeft');
  assert.ok((await place()) < before, 'the left arrow goes to the left');
  await kith.shot('contacts');
  await kith.app.open('deal?layout=board');
  await page.locator('.board__column').first().waitFor();
  const columns = await page.locator('.board__column').evaluateAll((columns) => columns.map((column) => column.getBoundingClientRect().x));
  assert.ok(columns[0] > columns[1], 'the board begins at the right');
  await kith.shot('board');
  await workspace.saved('محفوظ على هذا الجهاز');
});

for (const [name, options] of [['wide', {}], ['on a phone', { viewport: PHONE, colorScheme: 'dark' }]]) {
  story(`The main screens are accessible in Arabic (${name})`, { ...options, locale: 'ar' }, async (kith) => {
    await kith.app.open();
    await kith.page.getByRole('button', { name: /^التجوّل مع بيانات تجريبية/ }).click();
    await kith.page.getByText('أنت تشاهد بيانات تجريبية').waitFor();
    await lookAround(kith);
    await kith.app.open('contact');
    await kith.page.getByRole('rowheader').first().click();
    await kith.settle();
    await kith.shot('panel');
  });
}

for (const [name, options] of [['wide', {}], ['on a phone', { viewport: PHONE }]]) {
  story(`No word escapes the catalogue, and longer words have room (${name})`, { ...options, serviceWorkers: 'block', locale: 'de-DE' }, async (kith) => {
    const catalogue = await pseudoLocale();
    await kith.context.route(/\/locales\/de.*\.json$/, (route) => route.fulfill({ json: catalogue }));
    await kith.app.open();
    await kith.page.getByRole('button', { name: new RegExp(`^${pseudo('Start empty').slice(0, -1)}`) }).click();
    await kith.page.getByRole('dialog').waitFor();
    const problems = await lookThrough(kith, 'create');
    await kith.page.keyboard.press('Escape');
    for (const path of PLACES) {
      await kith.app.open(path);
      await kith.page.locator('main h1, main h2, main [role=heading]').first().waitFor();
      await kith.settle();
      problems.push(...(await lookThrough(kith, path || 'today')));
    }
    assert.deepEqual(problems, []);
  });
}

// What may stand there without brackets: names that are names in every language, dates and units of the browser, keys, examples.
const NAMES = [
  '⟦[^⟧]*⟧', 'Kith', 'Deutsch', 'English', 'العربية', 'CSV|TSV|JSON|SVG|PNG|PDF', 'web\\+kith', 'UTF-?8', '[A-Z]{3}', 'Ctrl|Shift|Alt|Esc(ape)?|Enter|Tab|Del(ete)?|Space|Home|End|PageUp|PageDown|Backspace',
  '(Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch', 'Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember', '(Jan|Feb|Apr|Jun|Jul|Aug|Sept|Okt|Nov|Dez)\\.?',
  'heute|morgen|gestern|vor \\d+ \\w+|in \\d+ \\w+', '[kMG]?B(yte)?\\b', 'https?://\\S+', '\\S+@\\S+', 'Pg(Up|Dn)', '[A-Z][a-z]+/[A-Z][a-z]+', '[a-z]+-src(-attr|-elem)?|base-uri|form-action|\'[^\']+\'|blob:|data:', '^kith( · .*)?$',
];

async function lookThrough(kith, place) {
  await kith.shot(`pseudo-${place.replace(/\W+/g, '-')}`);
  const words = await kith.page.evaluate(escaped, NAMES);
  const cut = await kith.page.evaluate(cutOff);
  return [...words.map((word) => `/${place} says ${word}`), ...cut.map((part) => `/${place} cuts off ${part}`)];
}
