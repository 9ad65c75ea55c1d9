// Reports in the insights: read the forecast, see where a number comes from, turn something and share what is seen.

import assert from 'node:assert/strict';
import { story } from './harness.mjs';
import { assertAccessible } from './accessibility.mjs';
import { Workspace } from './pages/workspace.mjs';

const card = (page, title) => page.locator('section.card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

story('The forecast says what the open deals will bring, leads to them, and goes by what is in the address', async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('insights');
  await page.getByRole('link', { name: 'Pipeline and forecast' }).click();
  const glance = card(page, 'At a glance');
  const open = glance.getByRole('link', { name: /^Open deals/ });
  const [, count] = /([\d,]+) records/.exec(await open.innerText());
  await glance.getByText('Likely to be won').waitFor();
  // What stands behind a number, and back.
  await open.click();
  assert.ok(Number(count.replace(',', '')) > 0);
  await page.waitForURL(/deal\?layout=table&f=.*status.*open/);
  await page.getByRole('heading', { name: 'Deals' }).first().waitFor();
  await page.goBack();
  // How it comes about, and the figures of the picture.
  const simulation = card(page, 'What the open deals will bring');
  await simulation.getByText('How this comes about').click();
  await simulation.getByText('Each open deal draws a past deal').waitFor();
  await simulation.getByText('Figures').click();
  assert.equal(await simulation.getByRole('row').count(), 1 + 6 + 7, 'six months that came, this one and six ahead');
  await page.getByRole('combobox', { name: 'Look ahead' }).selectOption('12');
  await page.waitForURL(/ahead=12/);
  // What was unfolded stays so.
  await simulation.locator('tbody tr').nth(12 + 12).waitFor();
  await assertAccessible(page);
  // A goal is kept and gets its pace.
  await page.getByRole('textbox', { name: 'Goal per month' }).fill('50000');
  await page.keyboard.press('Enter');
  await glance.getByText('Goal’s pace by today').waitFor();
  // The address alone shows the same again.
  await kith.app.open('insights?tab=forecast&ahead=3&step=quarter');
  await page.getByRole('radio', { name: 'Quarters', checked: true }).waitFor();
  await glance.getByText('Goal', { exact: true }).waitFor();
});

story('A change of a deal is told as a change of the week', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('insights?tab=forecast');
  await card(page, 'What changed within a week').getByText('Nothing changed within a week.').waitFor();
  await card(page, 'What the open deals will bring').getByText(/^Not enough data: it takes 20 deals/).waitFor();
  assert.equal((await page.locator('main').innerText()).includes('NaN'), false);
  await kith.app.open('deal');
  await workspace.add({ Name: 'Orchard' });
  await kith.app.open('insights?tab=forecast');
  await card(page, 'What changed within a week').getByRole('link', { name: 'New' }).waitFor();
});

story('Marks lead to exactly the records that they count', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  const counted = async (name) => workspace.grid.getByRole('gridcell', { name }).waitFor();
  // Customers of a month, and those of them who came back in a later one.
  await kith.app.open('insights?tab=trends');
  const cohorts = card(page, 'Who comes back after the first purchase');
  const row = cohorts.locator('tbody tr').first();
  await cohorts.locator('summary', { hasText: 'Figures' }).click();
  await row.waitFor();
  const customers = Number(await row.locator('td').last().innerText());
  const first = row.locator('td').getByRole('link').first();
  const share = Number.parseFloat(await first.innerText());
  const came = await first.getAttribute('href');
  await row.getByRole('rowheader').getByRole('link').click();
  await counted(new RegExp(`^${customers} contacts?$`));
  await page.goto(new URL(came, kith.address).href);
  await kith.app.ready();
  await workspace.grid.getByRole('gridcell', { name: /^\d+ contacts?$/ }).waitFor();
  const active = Number.parseInt(await workspace.grid.getByRole('gridcell', { name: /^\d+ contacts?$/ }).innerText(), 10);
  assert.ok(Math.abs((100 * active) / customers - share) < 1, `${active} of ${customers} are ${share} %`);
  // What texts are about.
  await kith.app.open('insights?tab=feedback');
  const theme = card(page, 'What texts are about').locator('tbody tr').first();
  const link = theme.locator('td').getByRole('link').last();
  const texts = (await link.innerText()).trim();
  await link.click();
  await counted(new RegExp(`^${texts} (activities|tickets|activity|ticket)$`));
});

story('Trends tell how far deals come and what stands out', async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('insights?tab=trends');
  await card(page, 'How far deals come').getByRole('row', { name: /^Won/ }).waitFor();
  await card(page, 'Who comes back after the first purchase').waitFor();
  await page.getByRole('combobox', { name: 'Compare by' }).selectOption('deal.source');
  await card(page, 'Share won, by group').getByRole('link', { name: /^Source: / }).first().waitFor();
  await assertAccessible(page);
});
