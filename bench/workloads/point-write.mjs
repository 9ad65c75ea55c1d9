// B5: one field of one contact. "Made" is when the answer is there and the screen can show it; "saved" is when it is on the disk.
//
// All contenders flush to the disk before they say saved: ours and Dexie by IndexedDB's strict durability, SQLite by synchronous = FULL.

import { contact, externalId } from '../suite/data.mjs';
import { interleave, median } from '../suite/measure.mjs';
import { byId } from '../suite/views.mjs';

const EDITS = 10;

export default async function run(bench) {
  await bench.need('kith', 'dexie', 'sqlite');
  const tab = await bench.browser.tab();
  await tab.call('start');
  const { reply } = await tab.call('ask', { OpenView: byId({ rows: 200 }) });
  const ids = reply.Page.rows.map(({ id }) => id);
  for (const name of ['dexie', 'sqlite']) await tab.call('peer', name, 'open');
  const made = [];
  const changed = new Set();
  const edit = (row, role) => ({ Edit: { object: 'contact', record: ids[row], fields: [['job_title', { Text: role }]] } });
  const edits = (work) => async (round) => {
    const taken = [];
    for (let time = 0; time < EDITS; time += 1) taken.push(await work((round * EDITS + time) % 200, `Role ${round}-${time}`));
    return taken;
  };
  const peer = (name) => edits(async (row, role) => (await tab.call('peer', name, 'put', externalId(row), role)).ms);
  const { Kith: own, ...peers } = await interleave([
    {
      name: 'Kith',
      run: edits(async (row, role) => {
        const { ms, saved, done } = await tab.call('change', edit(row, role));
        changed.add(row);
        bench.expect('records changed by an edit', 'Kith', done.count, 1);
        made.push(ms);
        return saved;
      }),
    },
    { name: 'dexie put', run: peer('dexie') },
    { name: 'sqlite-wasm OPFS update', run: peer('sqlite') },
  ], { rounds: 6 });
  // As it was: later workloads know what is in the store.
  for (const row of changed) await tab.call('change', edit(row, contact(row, bench.today).role));
  await tab.call('peer', 'sqlite', 'close');
  await tab.close();
  bench.row({
    id: 'B5',
    title: 'one edit, saved',
    ours: own,
    peers,
    limit: bench.limits.storage.commit,
    goals: [
      { what: `made after ${median(made).toFixed(2)} ms`, text: '≤ 16 ms', met: median(made) <= 16 },
      { what: 'saved', text: '≤ 50 ms', met: median(own) <= 50 },
      { peer: 'dexie put', least: 1 },
    ],
    notes: ['limit: one flushed IndexedDB transaction of 300 bytes, measured in this run'],
  });
}
