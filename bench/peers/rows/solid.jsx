// The table in Solid, as js-framework-benchmark has it: a signal per label, a selector for the selected row.

import { batch, createSelector, createSignal, For } from 'solid-js';
import { render } from 'solid-js/web';

import { BUTTONS, makeRows } from './table.mjs';

const make = (count) => makeRows(count).map(({ id, label }) => {
  const [text, setText] = createSignal(label);
  return { id, label: text, setLabel: setText };
});

function App() {
  const [rows, setRows] = createSignal([]);
  const [selected, setSelected] = createSignal(null);
  const isSelected = createSelector(selected);
  const actions = {
    run: () => setRows(make(1_000)),
    runlots: () => setRows(make(10_000)),
    add: () => setRows((rows) => [...rows, ...make(1_000)]),
    update: () => batch(() => {
      for (let place = 0, list = rows(); place < list.length; place += 10) list[place].setLabel((label) => `${label} !!!`);
    }),
    clear: () => batch(() => { setRows([]); setSelected(null); }),
    swaprows: () => {
      const list = rows().slice();
      if (list.length > 998) {
        [list[1], list[998]] = [list[998], list[1]];
        setRows(list);
      }
    },
  };
  const remove = (id) => setRows((rows) => rows.toSpliced(rows.findIndex((row) => row.id === id), 1));
  return (
    <div class="container">
      <div class="jumbotron">
        <For each={BUTTONS}>{([id, text]) => <button id={id} class="btn btn-primary btn-block" type="button" onClick={actions[id]}>{text}</button>}</For>
      </div>
      <table class="table table-hover table-striped test-data">
        <tbody>
          <For each={rows()}>{(row) => {
            const { id } = row;
            return (
              <tr class={isSelected(id) ? 'danger' : ''}>
                <td class="col-md-1" textContent={id} />
                <td class="col-md-4"><a class="lbl" onClick={[setSelected, id]} textContent={row.label()} /></td>
                <td class="col-md-1"><a class="remove" onClick={[remove, id]}><span class="glyphicon glyphicon-remove" aria-hidden="true" /></a></td>
                <td class="col-md-6" />
              </tr>
            );
          }}</For>
        </tbody>
      </table>
    </div>
  );
}

render(App, document.body);
