// Text that tries to be something else: it is shown as text, in every field and every place, with the policy on and off.
//
// The lines are our own selection of the known kinds (markup, handlers, addresses, templates, directions, formulas, control and
// combining characters). With KITH_DATA set, the public lists of such lines are taken as well.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

const OWN = [
  '<script>window.hit=1</script>', '"><img src=x onerror=window.hit=1>', '<svg onload=window.hit=1>', "';window.hit=1//", 'javascript:window.hit=1',
  '<iframe srcdoc="<script>parent.hit=1</script>">', '{{constructor.constructor("window.hit=1")()}}', '${window.hit=1}', '</title><script>window.hit=1</script>',
  '<a href="javascript:window.hit=1">x</a>', '<style>@import "data:,*{display:none}"</style>', '<math><mi xlink:href="data:x,<script>window.hit=1</script>">',
  '\u202Egnp.exe', '\u2066left\u2069', 'e\u0301\u0327\u0489\u0336', '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}', '\uFEFFmark', '=1+1', '@SUM(A1)', '+cmd|calc', "Robert'); DROP TABLE contacts;--",
  '%00', '\\', '../../etc', 'null', 'undefined', 'true', 'NaN', '1e309', '00', '&lt;b&gt;', '&amp;',
];

async function lines() {
  const folder = process.env.KITH_DATA;
  if (!folder) return OWN;
  const read = async (path) => (await readFile(join(folder, path), 'utf8').catch(() => '')).split('\n').filter((line) => line.trim() && !line.startsWith('#'));
  return [...OWN, ...(await read('blns/blns.txt')), ...(await read('xss_payloads_dev/RSNAKE_XSS.txt')), ...(await read('xss_payloads_dev/JHADDIX_XSS.txt'))];
}

const csv = (cell) => `"${cell.replaceAll('"', '""')}"`;

for (const [name, options] of [['with the policy', {}], ['without the policy', { bypassCSP: true }]]) {
  story(`Names that are programs are shown as text (${name})`, options, async (kith) => {
    const workspace = await Workspace.empty(kith);
    const { page } = kith;
    const all = await lines();
    const folder = join(kith.scratch, 'files');
    await mkdir(folder, { recursive: true });
    const rows = all.map((line, place) => [line, line, line, line, `h${place}@example.org`].map(csv).join(','));
    await writeFile(join(folder, 'hostile.csv'), `First name,Role,About,Company,E-mail\n${rows.join('\n')}\n`);
    await kith.app.open('import');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: /^Choose/ }).first().click()]);
    await chooser.setFiles(join(folder, 'hostile.csv'));
    await page.getByRole('button', { name: /^Review / }).click();
    await page.getByRole('button', { name: /^Import \d/ }).click();
    await page.getByRole('heading', { name: /Imported|imported|Done|done/ }).first().waitFor();
    const hit = () => page.evaluate(() => window.hit ?? null);
    await workspace.list('contact');
    await workspace.counts(String(all.length));
    const shown = new Set();
    const scroller = workspace.grid;
    for (let top = 0; top < all.length * 40; top += 400) {
      await scroller.evaluate((element, top) => element.scrollTo(0, top), top);
      await page.waitForTimeout(60);
      for (const text of await workspace.grid.getByRole('rowheader').getByRole('link').allTextContents()) shown.add(text);
      assert.equal(await hit(), null, 'nothing ran');
    }
    for (const line of OWN.slice(0, 12)) assert.ok([...shown].some((text) => text.includes(line.trim())), `${line} is not shown as it is`);
    const link = workspace.grid.getByRole('rowheader').getByRole('link').first();
    await kith.app.open((await link.getAttribute('href')).slice(1));
    await page.getByRole('tab', { name: /^History/ }).click();
    for (const path of ['', 'company', 'search?q=script', 'deal', 'insights']) {
      await kith.app.open(path);
      await page.waitForTimeout(300);
      assert.equal(await hit(), null, `nothing ran on /${path}`);
    }
    assert.equal(await page.locator('main script, main iframe, main style, main svg[onload], main img[onerror]').count(), 0);
  });
}
