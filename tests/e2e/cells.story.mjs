// Blocks of cells in a table: marked, copied, pasted, filled, and what cannot be pasted put right.

import assert from 'node:assert/strict';
import { assertAccessible } from './accessibility.mjs';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const PEOPLE = ['Ana Lima', 'Bo Chen', 'Noor Berg', 'Zoë Ray'];

async function people(kith) {
  await kith.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const workspace = await Workspace.empty(kith);
  await workspace.list('contact');
  for (const name of PEOPLE) {
    const [given, family] = name.split(' ');
    await workspace.add({ 'Given name': given, 'Family name': family });
    await kith.app.open('contact?sort=name&columns=name,email,phone');
    await workspace.row(name).waitFor();
  }
  return workspace;
}

const paste = async (page, text) => {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press('Control+v');
};

// What is copied arrives a moment later: rows that are not at hand are asked for.
const copied = (page, text) => page.waitForFunction(async (text) => (await navigator.clipboard.readText()) === text, text);

story('A block is pasted, what cannot be read stays marked until it is put right, and one undo takes all back', async (kith) => {
  const workspace = await people(kith);
  const { page } = kith;
  const email = async (name) => (await workspace.cell(name, 'E-mail'));
  await (await email('Ana Lima')).focus();
  await paste(page, 'ana@lima.pt\t+351 21 555 0101\nbo at chen\t+351 21 555 0102\nnoor@berg.nl\t+31 20 555 0103\n');
  await page.getByText('1 cell could not take what was pasted').waitFor();
  await workspace.row('Noor Berg').getByText('noor@berg.nl').waitFor();
  const wrong = await email('Bo Chen');
  assert.equal(await wrong.getAttribute('aria-invalid'), 'true');
  assert.equal((await wrong.innerText()).trim(), 'bo at chen');
  await assertAccessible(page);
  await kith.shot('paste-refused');
  // What was pasted is there to be put right.
  await wrong.focus();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('bo@chen.tw');
  await page.keyboard.press('Enter');
  await workspace.row('Bo Chen').getByText('bo@chen.tw').waitFor();
  await page.getByText('1 cell could not take what was pasted').waitFor({ state: 'detached' });
  await workspace.undo();
  await workspace.undo();
  await workspace.row('Noor Berg').getByText('noor@berg.nl').waitFor({ state: 'detached' });
  assert.equal(await workspace.row('Ana Lima').getByText('ana@lima.pt').count(), 0);
});

story('A block is marked by mouse and by keyboard, copied, and filled down', async (kith) => {
  const workspace = await people(kith);
  const { page } = kith;
  await (await workspace.cell('Ana Lima', 'E-mail')).focus();
  await paste(page, 'a@haven.nl');
  await workspace.row('Ana Lima').getByText('a@haven.nl').waitFor();
  // By keyboard: Shift and arrows, then fill.
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+d');
  await workspace.row('Noor Berg').getByText('a@haven.nl').waitFor();
  await page.keyboard.press('Control+c');
  await copied(page, 'a@haven.nl\na@haven.nl\na@haven.nl');
  // By mouse, over rows and columns; nothing is opened by it.
  const [from, to] = [await (await workspace.cell('Bo Chen', 'E-mail')).boundingBox(), await (await workspace.cell('Zoë Ray', 'Phone')).boundingBox()];
  await page.mouse.move(from.x + from.width - 8, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 10, { steps: 8 });
  await page.mouse.up();
  await workspace.grid.locator('.is-range').nth(5).waitFor();
  assert.equal(await workspace.grid.locator('.is-range').count(), 6);
  assert.equal(await workspace.panel.count(), 0);
  await page.keyboard.press('Control+c');
  await copied(page, 'a@haven.nl\t\na@haven.nl\t\n\t');
  // One value fills the whole block that is marked.
  await page.keyboard.press('Shift+ArrowLeft');
  await paste(page, 'z@ray.com');
  await workspace.row('Zoë Ray').getByText('z@ray.com').waitFor();
  await workspace.grid.getByText('z@ray.com').nth(2).waitFor();
  assert.equal(await workspace.grid.getByText('z@ray.com').count(), 3);
  await workspace.undo();
  await workspace.grid.getByText('z@ray.com').first().waitFor({ state: 'detached' });
  await workspace.grid.getByText('a@haven.nl').nth(2).waitFor();
  assert.equal(await workspace.grid.getByText('a@haven.nl').count(), 3);
  await page.keyboard.press('Escape');
  await workspace.saved();
});
