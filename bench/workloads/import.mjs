// B6: a CSV file of contacts, sixteen columns, from the file to records that can be searched and are durable.
//
// Ours goes through the wizard as a person does: detect, map, count what would happen (duplicates, companies to make), write, wait for "Saved".
// The peers know the columns beforehand, look for no duplicates and make no companies. Emptying the store is outside the measured time.

import { contactsCsv } from '../suite/data.mjs';
import { interleave, median } from '../suite/measure.mjs';

export default async function run(bench) {
  const tab = await bench.browser.tab();
  const steps = [];
  const ours = async () => {
    await tab.call('stop');
    await tab.call('forget', 'kith');
    await tab.call('start');
    const done = await tab.call('importFile', { name: 'contacts.csv', address: bench.contactsAddress, object: 'contact' });
    bench.expect('contacts imported', 'Kith', [done.counts.create, done.problems], [bench.contacts, 0]);
    steps.push(done.step);
    return done.ms;
  };
  const peer = (name) => async () => {
    await tab.call('peer', name, 'wipe');
    const { ms, value } = await tab.call('peer', name, 'importCsv', bench.contactsAddress);
    bench.expect('contacts imported', name, value, bench.contacts);
    return ms;
  };
  const times = await interleave([
    { name: 'Kith', run: ours },
    { name: 'papaparse + dexie', run: peer('dexie'), rounds: bench.quick ? 5 : 2, warm: 0 },
    { name: 'papaparse + sqlite-wasm', run: peer('sqlite'), rounds: bench.quick ? 5 : 2, warm: 0 },
  ], { rounds: 5 });
  const status = await bench.checkpoint(tab);
  bench.columnBytes = status?.memory ?? 0;
  await tab.call('peer', 'sqlite', 'close');
  await tab.close();
  for (const name of ['kith', 'dexie', 'sqlite']) bench.has(name);

  const file = Buffer.byteLength(contactsCsv(bench.contacts, bench.today));
  const { Kith: own, ...peers } = times;
  const seconds = bench.quick ? null : { what: 'searchable and durable', text: '≤ 2 s', met: median(own) <= 2_000 };
  const last = steps.at(-1);
  bench.row({
    id: 'B6',
    title: `import CSV, ${bench.contacts / 1000}k × 16`,
    ours: own,
    peers,
    limit: bench.reading(file) + bench.columnBytes / bench.limits.storage.write,
    goals: [...(seconds ? [seconds] : []), { peer: 'papaparse + dexie', least: 20 }],
    notes: [`read ${last.read.toFixed(0)} ms, counted ${(last.preview - last.read).toFixed(0)} ms, written ${(last.run - last.preview).toFixed(0)} ms; file ${(file / 1e6).toFixed(1)} MB`],
  });
}
