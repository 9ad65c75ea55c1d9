// B9: six segments over contacts and aggregates of their orders (suite/segments.mjs), counted afresh each time: counts and sums over
// windows of days and statuses, with and, or and not. One value is all six; every contender's six counts are compared.
//
// polars is native code with all the machine's threads; ours is one thread of WebAssembly and includes the way to the worker and back.

import { load as loadPolars, segments as polarsSegments } from '../peers/polars.mjs';
import { interleave, median } from '../suite/measure.mjs';
import { SEGMENTS, filterOf, ordersIn } from '../suite/segments.mjs';

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

  const requests = SEGMENTS.map(({ rule }) => ({ Count: { object: 'contact', filter: filterOf(rule) } }));
  const count = async () => {
    const found = await tab.call('askEach', requests);
    return { ms: found.reduce((sum, { ms }) => sum + ms, 0), each: found.map(({ ms }) => ms), value: found.map(({ reply }) => reply.Count) };
  };
  const expected = (await tab.call('peer', 'arrays', 'segments')).value;
  const each = [];
  const ours = async () => {
    const { ms, each: single, value } = await count();
    bench.expect('six segments', 'Kith', value, expected);
    each.push(...single);
    return ms;
  };
  const peer = (name) => async () => {
    const { ms, value } = await tab.call('peer', name, 'segments');
    bench.expect('six segments', name, value, expected);
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
      run: () => {
        const { ms, value } = polarsSegments();
        bench.expect('six segments', 'polars', value, expected);
        return ms;
      },
    },
  ], { rounds: 7 });
  // Contact, and day, status and amount where the rule asks for them.
  const columns = SEGMENTS.flatMap(({ rule }) => ordersIn(rule)).map(({ orders, sum }) => 4 + (orders.days ? 8 : 0) + (orders.status ? 4 : 0) + (sum === undefined ? 0 : 8));
  bench.row({
    id: 'B9',
    title: `six segments, ${bench.contacts / 1000}k × ${bench.orders / 1000}k orders`,
    ours: own,
    peers,
    limit: bench.reading(columns.reduce((sum, bytes) => sum + bytes, 0) * bench.orders),
    goals: [{ what: `one segment ${median(each).toFixed(2)} ms`, text: '≤ 10 ms', met: median(each) <= 10 }, { peer: 'polars, native', least: 3 }],
  });
  await afterAnEdit(bench, tab, requests);
  await tab.close();
}

// A segment's count after an order got another amount, and the edit taken back.
async function afterAnEdit(bench, tab, requests) {
  const open = {
    id: 2, start: 0, end: 20,
    view: { object: 'order', layout: 'Table', filter: { All: [] }, search: '', sort: [], columns: ['number'], group: null, aggregates: [], scope: 'Alive' },
  };
  const { reply } = await tab.call('ask', { OpenView: open });
  const times = [];
  for (const { id } of reply.Page.rows.slice(0, 10)) {
    await tab.call('change', { Edit: { object: 'order', record: id, fields: [['amount', { Text: '12345.67' }]] } });
    times.push((await tab.call('ask', requests[1])).ms);
    await tab.call('change', 'Undo');
    await tab.call('ask', requests[1]);
  }
  bench.row({
    id: 'B9',
    title: 'one segment after one edited order',
    ours: times.slice(1),
    goals: [{ what: 'counted again', text: '≤ 1 ms', met: median(times.slice(1)) <= 1 }],
  });
}
