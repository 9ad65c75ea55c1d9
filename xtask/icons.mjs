// Draws the PNG icons from public/icons/kith.svg. Run by hand (`cargo xtask icons`) after a change to the mark; the results are committed.
import { readFile, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';

const folder = new URL('../public/icons/', import.meta.url);
const source = await readFile(new URL('kith.svg', folder), 'utf8');
const [plate] = source.match(/<rect[^>]*\/>/);
const [mark] = source.match(/<path[^>]*\/>/);
const drawing = (content) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">${content}</svg>`;
const about = (scale, content) => `<g transform="translate(256 256) scale(${scale}) translate(-256 -256)">${content}</g>`;

const icons = [
  { name: 'kith-192.png', size: 192, svg: source },
  { name: 'kith-512.png', size: 512, svg: source },
  // A launcher may cut a maskable icon down to its inner circle, so the plate fills the square and the mark keeps to the middle.
  { name: 'kith-maskable-512.png', size: 512, svg: drawing(plate.replace(/ rx="\d+"/, '') + about(0.72, mark)) },
  { name: 'kith-monochrome-512.png', size: 512, svg: drawing(about(0.9, mark)) },
];

const executablePath = execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
for (const { name, size, svg } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await writeFile(new URL(name, folder), await page.screenshot({ omitBackground: true }));
  await page.close();
  console.log(name);
}
await browser.close();
