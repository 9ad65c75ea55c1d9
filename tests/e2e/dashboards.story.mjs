// Dashboards: figures that lead to their records, arranged without a mouse, filtered by pressing, kept as files.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const widget = (page, name) => page.getByRole('region', { name, exact: true });
const titles = (page) => page.locator('.widget h2').allInnerTexts();

async function open(kith, name = 'sales') {
  const workspace = await Workspace.sample(kith);
  await kith.app.open(`dashboards/${name}`);
  await kith.page.locator('.widget .chart__sheet').first().waitFor();
  return workspace;
}

// A copy of the sales dashboard that can be arranged.
async function own(kith) {
  const workspace = await open(kith);
  await kith.page.getByRole('button', { name: 'Make my own' }).click();
  await kith.page.getByRole('heading', { level: 1, name: 'Sales, my copy' }).waitFor();
  await kith.page.getByRole('button', { name: /^Move Open pipeline/ }).waitFor();
  return workspace;
}

async function choose(page, title, item) {
  await page.getByRole('button', { name: `Actions of ${title}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

story('A mark says how many, and leads to exactly those records', async (kith) => {
  const workspace = await open(kith, 'support');
  const { page } = kith;
  const mark = widget(page, 'Open tickets by owner').getByRole('link', { name: /: [1-9]/ }).first();
  const [, count] = /: ([\d,]+)$/.exec(await mark.getAttribute('aria-label'));
  await mark.focus();
  await page.keyboard.press('Enter');
  await workspace.grid.getByRole('gridcell', { name: new RegExp(`^${count} tickets?$`) }).waitFor();
  await page.goBack();
  // The whole chart is one stop for Tab; arrows go from mark to mark.
  const marks = widget(page, 'Open tickets by priority and status').locator('a[tabindex="0"]');
  await marks.waitFor();
  assert.equal(await marks.count(), 1);
  await marks.focus();
  const first = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), first);
});

story('A dashboard of one’s own is arranged with the keyboard, stays so, and is taken back', async (kith) => {
  const workspace = await own(kith);
  const { page } = kith;
  const before = await titles(page);
  await page.getByRole('button', { name: /^Move Open pipeline/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((first) => document.querySelector('.widget h2').textContent !== first, before[0]);
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('Open pipeline is 4 of 12 columns wide and 1 rows high').waitFor({ state: 'attached' });
  const moved = [before[1], before[0], ...before.slice(2)];
  assert.deepEqual(await titles(page), moved);
  await workspace.saved();
  await kith.app.reload();
  await page.locator('.widget h2').first().waitFor();
  assert.deepEqual(await titles(page), moved);
  await workspace.undo();
  await workspace.undo();
  await page.waitForFunction((first) => document.querySelector('.widget h2').textContent === first, before[0]);
  await page.getByRole('button', { name: 'Arrange' }).click();
  await choose(page, 'Weighted pipeline', 'Remove');
  await widget(page, 'Weighted pipeline').waitFor({ state: 'detached' });
  await workspace.undo();
  await widget(page, 'Weighted pipeline').waitFor();
});

story('A widget is dragged to its place', async (kith) => {
  await own(kith);
  const { page } = kith;
  const before = await titles(page);
  const centre = async (locator) => {
    const box = await locator.boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const from = await centre(page.getByRole('button', { name: /^Move Open pipeline/ }));
  const to = await centre(widget(page, before[2]));
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 6 });
  await page.mouse.up();
  await page.waitForFunction((first) => document.querySelector('.widget h2').textContent !== first, before[0]);
  assert.deepEqual((await titles(page)).slice(0, 3), [before[1], before[2], before[0]]);
});

story('Pressing a mark narrows everything else, and the address keeps it', async (kith) => {
  await open(kith);
  const { page } = kith;
  const figure = widget(page, 'Open pipeline').locator('.widget__figure');
  const whole = await figure.innerText();
  await page.getByRole('radio', { name: 'Filters' }).click();
  const bar = widget(page, 'Open value by stage').getByRole('link').first();
  const [, stage] = /^(.*): /.exec(await bar.getAttribute('aria-label'));
  await bar.focus();
  await page.keyboard.press('Enter');
  const chip = page.getByRole('link', { name: `Show more than ${stage}` });
  await chip.waitFor();
  await page.waitForFunction((whole) => document.querySelector('.widget__figure').textContent !== whole, whole);
  const part = await figure.innerText();
  await kith.app.reload();
  await chip.waitFor();
  await page.waitForFunction((part) => document.querySelector('.widget__figure')?.textContent === part, part);
  await chip.click();
  await page.waitForFunction((whole) => document.querySelector('.widget__figure').textContent === whole, whole);
});

story('A widget is made with a preview of what it will show', async (kith) => {
  const workspace = await own(kith);
  const { page } = kith;
  await page.getByRole('button', { name: 'Add a widget' }).click();
  const { dialog } = workspace;
  await dialog.getByLabel('Form').selectOption({ label: 'Rows' });
  await dialog.getByLabel('Records').selectOption({ label: 'Contacts' });
  await dialog.getByLabel('By', { exact: true }).selectOption({ label: 'Source' });
  await dialog.getByRole('link', { name: /^Website: [1-9]/ }).waitFor();
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  const made = widget(page, 'Contacts by source');
  await made.getByRole('link', { name: /^Website: [1-9]/ }).waitFor();
  await choose(page, 'Contacts by source', 'Show as table');
  await made.getByRole('rowheader', { name: 'Website' }).waitFor();
});

story('A chart is kept as SVG, PNG and CSV', async (kith) => {
  await open(kith);
  const { page } = kith;
  const keep = async (item) => {
    const download = page.waitForEvent('download');
    await choose(page, 'Open value by stage', item);
    const file = await download;
    return [file.suggestedFilename(), await readFile(await file.path())];
  };
  const [svgName, svg] = await keep('Save as SVG');
  assert.equal(svgName, 'Open value by stage.svg');
  assert.match(svg.toString(), /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".*fill:#[0-9a-f]{6}.*<\/svg>$/s);
  const [, png] = await keep('Save as PNG');
  assert.deepEqual([...png.subarray(1, 4)], [...Buffer.from('PNG')]);
  const [, csv] = await keep('Save as CSV');
  assert.match(csv.toString(), /^Category,Total\r\n\w+,[\d.]+\r\n/);
});

for (const [colorScheme, viewport] of [['light', undefined], ['dark', undefined], ['light', PHONE], ['dark', PHONE]]) {
  const where = `${colorScheme}, ${viewport ? '390' : '1440'} px`;
  story(`Every dashboard can be read by everybody (${where})`, { colorScheme, ...(viewport && { viewport, hasTouch: true }) }, async (kith) => {
    await open(kith);
    const { page } = kith;
    for (const role of ['sales', 'support', 'marketing', 'business']) {
      await kith.app.open(`dashboards/${role}`);
      await page.locator('.widget .chart__sheet').nth(2).waitFor();
      await page.waitForFunction(() => !document.querySelector('.widget .skeleton'));
      await assertAccessible(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(wide, 0, `${role} is wider than the screen`);
      await kith.shot(`dashboard-${role}`);
    }
  });
}
