// The segments of B9 as data, and what each contender makes of them.
//
// A rule is { all | any: [rule] }, { not: rule }, { field, is: [words] } over contacts, or an aggregate over the contact's orders:
// { orders: { days?, status? }, count } for "at least so many", { orders: …, sum } for "at least so many cents".
// "In the last n days" ends today and holds today, for everybody. From round to round every window is a day longer, so that no contender
// can give an answer that it has given before.

import { STATUSES } from './data.mjs';

const ACTIVE = ['paid', 'shipped', 'placed'];
const BACK = ['refunded', 'cancelled'];

const SEGMENTS = [
  { name: 'two orders in 90 days', rule: { orders: { days: 90 }, count: 2 } },
  { name: 'German speakers who spent 2,000 in a year', rule: { all: [{ field: 'language', is: ['de'] }, { orders: { days: 365, status: ['paid', 'shipped'] }, sum: 200_000 }] } },
  { name: 'never sent anything back', rule: { all: [{ orders: { days: 720, status: ACTIVE }, count: 1 }, { not: { orders: { days: 720, status: BACK }, count: 1 } }] } },
  { name: 'lapsed', rule: { all: [{ orders: {}, count: 3 }, { not: { orders: { days: 180 }, count: 1 } }] } },
  {
    name: 'nested',
    rule: {
      any: [
        { all: [{ field: 'stage', is: ['customer', 'former'] }, { orders: { days: 30 }, count: 1 }] },
        { all: [{ field: 'source', is: ['referral', 'event'] }, { orders: {}, sum: 1_500_000 }] },
      ],
    },
  },
  { name: 'big and recent', rule: { all: [{ not: { field: 'stage', is: ['lead'] } }, { orders: { status: ['paid'] }, sum: 500_000 }, { orders: { days: 14 }, count: 1 }] } },
];

// The six segments of a round.
export const segmentsOf = (round) => SEGMENTS.map(({ name, rule }) => ({ name, rule: longer(rule, round) }));

function longer(rule, by) {
  if (rule.all) return { all: rule.all.map((part) => longer(part, by)) };
  if (rule.any) return { any: rule.any.map((part) => longer(part, by)) };
  if (rule.not) return { not: longer(rule.not, by) };
  return rule.orders?.days ? { ...rule, orders: { ...rule.orders, days: rule.orders.days + by } } : rule;
}

// Codes of the statuses that an orders rule takes; null for all.
export const codes = (orders) => orders.status?.map((status) => STATUSES.indexOf(status)) ?? null;

// The filter that the bridge takes.
export function filterOf(rule) {
  if (rule.all) return { All: rule.all.map(filterOf) };
  if (rule.any) return { Any: rule.any.map(filterOf) };
  if (rule.not) return { Not: filterOf(rule.not) };
  const condition = (field, operator, values, span = null) => ({ Field: { path: [field], operator, values, span } });
  if (rule.field) return condition(rule.field, rule.field === 'language' ? 'Is' : 'AnyOf', rule.is.map((Text) => ({ Text })));
  const parts = [];
  if (rule.orders.days) parts.push(condition('date', 'InLast', [], { count: rule.orders.days, unit: 'Day' }));
  if (rule.orders.status) parts.push(condition('status', 'AnyOf', rule.orders.status.map((Text) => ({ Text }))));
  const [aggregate, value] = rule.sum === undefined ? ['Count', rule.count] : [{ Sum: 'amount' }, rule.sum / 100];
  return { Related: { object: 'order', link: 'contact', filter: { All: parts }, aggregate, operator: 'AtLeast', values: [value] } };
}

// A condition in SQL over `contacts c` and `orders`.
export function sqlOf(rule, today) {
  const list = (values) => values.map((value) => (typeof value === 'string' ? `'${value}'` : value)).join(',');
  if (rule.all) return `(${rule.all.map((part) => sqlOf(part, today)).join(' AND ')})`;
  if (rule.any) return `(${rule.any.map((part) => sqlOf(part, today)).join(' OR ')})`;
  if (rule.not) return `NOT ${sqlOf(rule.not, today)}`;
  if (rule.field) return `c.${rule.field} IN (${list(rule.is)})`;
  const where = ['1'];
  if (rule.orders.days) where.push(`day > ${today - rule.orders.days} AND day <= ${today}`);
  if (rule.orders.status) where.push(`status IN (${list(codes(rule.orders))})`);
  const having = rule.sum === undefined ? `count(*) >= ${rule.count}` : `sum(cents) >= ${rule.sum}`;
  return `c.row IN (SELECT contact FROM orders WHERE ${where.join(' AND ')} GROUP BY contact HAVING ${having})`;
}

// All orders rules inside a rule.
export function ordersIn(rule) {
  if (rule.orders) return [rule];
  return [...(rule.all ?? []), ...(rule.any ?? []), ...(rule.not ? [rule.not] : [])].flatMap(ordersIn);
}

// Whether a contact is in, given for each orders rule a list of flags by row.
export function holds(rule, contact, row, flags) {
  if (rule.all) return rule.all.every((part) => holds(part, contact, row, flags));
  if (rule.any) return rule.any.some((part) => holds(part, contact, row, flags));
  if (rule.not) return !holds(rule.not, contact, row, flags);
  if (rule.field) return rule.is.includes(contact[rule.field]);
  return flags.get(rule)[row] === 1;
}
