// Our own models (bench/kith/insight.rs) in a worker, as the peers of the browser are: columns are fetched once, then kept.

const built = await import('/bench/built/bench-insight.js');
await built.default();

const kept = new Map();
const ARRAYS = { f64: Float64Array, u32: Uint32Array, u8: Uint8Array };

async function columns(data) {
  const key = JSON.stringify(data);
  if (!kept.has(key)) {
    const loaded = Object.entries(data).map(async ([name, [address, kind]]) => [name, new ARRAYS[kind](await (await fetch(address)).arrayBuffer())]);
    kept.set(key, Object.fromEntries(await Promise.all(loaded)));
  }
  return kept.get(key);
}

const timed = (work) => {
  const begun = performance.now();
  const value = work();
  return { ms: performance.now() - begun, value };
};

// The last trained classifier of each method, which predictions are asked of.
const trained = new Map();

const MODELS = {
  bg_nbd: ({ repeats, recency, age }) => timed(() => [...built.bg_nbd(repeats, recency, age)]),
  classifier({ numbers, labels, outcomes }, { what, predict }) {
    if (predict) {
      const { ms, value } = timed(() => trained.get(what).predict(numbers, labels, outcomes.length));
      return { ms, value: { mean: value.reduce((sum, one) => sum + one, 0) / value.length, first: [...value.slice(0, 200)] } };
    }
    const { ms, value } = timed(() => built.Classifier.train(numbers, labels, outcomes, what === 'boosting'));
    trained.get(what)?.free();
    trained.set(what, value);
    const [auc, trees] = value.quality();
    return { ms, value: { auc, trees } };
  },
  item_knn({ buyerOf, itemOf }, { buyers, items, partners, asked }) {
    const { ms, value } = timed(() => built.Neighbours.of(buyers, items, buyerOf, itemOf, partners));
    const scores = asked.map((item) => [...value.scores(item).slice(0, 10)]);
    value.free();
    return { ms, value: scores };
  },
  ease({ buyerOf, itemOf }, { buyers, items, regularisation, asked }) {
    const { ms, value } = timed(() => built.Weights.fit(buyers, items, buyerOf, itemOf, regularisation));
    const rows = asked.map((item) => [...value.row(item).slice(0, 50)]);
    value.free();
    return { ms, value: rows };
  },
  item_sets({ basketOf, itemOf }, { baskets, items, support }) {
    const { ms, value } = timed(() => built.item_sets(baskets, items, basketOf, itemOf, support));
    const sets = [];
    for (let at = 0; at < value.length; at += value[at] + 2) sets.push([[...value.slice(at + 1, at + 1 + value[at])], value[at + 1 + value[at]]]);
    return { ms, value: sets };
  },
  k_means: ({ values }, { columns, clusters, starts }) => timed(() => built.k_means(values, columns, clusters, starts)),
  ets: ({ values, lengths }, { period, horizon }) => timed(() => [...built.ets(values, lengths, period, horizon)]),
};
MODELS.logistic = MODELS.classifier;
MODELS.boosting = MODELS.classifier;

// What and how as in peers/models.py; the time is that of the model alone.
export async function call(request) {
  return MODELS[request.what](await columns(request.data), request);
}
