// B18: Lighthouse over the built app on a host that compresses, with the settings of its desktop and mobile presets (the mobile one simulates
// a slow 4G network and a processor four times slower). The pages: the first run, and a list with the sample data.

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright-core';

import { host } from '../suite/server.mjs';

const GOALS = { performance: 95, accessibility: 100, 'best-practices': 100 };
const ROUNDS = 3;

// A port that is free now.
const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

async function scores(port, address, preset) {
  const { lhr } = await lighthouse(address, { port, logLevel: 'silent', onlyCategories: Object.keys(GOALS), disableStorageReset: true }, preset === 'desktop' ? desktopConfig : undefined);
  if (lhr.runtimeError) throw new Error(`Lighthouse on ${address}: ${lhr.runtimeError.message}`);
  const score = (category) => Math.round(lhr.categories[category].score * 100);
  // What keeps a category below 100, heaviest first.
  const short = (category) => lhr.categories[category].auditRefs
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
    .sort((a, b) => b.weight - a.weight)
    .map(({ id }) => `${id}${lhr.audits[id].displayValue ? ` ${lhr.audits[id].displayValue.replaceAll('\u00a0', ' ')}` : ''}`);
  return Object.fromEntries(Object.keys(GOALS).map((category) => [category, { score: score(category), short: short(category) }]));
}

export default async function run(bench) {
  const site = await host(bench.dist);
  const profile = await mkdtemp(join(tmpdir(), 'kith-lighthouse-'));
  const port = await freePort();
  const context = await chromium.launchPersistentContext(profile, { executablePath: bench.chromium, headless: true, args: ['--no-sandbox', `--remote-debugging-port=${port}`] });
  try {
    for (const [page, path, prepare] of [
      ['first run', '/', async () => {}],
      ['list with sample data', '/contact', async () => {
        const tab = await context.newPage();
        await tab.goto(`${site.address}/`);
        await tab.getByRole('button', { name: /sample data/i }).click();
        await tab.getByRole('button', { name: 'Remove', exact: true }).waitFor();
        await tab.close();
      }],
    ]) {
      await prepare();
      for (const preset of ['desktop', 'mobile']) {
        const rounds = [];
        for (let round = 0; round < ROUNDS; round += 1) rounds.push(await scores(port, `${site.address}${path}`, preset));
        for (const [category, goal] of Object.entries(GOALS)) {
          const values = rounds.map((found) => found[category].score);
          const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
          const short = rounds[values.indexOf(middle)][category].short;
          bench.row({
            id: 'B18', title: `Lighthouse ${preset}, ${page}: ${category.replace('-', ' ')}`, unit: 'points', ours: values,
            goals: [{ what: '', text: `≥ ${goal}`, met: middle >= goal }],
            notes: middle >= goal ? [] : short.slice(0, 4),
          });
        }
      }
    }
  } finally {
    await context.close();
    site.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
