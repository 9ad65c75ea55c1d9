// The views that list workloads open, as the bridge takes them.

const field = (name, operator, text) => ({ Field: { path: [name], operator, values: [{ Text: text }], span: null } });

function view(start, end, filter, sort) {
  return {
    id: 1,
    start,
    end,
    view: {
      object: 'contact', layout: 'Table', filter: { All: filter }, search: '', sort, columns: ['external_id', 'name', 'email', 'customer_since'],
      group: null, aggregates: [], scope: 'Alive',
    },
  };
}

const up = (name) => ({ field: name, direction: 'Ascending' });
const down = (name) => ({ field: name, direction: 'Descending' });

export const filtered = ({ language, stage, rows }) => view(0, rows, [field('language', 'Is', language), field('stage', 'AnyOf', stage)], [down('customer_since'), up('external_id')]);
export const byName = ({ rows }) => view(0, rows, [], [up('name'), up('external_id')]);
export const byId = ({ rows }) => view(0, rows, [], [up('external_id')]);

// A window as every contender reports it.
export const seen = (page) => ({ total: page.total, first: page.rows.map(({ cells }) => cells[0].Text) });
