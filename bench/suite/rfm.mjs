// RFM as Kith defines it (vignette of the R package rfm), for peers that compute it: quintile cut points by R's type-7 quantiles, a score
// of one plus the cut points below the value (recency reversed), and eleven cells by the first rule that holds.

const RULES = [
  ['Champions', [5, 5], [5, 5], [5, 5]], ['Potential Loyalist', [3, 5], [3, 5], [2, 5]], ['Loyal Customers', [2, 4], [2, 4], [2, 4]],
  ['Promising', [3, 4], [1, 3], [3, 5]], ['New Customers', [4, 5], [1, 3], [1, 5]], ["Can't Lose Them", [1, 2], [3, 4], [4, 5]],
  ['At Risk', [1, 2], [2, 5], [4, 5]], ['Need Attention', [1, 3], [3, 5], [3, 5]], ['About To Sleep', [2, 3], [1, 3], [1, 4]], ['Lost', [1, 1], [1, 5], [1, 5]],
];

export const CELLS = [...RULES.map(([name]) => name), 'Others'];

// Statuses of orders that count as purchases: paid, shipped and placed.
export const PURCHASES = [0, 1, 2];

const within = (score, [low, high]) => low <= score && score <= high;

export function cellOf(recency, frequency, monetary) {
  const found = RULES.findIndex(([, r, f, m]) => within(recency, r) && within(frequency, f) && within(monetary, m));
  return found < 0 ? RULES.length : found;
}

// The four cut points over ascending values, of which `at` reads one. The place is computed in whole fifths, so that nothing is rounded.
export function cuts(length, at) {
  return [1, 2, 3, 4].map((k) => {
    const fifths = (length - 1) * k;
    const low = Math.floor(fifths / 5);
    const below = Number(at(low));
    return below + (Number(at(Math.min(low + 1, length - 1))) - below) * ((fifths % 5) / 5);
  });
}

// Cells as a contender reports them: [name, customers, cents], empty ones left out, by name.
export const report = (cells) => cells.filter(([, customers]) => customers > 0).sort(([a], [b]) => (a < b ? -1 : 1));
