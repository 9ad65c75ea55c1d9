// polars, native, in this Node process and with all its threads: not in the browser at all.

import { createRequire } from 'node:module';

import { contacts, orders } from '../suite/data.mjs';
import { CELLS, PURCHASES, cellOf, cuts, report } from '../suite/rfm.mjs';
import { codes, segmentsOf } from '../suite/segments.mjs';

let pl = null;
let people = null;
let sales = null;
let day = 0;

export function load(count, sold, today) {
  pl = createRequire(import.meta.url)('nodejs-polars');
  day = today;
  const rows = contacts(count, today);
  people = pl.DataFrame({
    row: pl.Series('row', Int32Array.from(rows.keys())),
    language: rows.map(({ language }) => language),
    stage: rows.map(({ stage }) => stage),
    source: rows.map(({ source }) => source),
  });
  const made = orders(sold, count, today);
  sales = pl.DataFrame({
    contact: pl.Series('contact', Int32Array.from(made.contact)),
    day: pl.Series('day', made.day),
    status: pl.Series('status', Int32Array.from(made.status)),
    cents: pl.Series('cents', Float64Array.from(made.cents)),
  });
  return sales.height;
}

const timed = (work) => {
  const begun = performance.now();
  const value = work();
  return { ms: performance.now() - begun, value };
};

// Contacts whose orders fulfil a rule, as a frame with one row each.
function matching(rule) {
  let frame = sales.lazy();
  if (rule.orders.days) frame = frame.filter(pl.col('day').gt(day - rule.orders.days).and(pl.col('day').ltEq(day)));
  if (rule.orders.status) frame = frame.filter(pl.col('status').isIn(codes(rule.orders)));
  const groups = frame.groupBy('contact').agg(rule.sum === undefined ? pl.col('cents').count().alias('value') : pl.col('cents').sum().alias('value'));
  return groups.filter(pl.col('value').gtEq(rule.sum ?? rule.count)).select(pl.col('contact').alias('row'));
}

function rows(rule) {
  if (rule.orders) return matching(rule);
  if (rule.field) return people.lazy().filter(pl.col(rule.field).isIn(rule.is)).select('row');
  if (rule.not) return people.lazy().select('row').join(rows(rule.not), { on: 'row', how: 'anti' });
  if (rule.all) return rule.all.map(rows).reduce((found, part) => found.join(part, { on: 'row', how: 'semi' }));
  return pl.concat(rule.any.map((part) => rows(part).collectSync())).unique().lazy();
}

export const segments = (round) => timed(() => segmentsOf(round).map(({ rule }) => rows(rule).collectSync().height));

export const rfm = () => timed(() => {
  const bought = sales
    .lazy()
    .filter(pl.col('status').isIn(PURCHASES))
    .groupBy('contact')
    .agg(pl.col('day').max().alias('last'), pl.col('cents').count().alias('f'), pl.col('cents').sum().alias('m'))
    .withColumns(pl.lit(day).minus(pl.col('last')).alias('r'))
    .collectSync();
  const below = (name) => {
    const sorted = bought.select(pl.col(name).sort()).getColumn(name);
    return cuts(sorted.length, (place) => sorted.getIndex(place))
      .map((point) => pl.col(name).gt(pl.lit(point)).cast(pl.Int32))
      .reduce((sum, part) => sum.plus(part))
      .alias(`${name}_score`);
  };
  const groups = bought
    .lazy()
    .withColumns(below('r'), below('f'), below('m'))
    .groupBy(['r_score', 'f_score', 'm_score'])
    .agg(pl.col('m').count().alias('customers'), pl.col('m').sum().alias('cents'))
    .collectSync();
  const cells = CELLS.map((name) => [name, 0, 0]);
  for (const group of groups.toRecords()) {
    const cell = cells[cellOf(5 - group.r_score, 1 + group.f_score, 1 + group.m_score)];
    cell[1] += Number(group.customers);
    cell[2] += group.cents;
  }
  return report(cells);
});
