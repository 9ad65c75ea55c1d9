// B4: from nothing in memory to the first fifty rows. Before every run the browser process is ended and started on the same profile.
//
// Ours: worker, WebAssembly, database, all columns, and the answer to a view of all contacts by key: everything can be asked afterwards.
// Peers: the same contacts from their stores, once all into memory as objects ("load all"), once only the first page from SQLite's index.

import { externalId } from '../suite/data.mjs';
import { interleave, median } from '../suite/measure.mjs';
import { byId, seen } from '../suite/views.mjs';

const ROWS = 50;

export default async function run(bench) {
  await bench.need('kith', 'dexie', 'sqlite');
  const first = Array.from({ length: ROWS }, (_, row) => externalId(row));
  const answer = { total: bench.contacts, first };
  const fresh = async (work) => {
    await bench.browser.restart();
    const tab = await bench.browser.tab();
    const ms = await work(tab);
    await tab.close();
    return ms;
  };
  const ready = [];
  const ours = () => fresh(async (tab) => {
    const started = await tab.call('coldStart', byId({ rows: ROWS }));
    bench.expect('first rows after a cold start', 'Kith', seen(started.page), answer);
    ready.push(started.ready);
    return started.ms;
  });
  const peer = (name, what) => () => fresh(async (tab) => {
    const { ms, value } = await tab.call('coldPeer', name, what, ROWS);
    bench.expect('first rows after a cold start', `${name} ${what}`, value, answer);
    return ms;
  });
  const { Kith: own, ...peers } = await interleave([
    { name: 'Kith', run: ours },
    { name: 'dexie, load all', run: peer('dexie', 'loadAll') },
    { name: 'sqlite-wasm OPFS, load all', run: peer('sqlite', 'loadAll') },
    { name: 'sqlite-wasm OPFS, first page', run: peer('sqlite', 'firstPage') },
  ], { rounds: 5, warm: 1 });
  bench.row({
    id: 'B4',
    title: `cold start, ${bench.contacts / 1000}k contacts`,
    ours: own,
    peers,
    limit: (bench.columnBytes ?? 0) / bench.limits.storage.read || null,
    goals: [{ what: 'ready to query', text: '≤ 600 ms', met: median(own) <= 600 }, { peer: 'dexie, load all', least: 10 }],
    notes: [`the engine says that it is ready after ${median(ready).toFixed(0)} ms`],
  });
}
