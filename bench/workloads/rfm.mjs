// B10: recency, frequency and money of every customer, quintile cut points, scores, and the eleven named cells with customers and revenue.
//
// Ours is the request that the screen sends. Cells, customers and cents are compared exactly. The first request after a start also gathers
// who bought what from the records, which later ones reuse as the peers reuse their loaded tables; it is reported beside it.

import { load as loadPolars, rfm as polarsRfm } from '../peers/polars.mjs';
import { interleave } from '../suite/measure.mjs';
import { report } from '../suite/rfm.mjs';

const cellsOf = ({ cells }) => report(cells.map(({ name, customers, revenue }) => [name, customers, revenue.minor]));

export default async function run(bench) {
  await bench.need('orders');
  const tab = await bench.browser.tab();
  await tab.call('start');
  for (const name of ['arrays', 'arquero']) {
    await tab.call('peer', name, 'loadContacts', bench.contacts, bench.today);
    await tab.call('peer', name, 'loadOrders', bench.orders, bench.today);
  }
  loadPolars(bench.contacts, bench.orders, bench.today);
  const expected = (await tab.call('peer', 'arrays', 'rfm')).value;
  const gathered = (await tab.call('ask', { Rfm: { object: 'contact' } })).ms;
  const agreed = (name, { ms, value }) => {
    bench.expect('RFM cells', name, value, expected);
    return ms;
  };
  const { Kith: own, ...peers } = await interleave([
    {
      name: 'Kith',
      run: async () => {
        const { ms, reply } = await tab.call('ask', { Rfm: { object: 'contact' } });
        return agreed('Kith', { ms, value: cellsOf(reply.Rfm) });
      },
    },
    { name: 'plain arrays', run: async () => agreed('arrays', await tab.call('peer', 'arrays', 'rfm')) },
    { name: 'arquero', run: async () => agreed('arquero', await tab.call('peer', 'arquero', 'rfm')), rounds: bench.quick ? 5 : 2, warm: 0 },
    { name: 'polars, native', run: () => agreed('polars', polarsRfm()) },
  ], { rounds: 9 });
  await tab.close();
  bench.row({
    id: 'B10',
    title: `RFM, ${bench.contacts / 1000}k × ${bench.orders / 1000}k orders`,
    ours: own,
    peers,
    // Contact, day and amount of every order once; three measures of every contact written and read.
    limit: bench.reading(bench.orders * 16 + bench.contacts * 32),
    goals: [{ peer: 'polars, native', least: 20 }],
    notes: [`the first request after a start takes ${gathered.toFixed(0)} ms: it gathers the purchases`],
  });
}
