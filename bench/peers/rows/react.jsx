// The table in React with hooks, as js-framework-benchmark has it: a reducer, and rows that are memoised.

import { memo, useReducer } from 'react';
import { createRoot } from 'react-dom/client';

import { BUTTONS, makeRows } from './table.mjs';

const START = { rows: [], selected: 0 };

function reduce(state, { type, id }) {
  const { rows, selected } = state;
  switch (type) {
    case 'run': return { rows: makeRows(1_000), selected: 0 };
    case 'runlots': return { rows: makeRows(10_000), selected: 0 };
    case 'add': return { rows: rows.concat(makeRows(1_000)), selected };
    case 'update': {
      const changed = rows.slice();
      for (let place = 0; place < changed.length; place += 10) changed[place] = { id: changed[place].id, label: `${changed[place].label} !!!` };
      return { rows: changed, selected };
    }
    case 'clear': return START;
    case 'swaprows': {
      if (rows.length <= 998) return state;
      const changed = rows.slice();
      [changed[1], changed[998]] = [changed[998], changed[1]];
      return { rows: changed, selected };
    }
    case 'remove': return { rows: rows.toSpliced(rows.findIndex((row) => row.id === id), 1), selected };
    case 'select': return { rows, selected: id };
    default: return state;
  }
}

const Row = memo(({ selected, row: { id, label }, dispatch }) => (
  <tr className={selected ? 'danger' : ''}>
    <td className="col-md-1">{id}</td>
    <td className="col-md-4"><a className="lbl" onClick={() => dispatch({ type: 'select', id })}>{label}</a></td>
    <td className="col-md-1"><a className="remove" onClick={() => dispatch({ type: 'remove', id })}><span className="glyphicon glyphicon-remove" aria-hidden="true" /></a></td>
    <td className="col-md-6" />
  </tr>
), (before, after) => before.selected === after.selected && before.row === after.row);

const Head = memo(({ dispatch }) => (
  <div className="jumbotron">
    {BUTTONS.map(([type, text]) => <button key={type} id={type} className="btn btn-primary btn-block" type="button" onClick={() => dispatch({ type })}>{text}</button>)}
  </div>
), () => true);

function App() {
  const [{ rows, selected }, dispatch] = useReducer(reduce, START);
  return (
    <div className="container">
      <Head dispatch={dispatch} />
      <table className="table table-hover table-striped test-data">
        <tbody>
          {rows.map((row) => <Row key={row.id} row={row} selected={selected === row.id} dispatch={dispatch} />)}
        </tbody>
      </table>
    </div>
  );
}

const root = document.createElement('div');
document.body.append(root);
createRoot(root).render(<App />);
