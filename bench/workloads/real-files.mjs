// B6 on files that nobody made for this suite. Runs only with KITH_DATA, a folder of reference data that is not part of the project.
//
// The same way through the wizard as for generated contacts, into an empty store. The peer only parses: it says how many rows there are,
// and every one of them must be a record, a duplicate or a counted refusal with us.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { interleave } from '../suite/measure.mjs';

const FILES = [
  { path: 'scale_people_faker/people_120k.csv.gz', object: 'contact' },
  { path: 'rfm_r/rfm_data_customer.csv', object: 'contact' },
  { path: 'rfm_r/rfm_data_orders.csv', object: 'order' },
];

export default async function run(bench) {
  const folder = process.env.KITH_DATA;
  if (!folder) return;
  const tab = await bench.browser.tab();
  for (const { path, object } of FILES.filter((file) => existsSync(join(folder, file.path)))) {
    const bytes = readFileSync(join(folder, path));
    const text = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    const name = path.split('/').at(-1).replace(/\.gz$/, '');
    const address = `/bench/data/real/${name}`;
    bench.made[address] = () => text;
    const rows = (await tab.call('peer', 'papaparse', 'count', address)).value;
    let last = null;
    const { Kith: ours, ...peers } = await interleave([
      {
        name: 'Kith',
        run: async () => {
          await tab.call('stop');
          await tab.call('forget', 'kith');
          await tab.call('start');
          last = await tab.call('importFile', { name, address, object });
          const { create, update, duplicate, skip, unchanged } = last.counts;
          bench.expect(`rows of ${name}`, 'Kith', create + update + duplicate + skip + unchanged, rows);
          return last.ms;
        },
      },
      { name: 'papaparse, only parsing', run: async () => (await tab.call('peer', 'papaparse', 'count', address)).ms },
    ], { rounds: 3, warm: 0 });
    const { create, update, duplicate, skip } = last.counts;
    bench.row({
      id: 'B6', title: `import ${name}, ${rows} rows`, ours, peers, limit: bench.reading(text.length),
      notes: [`${create} made, ${update} changed, ${duplicate} duplicates, ${skip} left out, ${last.problems} cells with a problem; ${(text.length / 1e6).toFixed(1)} MB`],
    });
  }
  await tab.call('stop');
  await tab.call('forget', 'kith');
  await tab.close();
}
