// The summary of a list: figures and charts over its records, chosen, kept in the view, and a way to the records.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const widget = (page, name) => page.getByRole('region', { name, exact: true });

story('A summary counts what the list shows, and every figure leads there', async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('ticket');
  await page.getByRole('radio', { name: 'Summary' }).click();
  await widget(page, 'Tickets by status').getByRole('link').first().waitFor();
  await assertAccessible(page);
  await kith.shot('summary-tickets');
  const figure = widget(page, 'Open tickets').getByRole('link');
  const all = Number((await figure.innerText()).replace(/\D/g, ''));
  // The list's own filter holds for its summary.
  const urgent = encodeURIComponent(JSON.stringify({ Field: { path: ['priority'], operator: 'AnyOf', values: [{ Text: 'urgent' }], span: null } }));
  await kith.app.open(`ticket?layout=summary&f=${urgent}`);
  const count = async () => Number((await figure.innerText()).replace(/\D/g, ''));
  await figure.waitFor();
  const some = await count();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  await figure.click();
  await page.getByRole('grid').waitFor();
  await page.waitForFunction((count) => document.querySelectorAll('[role=grid] [role=rowheader]').length === count, some);
});

story('Widgets of a summary are added, moved and removed, and saved with the view', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('deal?layout=summary');
  await widget(page, 'Open value by stage').getByRole('link').first().waitFor();
  for (const name of ['Won by month', 'Won by owner']) await widget(page, name).waitFor();
  await kith.shot('summary-deals');
  await page.getByRole('button', { name: 'Arrange' }).click();
  await page.getByRole('button', { name: 'Actions of Won by owner' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await widget(page, 'Won by owner').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Add a widget' }).click();
  assert.equal(await workspace.dialog.getByLabel('Records').count(), 0, 'a summary is about the records of its list');
  await workspace.dialog.getByLabel('Title').fill('By source');
  await workspace.dialog.getByLabel('By', { exact: true }).selectOption({ label: 'Source' });
  await workspace.dialog.getByRole('button', { name: 'Save' }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await widget(page, 'By source').waitFor();
  assert.match(page.url(), /summary=/, 'the widgets are in the address');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Save as new' }).click();
  await workspace.dialog.getByLabel(/^Name/).fill('How it goes');
  await workspace.dialog.getByRole('button', { name: 'Save' }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await kith.app.open('deal');
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^How it goes/ }).click();
  await widget(page, 'By source').waitFor();
  assert.equal(await widget(page, 'Won by owner').count(), 0);
  await assertAccessible(page);
});

story('A summary reads on a phone', { viewport: PHONE, hasTouch: true, isMobile: true }, async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('task?layout=summary');
  await page.locator('.widget__figure').first().waitFor();
  await kith.shot('summary-phone');
  await assertAccessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `nothing is cut off: ${wide}`);
});
