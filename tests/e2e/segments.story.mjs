// Rule segments with a live count and reasons, and what the engine finds in orders.

import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

story('A segment counts while it is written, says why, and is a list', async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('segments?object=contact');
  await page.getByRole('textbox', { name: 'Name' }).fill('Leads');
  await page.getByRole('button', { name: 'Condition' }).click();
  await page.getByRole('combobox', { name: 'Field' }).fill('Stage');
  await page.getByRole('option', { name: /^Stage/ }).first().click();
  await page.getByRole('combobox', { name: 'Stage' }).fill('Lead');
  await page.getByRole('option', { name: /^Lead/ }).first().click();
  await page.keyboard.press('Escape');
  await page.getByRole('status').filter({ hasText: /^(?!1,284)[\d,]+ contacts? of 1,284/ }).waitFor();
  await page.getByRole('button', { name: /^Why is .* in\?/ }).first().click();
  await page.getByText('Stage is Lead').first().waitFor();
  await page.getByRole('button', { name: /^Save/ }).click();
  await page.getByRole('navigation', { name: 'Saved segments' }).getByRole('link', { name: /^Leads/ }).waitFor();
});

story('Customers are scored by their orders, and every cell opens its list', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('insights');
  const champions = page.getByRole('link', { name: /^Champions/ }).first();
  const [, count] = /Champions\s*([\d,]+)/.exec(await champions.innerText());
  await champions.click();
  await workspace.grid.getByRole('gridcell', { name: `${count} contacts` }).waitFor();
});

story('A suggestion says why and becomes a task', async (kith) => {
  await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('');
  const tasks = page.getByRole('heading', { name: /^Tasks/ });
  await tasks.waitFor();
  const first = page.getByRole('button', { name: /^Accept/ }).first();
  const name = await first.getAttribute('aria-label');
  await first.click();
  await page.waitForFunction((name) => document.querySelector('button[aria-label^="Accept"]')?.getAttribute('aria-label') !== name, name);
});
