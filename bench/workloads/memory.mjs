// B17: memory. For each contender the browser is started anew, one tab loads what it needs to answer, and the resident memory of all
// processes of that browser is compared with the same browser and an idle tab: WebAssembly, JavaScript heap and storage caches alike.

import { readFile, readdir } from 'node:fs/promises';

import { interleave } from '../suite/measure.mjs';
import { byId } from '../suite/views.mjs';

// Bytes of this browser's processes, shared pages counted in part (PSS).
async function resident(profile) {
  let bytes = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!words.includes(profile)) continue;
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    bytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
  }
  return bytes;
}

const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export default async function run(bench) {
  await bench.need('kith', 'dexie', 'sqlite');
  const measure = async (fill) => {
    await bench.browser.restart();
    const tab = await bench.browser.tab();
    await rest(500);
    await tab.call('memory');
    const before = await resident(bench.browser.profile);
    await fill(tab);
    // The call makes the browser collect garbage.
    await tab.call('memory');
    await rest(500);
    const after = await resident(bench.browser.profile);
    await tab.close();
    return after - before;
  };
  let held = 0;
  const kith = () => measure(async (tab) => {
    await tab.call('coldStart', byId({ rows: 50 }));
    held = (await tab.call('ask', 'Status')).reply.Status.memory;
  });
  const peer = (name, what, ...values) => () => measure((tab) => tab.call('peer', name, what, ...values));
  const { Kith: ours, ...peers } = await interleave([
    { name: 'Kith', run: kith },
    { name: 'dexie, objects', run: peer('dexie', 'hold') },
    { name: 'sqlite-wasm OPFS, loaded', run: peer('sqlite', 'loadAll', 50) },
    { name: 'plain arrays', run: peer('arrays', 'loadContacts', bench.contacts, bench.today) },
  ], { rounds: 3, warm: 0 });
  bench.row({
    id: 'B17', title: `memory, ${bench.contacts / 1000}k contacts`, unit: 'MB', ours, peers,
    goals: [{ peer: 'dexie, objects', least: 3 }],
    notes: [`columns and tables of the engine ${(held / 1e6).toFixed(1)} MB; the rest is the program, its stack and the browser's copy while loading`],
  });
}

// The same with orders, ours alone: no peer can hold them beside its contacts at all.
export async function withOrders(bench) {
  await bench.need('orders');
  const memory = [];
  const start = [];
  let held = 0;
  for (let round = 0; round < 3; round += 1) {
    await bench.browser.restart();
    const tab = await bench.browser.tab();
    await rest(500);
    await tab.call('memory');
    const before = await resident(bench.browser.profile);
    start.push((await tab.call('coldStart', byId({ rows: 50 }))).ms);
    held = (await tab.call('ask', 'Status')).reply.Status.memory;
    await tab.call('memory');
    await rest(500);
    memory.push((await resident(bench.browser.profile)) - before);
    await tab.close();
  }
  const middle = (values) => [...values].sort((a, b) => a - b)[1];
  const what = `${bench.contacts / 1000}k contacts + ${bench.orders / 1000}k orders`;
  bench.row({
    id: 'B4', title: `cold start, ${what}`, ours: start, limit: held / bench.limits.storage.read,
    goals: [{ what: 'ready to query', text: '≤ 600 ms', met: middle(start) <= 600 }],
  });
  bench.row({
    id: 'B17', title: `memory, ${what}`, unit: 'MB', ours: memory,
    goals: [{ what: `the engine holds ${(held / 1e6).toFixed(0)} MB`, text: '≤ 200 MB', met: held <= 200e6 }],
  });
}
