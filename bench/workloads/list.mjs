// B7: what a table asks: filter by two conditions, sort by a date and a key, the first fifty rows and how many there are; all contacts by
// name; and a window far down. Conditions differ from run to run. Ours is the whole way: request to a worker, answer, back.
//
// SQLite has an index for each of the two orders and Dexie one for the first condition and one for names; names are folded beforehand for
// the peers. Every contender returns the same rows in the same order, which is compared.

import { LANGUAGES, STAGES } from '../suite/data.mjs';
import { interleave, median } from '../suite/measure.mjs';
import { byName, filtered, seen } from '../suite/views.mjs';

const ROWS = 50;
const question = (round) => ({ language: LANGUAGES[(round + 3) % LANGUAGES.length], stage: STAGES[(round + 1) % STAGES.length], rows: ROWS });

export default async function run(bench) {
  await bench.need('kith', 'dexie', 'sqlite');
  const tab = await bench.browser.tab();
  await tab.call('start');
  for (const name of ['arrays', 'arquero']) await tab.call('peer', name, 'loadContacts', bench.contacts, bench.today);
  for (const name of ['dexie', 'sqlite']) await tab.call('peer', name, 'open');

  const compare = async (title, ask, { limit, goals, most }) => {
    const answers = new Map();
    const engine = [];
    const agreed = (round, name, value) => {
      if (answers.has(round)) bench.expect(title, name, value, answers.get(round));
      else answers.set(round, value);
    };
    const peer = (name) => async (round) => {
      const { ms, value } = await tab.call('peer', name, ask.what, ask.of(round));
      agreed(round, name, value);
      return ms;
    };
    const { Kith: own, ...peers } = await interleave([
      {
        name: 'Kith',
        run: async (round) => {
          const { ms, reply } = await tab.call('ask', ask.request(round));
          engine.push(reply.Page.micros / 1000);
          agreed(round, 'Kith', seen(reply.Page));
          return ms;
        },
      },
      { name: 'plain arrays', run: peer('arrays') },
      { name: 'sqlite-wasm OPFS, indexed', run: peer('sqlite') },
      { name: 'arquero', run: peer('arquero') },
      { name: 'dexie', run: peer('dexie'), rounds: bench.quick ? 15 : 3, warm: 0 },
    ], { rounds: bench.quick ? 15 : 11, warm: 3 });
    const inside = engine.slice(3);
    bench.row({
      id: 'B7', title, ours: own, inside, peers, limit: bench.reading(limit),
      goals: [{ what: `in the engine ${median(inside).toFixed(2)} ms`, text: `≤ ${most} ms`, met: median(inside) <= most }, ...goals],
    });
  };

  const n = bench.contacts;
  await compare(`filter, sort, first ${ROWS} of ${n / 1000}k`, { what: 'list', of: question, request: (round) => ({ OpenView: filtered(question(round)) }) }, {
    // A word code per condition; date and key of what matched.
    limit: n * 8 + (n / 40) * 16,
    goals: [{ peer: 'plain arrays', least: 20 }, { peer: 'sqlite-wasm OPFS, indexed', least: 20 }],
    most: 5,
  });
  await compare(`all ${n / 1000}k by name, first ${ROWS}`, { what: 'byName', of: () => ({ rows: ROWS }), request: () => ({ OpenView: byName({ rows: ROWS }) }) }, {
    // The rank of each name is read and the order is written.
    limit: n * 8,
    goals: [{ peer: 'plain arrays', least: 20 }],
    most: 5,
  });
  const from = Math.floor(n * 0.9);
  await compare(`rows ${from} to ${from + ROWS} by name`, { what: 'byName', of: () => ({ rows: ROWS, from }), request: () => ({ Window: { view: 1, start: from, end: from + ROWS } }) }, {
    limit: ROWS * 100,
    goals: [],
    most: 5,
  });
  await tab.call('peer', 'sqlite', 'close');
  await tab.close();
}
