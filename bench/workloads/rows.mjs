// The nine operations of js-framework-benchmark on a table, by the grid that the app ships (bench/kith/rows.rs) and by the same table in
// plain JavaScript, Solid and React.
//
// Ours stands twice. The shipped grid draws the rows in view and a few around them, on elements that it uses again; its peers draw all.
// "All rows drawn" is the same grid in a place as high as its rows, so that it has as many elements to make and to lay out as they have.
// After every operation what is shown is read from the document and compared: rows in all, the selected one, numbers and labels.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { freshContext } from '../suite/browser.mjs';
import { bundle } from '../suite/bundle.mjs';
import { median } from '../suite/measure.mjs';

const GOAL = 1.45;
// Frames as fast as they can be drawn, and a collector that can be called.
const FLAGS = ['--disable-frame-rate-limit', '--disable-gpu-vsync', '--js-flags=--expose-gc'];

// What is pressed before, untimed, and what is timed. A place may depend on the time that it is done.
const OPERATIONS = [
  { name: 'create 1,000', before: ['clear'], what: 'run' },
  { name: 'replace 1,000', before: ['run'], what: 'run' },
  { name: 'update every 10th of 1,000', before: ['run'], what: 'update' },
  { name: 'select', before: ['run'], what: 'select', place: (time) => 3 + time },
  { name: 'swap two', before: ['run'], what: 'swaprows' },
  { name: 'remove one', before: ['run'], what: 'remove', place: () => 3 },
  { name: 'create 10,000', before: ['clear'], what: 'runlots' },
  { name: 'append 1,000 to 1,000', before: ['run'], what: 'add' },
  { name: 'clear 1,000', before: ['run'], what: 'clear' },
  { name: 'update every 10th of 10,000', before: ['runlots'], what: 'update', extra: true },
];

const CONTENDERS = [
  { name: 'Kith', address: '/bench/rows/kith/' },
  { name: 'Kith, all rows drawn', address: '/bench/rows/kith/#all', all: true },
  { name: 'vanilla', address: '/bench/rows/vanilla/', all: true },
  { name: 'solid', address: '/bench/rows/solid/', all: true },
  { name: 'react', address: '/bench/rows/react/', all: true },
];

const html = (name, style, script) => `<!doctype html><html lang="en"><title>${name}</title><link rel="icon" href="data:,">${style}<body><script type="module" src="/bench/page/rows.mjs"></script>${script}`;

async function serve(bench) {
  const style = (await readdir(bench.dist)).find((file) => /^kith.*\.css$/.test(file));
  bench.made['/bench/rows/kith/'] = () => html('Kith', `<link rel="stylesheet" href="/${style}">`, '<script type="module">import start from "/bench/built/bench-rows.js"; await start();</script>');
  const own = '<link rel="stylesheet" href="/bench/node_modules/bootstrap/dist/css/bootstrap.min.css">';
  for (const [name, entry] of [['vanilla', 'vanilla.mjs'], ['solid', 'solid.jsx'], ['react', 'react.jsx']]) {
    bench.made[`/bench/rows/${name}/`] = () => html(name, own, `<script type="module" src="/bench/rows/${name}.js"></script>`);
    bench.made[`/bench/rows/${name}.js`] = () => bundle(join(bench.folder, 'peers/rows', entry));
  }
}

// All operations in a new page of a contender: times, and what was shown after each.
async function visit(context, bench, contender) {
  const [warm, times] = bench.quick ? [1, 2] : [2, 4];
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${contender.name}: ${error.stack}`));
  await page.goto(`${bench.server.address}${contender.address}`);
  await page.locator('#runlots').waitFor();
  const press = (...asked) => page.evaluate((asked) => window.rows.press(...asked), asked);
  const taken = {};
  const seen = [];
  for (const { name, before, what, place } of OPERATIONS) {
    taken[name] = [];
    for (let time = 0; time < warm + times; time += 1) {
      const ms = await press(before, what, place?.(time));
      if (time >= warm) taken[name].push(ms);
      const { drawn, mixed, ...shown } = await page.evaluate(() => window.rows.shown());
      seen.push({ name, ...shown, ...(contender.all ? { drawn, mixed } : {}) });
    }
  }
  await page.close();
  return { taken, seen };
}

export default async function rows(bench) {
  await serve(bench);
  const times = Object.fromEntries(CONTENDERS.map(({ name }) => [name, Object.fromEntries(OPERATIONS.map(({ name }) => [name, []]))]));
  const rounds = bench.quick ? 1 : 3;
  await freshContext(bench.chromium, async (context) => {
    for (let round = 0; round < rounds; round += 1) {
      const visits = [];
      for (const contender of CONTENDERS) {
        const { taken, seen } = await visit(context, bench, contender);
        for (const [name, values] of Object.entries(taken)) times[contender.name][name].push(...values);
        visits.push({ contender, seen });
      }
      const truth = visits.find(({ contender }) => contender.name === 'vanilla').seen;
      for (const { contender, seen } of visits) {
        const expected = truth.map(({ drawn, mixed, ...shown }) => ({ ...shown, ...(contender.all ? { drawn, mixed } : {}) }));
        bench.expect('rows shown after each operation', contender.name, seen, expected);
      }
    }
  }, FLAGS);
  const ratios = Object.fromEntries(CONTENDERS.map(({ name }) => [name, []]));
  for (const { name, extra } of OPERATIONS) {
    const { Kith: own, ...peers } = Object.fromEntries(CONTENDERS.map((contender) => [contender.name, times[contender.name][name]]));
    const plain = median(peers.vanilla);
    if (!extra) for (const { name: who } of CONTENDERS) ratios[who].push(median(times[who][name]) / plain);
    const to = (who) => `${who} ${(median(times[who][name]) / plain).toFixed(2)}×`;
    bench.row({ id: 'B3', title: `rows: ${name}`, ours: own, peers, notes: [`to vanilla: ${CONTENDERS.filter(({ name }) => name !== 'vanilla').map(({ name }) => to(name)).join(', ')}`] });
  }
  const mean = (who) => Math.exp(ratios[who].reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios[who].length);
  bench.row({
    id: 'B3', title: 'rows: geometric mean of nine, to vanilla', unit: 'times', ours: [mean('Kith')],
    peers: Object.fromEntries(CONTENDERS.slice(1).map(({ name }) => [name, [mean(name)]])),
    goals: ['Kith', 'Kith, all rows drawn'].map((who) => ({ what: who === 'Kith' ? 'as shipped' : 'all rows drawn', text: `≤ ${GOAL}×, is ${mean(who).toFixed(2)}×`, met: mean(who) <= GOAL })),
    notes: ['each from the click until the first task after the frame that shows it: script, style, layout and painting on the main thread'],
  });
}
