// The benchmark suite: Kith's release build and its peers in one headless Chromium, answers compared, times side by side.
//
//   make bench                       everything, 100,000 contacts and 1,000,000 orders
//   KITH_BENCH_QUICK=1 make bench    a tenth of it
//   cargo xtask bench list search    only these workloads
//   KITH_DATA=folder make bench      also files of that folder, where they are there (workloads/real-files.mjs, suite/columns.mjs)
//
// `cargo xtask bench` sets KITH_DIST (the built app), KITH_BENCH_BUILT (entries of ours for the suite), KITH_PYTHON (with its peers) and KITH_CHROMIUM.
// The run fails when an answer is wrong or a workload breaks. Times never fail it. docs/BENCHMARKS.md says how to read the table.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

const needed = (name) => {
  if (!process.env[name]) throw new Error(`${name} is not set; run the suite with \`cargo xtask bench\``);
  return process.env[name];
};

// The peers are needed here only, so they are installed by the first run that compares with them.
function installPeers() {
  if (existsSync(`${folder}node_modules/dexie`)) return;
  console.log('npm ci in bench/');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error('the peers could not be installed');
}

// In the order in which they run: what fills the stores comes before what reads them, and orders come last.
const WORKLOADS = {
  'first-load': async () => (await import('./workloads/first-load.mjs')).default,
  'real-files': async () => (await import('./workloads/real-files.mjs')).default,
  import: async () => (await import('./workloads/import.mjs')).default,
  'cold-start': async () => (await import('./workloads/cold-start.mjs')).default,
  memory: async () => (await import('./workloads/memory.mjs')).default,
  'point-write': async () => (await import('./workloads/point-write.mjs')).default,
  list: async () => (await import('./workloads/list.mjs')).default,
  search: async () => (await import('./workloads/search.mjs')).default,
  segments: async () => (await import('./workloads/segments.mjs')).default,
  rfm: async () => (await import('./workloads/rfm.mjs')).default,
  models: async () => (await import('./workloads/models.mjs')).default,
  'with-orders': async () => (await import('./workloads/memory.mjs')).withOrders,
  rows: async () => (await import('./workloads/rows.mjs')).default,
  session: async () => (await import('./workloads/session.mjs')).default,
  fits: async () => (await import('./workloads/fits.mjs')).default,
  lighthouse: async () => (await import('./workloads/lighthouse.mjs')).default,
  'first-rows': async () => (await import('./workloads/first-load.mjs')).firstRows,
};

async function main() {
  const chosen = process.argv.slice(2);
  const unknown = chosen.filter((name) => !WORKLOADS[name]);
  if (unknown.length) throw new Error(`no workload ${unknown.join(', ')}; there are ${Object.keys(WORKLOADS).join(', ')}`);
  installPeers();
  const { Bench } = await import('./suite/bench.mjs');
  const { lines } = await import('./suite/table.mjs');
  const quick = process.env.KITH_BENCH_QUICK === '1';
  const bench = await Bench.open({ dist: needed('KITH_DIST'), built: needed('KITH_BENCH_BUILT'), chromium: needed('KITH_CHROMIUM'), quick, root });
  const broken = [];
  const begun = Date.now();
  try {
    for (const [name, load] of Object.entries(WORKLOADS)) {
      if (chosen.length && !chosen.includes(name)) continue;
      const started = Date.now();
      try {
        await (await load())(bench);
      } catch (error) {
        broken.push(name);
        console.error(`BROKEN: ${name}: ${error.stack}`);
      }
      console.log(`${name}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
    }
  } finally {
    await bench.close();
  }
  const { memory, storage } = bench.limits;
  const machine = {
    cores: availableParallelism(), memory: `${Math.round(totalmem() / 2 ** 30)} GB`, browser: `Chromium ${bench.browser.version}`, node: process.version,
    read: `${(memory.read / 1e6).toFixed(1)} GB/s`, copy: `${(memory.copy / 1e6).toFixed(1)} GB/s`,
    storage: `IndexedDB write ${(storage.write / 1e3).toFixed(0)} MB/s, read ${(storage.read / 1e3).toFixed(0)} MB/s, flushed commit ${storage.commit.toFixed(2)} ms`,
  };
  const drawn = [
    `${machine.cores} cores, ${machine.memory}, ${machine.browser}, Node ${machine.node}`,
    `memory read ${machine.read}, copy ${machine.copy}; ${machine.storage}`,
    '',
    ...lines(bench.rows),
    '',
    `${bench.agreement.checks.length} answers compared, ${bench.agreement.wrong.length} wrong; ${bench.rows.flatMap(({ goals }) => goals).filter(({ met }) => met).length} of ${bench.rows.flatMap(({ goals }) => goals).length} goals met; ${((Date.now() - begun) / 1000).toFixed(0)} s`,
  ];
  console.log(`\n${drawn.join('\n')}`);
  await mkdir(`${folder}out`, { recursive: true });
  await writeFile(`${folder}out/bench.txt`, `${drawn.join('\n')}\n`);
  await writeFile(`${folder}out/bench.json`, JSON.stringify({ quick, machine, limits: bench.limits, rows: bench.rows, wrong: bench.agreement.wrong, compared: bench.agreement.checks.length, broken }, null, 2));
  if (broken.length || bench.agreement.wrong.length) process.exitCode = 1;
}

await main();
