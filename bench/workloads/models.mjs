// B11 to B15: the models of Kith in WebAssembly, in a worker of the browser, against those of Python, which run natively beside it.
//
// Both get the same columns, made from one seed (printed) or read from KITH_DATA, and their time is that of the model alone: ours includes
// checking and coding the columns, which the peers were given in the shape they want. What comes out is compared before anything is counted.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Python } from '../peers/python.mjs';
import { CLASSIFIED, SEED, baskets, cdnow, classified, groceries, histories, m3, movielens, points, purchases, series } from '../suite/columns.mjs';
import { interleave, median } from '../suite/measure.mjs';

const KINDS = new Map([[Float64Array, 'f64'], [Uint32Array, 'u32'], [Uint8Array, 'u8']]);
const HORIZON = 18;
const ITEMS = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233];

// The largest difference between numbers that stand in the same places, as a share of the second (or of 1, where that is smaller).
function apart(a, b) {
  const [one, other] = [a, b].map((value) => [value].flat(Infinity));
  if (one.length !== other.length) return Infinity;
  return one.reduce((most, value, place) => Math.max(most, Math.abs(value - other[place]) / Math.max(1, Math.abs(other[place]))), 0);
}

class Comparison {
  constructor(bench, tab, python, folder) {
    Object.assign(this, { bench, tab, python, folder, files: 0 });
  }

  // Puts columns where both can read them.
  async columns(named) {
    const [ours, peers] = [{}, {}];
    for (const [name, column] of Object.entries(named)) {
      const kind = KINDS.get(column.constructor);
      this.files += 1;
      const file = join(this.folder, `${this.files}.${kind}`);
      const address = `/bench/columns/${this.files}.${kind}`;
      await writeFile(file, column);
      this.bench.made[address] = () => column.buffer;
      [ours[name], peers[name]] = [[address, kind], [file, kind]];
    }
    return { ours, peers };
  }

  async own(request, data) {
    const { value } = await this.tab.call('peer', 'kith', 'call', { ...request, data: data.ours });
    return value;
  }

  // Asks both for the answer, has it judged, and times both. `agree` throws or is given both values; `peer` is what differs for Python.
  async run({ title, request, data, peer, name, least, agree, rounds = 5, slow = rounds, notes = [] }) {
    const { bench, python } = this;
    const asked = { ...request, ...peer, data: data.peers };
    const ours = await this.own(request, data);
    const theirs = await python.call(asked);
    if (theirs.missing) {
      const { Kith } = await interleave([{ name: 'Kith', run: async () => (await this.own(request, data)).ms }], { rounds });
      bench.row({ id: title.id, title: title.text, ours: Kith, notes: [...notes, `${name} did not answer: ${theirs.missing}`] });
      return ours.value;
    }
    const told = agree(ours.value, theirs.value);
    const { Kith, ...peers } = await interleave([
      { name: 'Kith', run: async () => (await this.own(request, data)).ms },
      { name, run: async () => (await python.call(asked)).ms, rounds: slow, warm: slow < rounds ? 0 : 1 },
    ], { rounds });
    bench.row({ id: title.id, title: title.text, ours: Kith, peers, goals: [{ peer: name, least }], notes: [...notes, ...(told ? [told] : [])] });
    return ours.value;
  }

  near(what, name, ours, theirs, tolerance) {
    const distance = apart(ours, theirs);
    this.bench.expect(`${what}, within ${tolerance}`, name, distance <= tolerance ? 'near' : { distance, ours, theirs }, 'near');
  }
}

async function lifetimes(comparison) {
  const { bench } = comparison;
  const few = await cdnow();
  const many = bench.quick ? 10_000 : 100_000;
  for (const [what, columns, least, slow] of [
    [few ? 'CDNOW, 2,357 customers' : 'as CDNOW, 2,357 customers', few ?? histories(2_357), 30, 5],
    [`${many / 1_000}k customers`, histories(many), 15, 2],
  ]) {
    await comparison.run({
      title: { id: 'B11', text: `BG/NBD fit, ${what}` },
      request: { what: 'bg_nbd' }, data: await comparison.columns(columns), name: 'lifetimes', least, slow, rounds: 7,
      agree: (ours, theirs) => {
        // The surface is flat about its top: the height tells, and parameters are near.
        bench.expect('BG/NBD log-likelihood, at least that of the peer', 'Kith', ours[4] >= theirs[4] - 1e-3, true);
        comparison.near('BG/NBD parameters', 'lifetimes', ours.slice(0, 4), theirs.slice(0, 4), 0.01);
        return `log-likelihood ${ours[4].toFixed(4)}, the peer's ${theirs[4].toFixed(4)}`;
      },
    });
  }
}

async function classifiers(comparison) {
  const { bench } = comparison;
  const rows = bench.quick ? 20_001 : 100_000;
  const data = await comparison.columns(classified(rows));
  const size = `${Math.round(rows / 1_000)}k × ${CLASSIFIED.numbers + CLASSIFIED.labels}`;
  const alike = (what) => (ours, theirs) => {
    comparison.near(`${what}, AUC of the back-test`, 'scikit-learn', ours.auc, theirs.auc, 0.004);
    return `AUC in three folds ${ours.auc.toFixed(4)}, the peer's ${theirs.auc.toFixed(4)}`;
  };
  const peer = { numbers: CLASSIFIED.numbers };
  await comparison.run({ title: { id: 'B12', text: `logistic, three folds and fit, ${size}` }, request: { what: 'logistic' }, data, peer, name: 'scikit-learn', least: 3, slow: 3, agree: alike('logistic') });
  await comparison.run({
    title: { id: 'B12', text: `logistic, predict ${size}` }, request: { what: 'logistic', predict: true }, data, peer, name: 'scikit-learn', least: 10, rounds: 9,
    agree: (ours, theirs) => {
      // Ours are calibrated on the back-test, which moves them a little.
      comparison.near('logistic, mean probability', 'scikit-learn', ours.mean, theirs.mean, 0.005);
      comparison.near('logistic, probabilities', 'scikit-learn', ours.first, theirs.first, 0.02);
    },
  });
  const { trees } = (await comparison.own({ what: 'boosting' }, data)).value;
  await comparison.run({
    title: { id: 'B12', text: `boosting, three folds and fit, ${size}` }, request: { what: 'boosting' }, data, peer: { ...peer, trees, one_thread: true }, name: 'scikit-learn, one thread', least: 1, rounds: 3, slow: 2,
    agree: alike('boosting'), notes: [`${trees} trees of 16 leaves; ours finds that number in the folds and grows 25 more in each, the peer is told`],
  });
}

async function offers(comparison) {
  const { bench } = comparison;
  const films = await movielens();
  const small = films ?? purchases(943, 1_447, 55_000);
  const large = purchases(bench.quick ? 10_000 : 100_000, 2_000, bench.quick ? 100_000 : 1_000_000);
  const named = ({ buyers, items, buyerOf }) => `${buyers.toLocaleString('en')} × ${items.toLocaleString('en')}, ${Math.round(buyerOf.length / 1_000)}k`;
  const sized = ({ buyers, items }) => ({ buyers, items });
  for (const [set, source] of [[small, films ? 'MovieLens ' : ''], [large, '']]) {
    const data = await comparison.columns({ buyerOf: set.buyerOf, itemOf: set.itemOf });
    await comparison.run({
      title: { id: 'B13', text: `item-kNN, ${source}${named(set)}` }, request: { what: 'item_knn', ...sized(set), partners: 50, asked: ITEMS }, data, name: 'implicit', least: 3,
      agree: (ours, theirs) => comparison.near('item-kNN, ten best of some items', 'implicit', ours, theirs, 1e-9),
    });
    if (set === small) {
      await comparison.run({
        title: { id: 'B13', text: `EASE, ${source}${named(set)}` }, request: { what: 'ease', ...sized(set), regularisation: 300, asked: ITEMS }, data, name: 'numpy, one thread', least: 1,
        agree: (ours, theirs) => comparison.near('EASE, weights of some items', 'numpy', ours, theirs, 1e-9),
      });
    }
  }
}

async function rules(comparison) {
  const real = await groceries();
  const set = real ?? baskets(9_835, 169);
  const data = await comparison.columns({ basketOf: set.basketOf, itemOf: set.itemOf });
  for (const support of [0.01, 0.001]) {
    await comparison.run({
      title: { id: 'B14', text: `FP-growth, ${real ? 'Groceries, ' : ''}9,835 baskets, support ${support}` },
      request: { what: 'item_sets', baskets: set.baskets, items: set.items, support }, data, name: 'mlxtend', least: 10, rounds: 7, slow: 3,
      agree: (ours, theirs) => {
        const ordered = (sets) => sets.map((one) => JSON.stringify(one)).sort();
        comparison.bench.expect('frequent sets and their counts', 'mlxtend', ordered(theirs), ordered(ours));
        return `${ours.length} sets`;
      },
    });
  }
}

async function clusters(comparison) {
  const rows = comparison.bench.quick ? 10_000 : 100_000;
  await comparison.run({
    title: { id: 'B14', text: `k-means, ${rows / 1_000}k × 6, six clusters, five starts` },
    request: { what: 'k_means', columns: 6, clusters: 6, starts: 5 }, data: await comparison.columns({ values: points(rows, 6) }), name: 'scikit-learn', least: 3,
    agree: (ours, theirs) => {
      // Starts are drawn: the better may be either, but not by much.
      comparison.near('k-means, inertia', 'scikit-learn', ours, theirs, 0.01);
      return `inertia ${ours.toFixed(1)}, the peer's ${theirs.toFixed(1)}`;
    },
  });
}

async function forecasts(comparison) {
  const count = comparison.bench.quick ? 20 : 200;
  const real = await m3(count);
  const all = real ?? series(count, HORIZON);
  const data = await comparison.columns({ values: Float64Array.from(all.flatMap(({ train }) => train)), lengths: Uint32Array.from(all, ({ train }) => train.length) });
  const smape = (found) => {
    const each = all.flatMap(({ test }, place) => test.slice(0, HORIZON).map((value, step) => {
      const point = found[place * HORIZON + step];
      return (200 * Math.abs(value - point)) / (Math.abs(value) + Math.abs(point));
    }));
    return each.reduce((sum, error) => sum + error, 0) / each.length;
  };
  await comparison.run({
    title: { id: 'B15', text: `automatic ETS, ${count} ${real ? 'monthly series of M3' : 'monthly series'}` },
    request: { what: 'ets', period: 12, horizon: HORIZON }, data, name: 'statsforecast, one thread', least: 2, rounds: 3, slow: 2,
    agree: (ours, theirs) => {
      const [own, other] = [smape(ours), smape(theirs)];
      comparison.bench.expect('ETS, sMAPE at most 2 % above that of the peer', 'Kith', own <= 1.02 * other || { own, other }, true);
      return `sMAPE ${own.toFixed(2)} %, the peer's ${other.toFixed(2)} %`;
    },
  });
}

export default async function models(bench) {
  const folder = await mkdtemp(join(tmpdir(), 'kith-bench-columns-'));
  const python = new Python(process.env.KITH_PYTHON, join(bench.folder, 'peers/models.py'));
  const tab = await bench.browser.tab();
  console.log(`models: seed ${SEED}${process.env.KITH_DATA ? ', files of KITH_DATA where they are there' : ''}`);
  try {
    const comparison = new Comparison(bench, tab, python, folder);
    for (const part of [lifetimes, classifiers, offers, rules, clusters, forecasts]) await part(comparison);
  } finally {
    python.end();
    await tab.close();
    await rm(folder, { recursive: true, force: true });
  }
}
