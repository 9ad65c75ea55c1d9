// What customers are worth and who may be leaving: found, understood, acted upon, taken back.

import assert from 'node:assert/strict';

import { assertAccessible } from './accessibility.mjs';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const risk = (page) => page.locator('.insights__risk');

async function customers(kith) {
  const workspace = await Workspace.sample(kith);
  await kith.app.open('insights');
  await kith.page.getByRole('heading', { name: 'Who brings the value' }).waitFor();
  await risk(kith.page).getByRole('button', { name: /^Plan a call with/ }).first().waitFor();
  return workspace;
}

story('Value ahead says what it comes from, and every figure leads to its customers', async (kith) => {
  const workspace = await customers(kith);
  const { page } = kith;
  await assertAccessible(page);
  assert.doesNotMatch(await page.locator('main').innerText(), /NaN|Infinity|undefined/);
  await page.getByRole('button', { name: 'How this comes about' }).click();
  await workspace.dialog.getByText('Value ahead = purchases ahead × value of one').waitFor();
  await page.keyboard.press('Escape');
  const mark = page.getByRole('link', { name: /^The best 10 ?% \([\d,]+ customers\) bring/ });
  const [, count] = /\(([\d,]+) customers\)/.exec(await mark.getAttribute('aria-label'));
  await mark.focus();
  await page.keyboard.press('Enter');
  await workspace.grid.getByRole('gridcell', { name: `${count} contacts` }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Show as table' }).first().click();
  await page.getByRole('columnheader', { name: 'Customers, best first' }).waitFor();
});

story('Thirty-six months are worth more than twelve, and that can be taken back', async (kith) => {
  await customers(kith);
  const { page } = kith;
  const value = page.getByRole('link', { name: /^Value ahead/ });
  const before = await value.innerText();
  await page.getByRole('radio', { name: '36 months' }).click();
  await page.waitForFunction((before) => [...document.querySelectorAll('.insights__figures a')].at(-1).innerText !== before, before);
  await page.keyboard.press('Control+z');
  await page.waitForFunction((before) => [...document.querySelectorAll('.insights__figures a')].at(-1).innerText === before, before);
});

story('Who is silent for longer than usual is found, understood and called', async (kith) => {
  const workspace = await customers(kith);
  const { page } = kith;
  const total = async () => (await risk(page).getByRole('status').innerText()).split(' ')[0];
  const before = await total();
  // The definition moves the list while it is typed.
  const times = risk(page).getByRole('textbox', { name: 'Times the usual gap' });
  await times.fill('2');
  await page.waitForFunction((before) => !document.querySelector('.insights__risk [role=status]').innerText.startsWith(`${before} `), before);
  const more = await total();
  await times.press('Enter');
  const plan = risk(page).getByRole('button', { name: /^Plan a call with/ }).first();
  const name = (await plan.getAttribute('aria-label')).replace('Plan a call with ', '');
  await plan.click();
  await risk(page).getByText('Answered').first().waitFor();
  await page.keyboard.press('Control+z');
  await risk(page).getByRole('button', { name: `Plan a call with ${name}` }).waitFor();
  await risk(page).getByRole('link', { name: /^Show all/ }).click();
  await workspace.grid.getByRole('gridcell', { name: `${more} contacts` }).waitFor();
  await page.goBack();
  await risk(page).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 2, name }).waitFor();
  await page.getByRole('button', { name: `Why: value of ${name}` }).click();
  await workspace.dialog.getByText(/Usually \d+ days? between two; silent for/).waitFor();
  await assertAccessible(page);
});

story('Who may fall silent next is learned, with reasons, and says how good that is', async (kith) => {
  await customers(kith);
  const { page } = kith;
  const next = page.locator('.insights__next');
  await next.getByText(/^(For it|Against it): /).first().waitFor();
  await next.getByText(/names the right one \d+ ?% of the time/).waitFor();
  await page.getByRole('heading', { name: 'How long customers stay' }).waitFor();
  await kith.app.open('insights?tab=models');
  await page.getByRole('heading', { name: 'Who falls silent next' }).waitFor();
  await page.getByRole('row', { name: /^How good Fitted without the last [\d,]+ days/ }).waitFor();
  await page.getByRole('heading', { name: 'Said and happened' }).waitFor();
  assert.doesNotMatch(await page.locator('main').innerText(), /NaN|Infinity|undefined/);
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Fit again' }).click();
  await page.getByRole('heading', { name: 'Said and happened' }).waitFor();
});

story('Groups of customers are found without a rule, and become a segment', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await kith.app.open('insights?tab=segments');
  const first = page.getByRole('region', { name: 'Group 1' });
  await first.getByText(/^As a rule: holds/).waitFor();
  await assertAccessible(page);
  await page.getByRole('radio', { name: '4', exact: true }).click();
  await page.getByRole('region', { name: 'Group 4' }).waitFor();
  await page.getByRole('checkbox', { name: 'Value ahead' }).click();
  await first.getByText(/value ahead/).waitFor();
  const rule = await first.getByText(/^As a rule: holds/).innerText();
  const [inside, , others] = rule.match(/[\d,]+/g).map((count) => Number(count.replace(',', '')));
  await first.getByRole('link', { name: 'Show as list: Group 1' }).click();
  await workspace.grid.getByRole('gridcell', { name: `${(inside + others).toLocaleString('en')} contacts` }).waitFor();
  await page.goBack();
  await first.getByRole('link', { name: 'Make a segment: Group 1' }).click();
  await page.getByRole('status').filter({ hasText: /contacts? of 1,284/ }).waitFor();
});
