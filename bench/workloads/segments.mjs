// B9: six segments over contacts and aggregates of their orders (suite/segments.mjs), counted afresh each time: counts and sums over
// windows of days and statuses, with and, or and not. One value is all six; every contender's six counts are compared. What is asked
// differs from round to round; how fast the same question is answered again after an edit is measured apart.
//
// polars is native code with all the machine's threads; ours is one thread of WebAssembly and includes the way to the worker and back.

import { load as loadPolars, segments as polarsSegments } from '../peers/polars.mjs';
import { interleave, median } from '../suite/measure.mjs';
import { filterOf, ordersIn, segmentsOf } from '../suite/segments.mjs';

export default async function run(bench) {
  await bench.need('orders');
  const tab = await bench.browser.tab();
  await tab.call('start');
  const sizes = [bench.contacts, bench.orders, bench.today];
  for (const name of ['arrays', 'arquero']) {
    await tab.call('peer', name, 'loadContacts', bench.contacts, bench.today);
    await tab.call('peer', name, 'loadOrders', bench.orders, bench.today);
  }
  await tab.call('peer', 'sqlite', 'loadMemory', ...sizes);
  loadPolars(...sizes);

  const requestsOf = (round) => segmentsOf(round).map(({ rule }) => ({ Count: { object: 'contact', filter: filterOf(rule) } }));
  const answers = new Map();
  const agreed = (round, name, value) => {
    if (answers.has(round)) bench.expect('six segments', name, value, answers.get(round));
    else answers.set(round, value);
  };
  const each = [];
  const ours = async (round) => {
    const found = await tab.call('askEach', requestsOf(round));
    agreed(round, 'Kith', found.map(({ reply }) => reply.Count));
    each.push(...found.map(({ ms }) => ms));
    return found.reduce((sum, { ms }) => sum + ms, 0);
  };
  const peer = (name) => async (round) => {
    const { ms, value } = await tab.call('peer', name, 'segments', round);
    agreed(round, name, value);
    return ms;
  };
  const { Kith: own, ...peers } = await interleave([
    { name: 'Kith', run: ours },
    { name: 'plain arrays', run: peer('arrays') },
    { name: 'sqlite-wasm in memory, indexed', run: peer('sqlite'), rounds: bench.quick ? 5 : 2, warm: 0 },
    { name: 'arquero', run: peer('arquero'), rounds: bench.quick ? 5 : 2, warm: 0 },
    {
      name: 'polars, native',
      rounds: 5,
      run: (round) => {
        const { ms, value } = polarsSegments(round);
        agreed(round, 'polars', value);
        return ms;
      },
    },
  ], { rounds: 7 });
  // Contact, and day, status and amount where the rule asks for them.
  const columns = segmentsOf(0).flatMap(({ rule }) => ordersIn(rule)).map(({ orders, sum }) => 4 + (orders.days ? 8 : 0) + (orders.status ? 4 : 0) + (sum === undefined ? 0 : 8));
  bench.row({
    id: 'B9',
    title: `six segments, ${bench.contacts / 1000}k × ${bench.orders / 1000}k orders`,
    ours: own,
    peers,
    limit: bench.reading(columns.reduce((sum, bytes) => sum + bytes, 0) * bench.orders),
    goals: [{ what: `one segment ${median(each).toFixed(2)} ms`, text: '≤ 10 ms', met: median(each) <= 10 }, { peer: 'polars, native', least: 3 }],
  });
  await afterAnEdit(bench, tab, requestsOf(0)[1]);
  await tab.close();
}

// A segment's count after an order got another amount, and the edit taken back.
async function afterAnEdit(bench, tab, request) {
  const open = {
    id: 2, start: 0, end: 20,
    view: { object: 'order', layout: 'Table', filter: { All: [] }, search: '', sort: [], columns: ['number'], group: null, aggregates: [], scope: 'Alive' },
  };
  const { reply } = await tab.call('ask', { OpenView: open });
  const times = [];
  for (const { id } of reply.Page.rows.slice(0, 10)) {
    await tab.call('change', { Edit: { object: 'order', record: id, fields: [['amount', { Text: '12345.67' }]] } });
    times.push((await tab.call('ask', request)).ms);
    await tab.call('change', 'Undo');
    await tab.call('ask', request);
  }
  bench.row({
    id: 'B9',
    title: 'one segment after one edited order',
    ours: times.slice(1),
    goals: [{ what: 'counted again', text: '≤ 1 ms', met: median(times.slice(1)) <= 1 }],
  });
}
