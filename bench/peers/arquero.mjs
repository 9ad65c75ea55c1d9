// arquero: column tables in JavaScript with data-frame verbs.

import aq from '/bench/node_modules/arquero/dist/arquero.min.js';

import { contacts, fold, orders } from '../suite/data.mjs';
import { CELLS, PURCHASES, cellOf, cuts, report } from '../suite/rfm.mjs';
import { codes, holds, ordersIn, segmentsOf } from '../suite/segments.mjs';

const { desc, escape, op, table } = aq;
let people = null;
let sales = null;
let day = 0;

export function loadContacts(count, today) {
  day = today;
  const rows = contacts(count, today).map((person) => ({ ...person, key: fold(`${person.given} ${person.family}`) }));
  people = aq.from(rows);
  return people.numRows();
}

export function loadOrders(count, today) {
  sales = table(orders(count, people.numRows(), today));
  return sales.numRows();
}

export function list({ language, stage, rows }) {
  const found = people.filter(escape((row) => row.language === language && row.stage === stage)).orderby(desc('since'), 'id');
  return { total: found.numRows(), first: found.slice(0, rows).array('id') };
}

export function byName({ rows, from = 0 }) {
  const sorted = people.orderby('key', 'id');
  return { total: sorted.numRows(), first: sorted.slice(from, from + rows).array('id') };
}

export function segments(round) {
  return segmentsOf(round).map(({ rule }) => {
    const flags = new Map(ordersIn(rule).map((part) => {
      const wanted = codes(part.orders);
      const first = part.orders.days ? day - part.orders.days + 1 : -Infinity;
      const groups = sales
        .filter(escape((row) => row.day >= first && row.day <= day && (wanted === null || wanted.includes(row.status))))
        .groupby('contact')
        .rollup({ count: op.count(), sum: op.sum('cents') });
      const inside = new Uint8Array(people.numRows());
      const least = part.sum === undefined ? groups.filter(escape((row) => row.count >= part.count)) : groups.filter(escape((row) => row.sum >= part.sum));
      for (const contact of least.array('contact')) inside[contact] = 1;
      return [part, inside];
    }));
    const columns = { language: people.array('language'), stage: people.array('stage'), source: people.array('source') };
    let inside = 0;
    for (let row = 0; row < people.numRows(); row += 1) {
      const person = { language: columns.language[row], stage: columns.stage[row], source: columns.source[row] };
      if (holds(rule, person, row, flags)) inside += 1;
    }
    return inside;
  });
}

export function rfm() {
  const bought = sales
    .filter(escape((row) => PURCHASES.includes(row.status)))
    .groupby('contact')
    .rollup({ last: op.max('day'), frequency: op.count(), monetary: op.sum('cents') });
  const measures = [Float64Array.from(bought.array('last'), (last) => day - last), Float64Array.from(bought.array('frequency')), Float64Array.from(bought.array('monetary'))];
  const points = measures.map((values) => {
    const sorted = values.slice().sort();
    return cuts(sorted.length, (place) => sorted[place]);
  });
  const below = (value, of) => of.reduce((sum, point) => sum + (value > point ? 1 : 0), 0);
  const cells = CELLS.map((name) => [name, 0, 0]);
  for (let row = 0; row < bought.numRows(); row += 1) {
    const [r, f, m] = measures.map((values, index) => below(values[row], points[index]));
    const cell = cells[cellOf(5 - r, 1 + f, 1 + m)];
    cell[1] += 1;
    cell[2] += measures[2][row];
  }
  return report(cells);
}
