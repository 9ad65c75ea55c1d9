// The table without a framework: js-framework-benchmark's `vanillajs`, keyed. A template is cloned, and every change touches what it must.

import { BUTTONS, makeRows } from './table.mjs';

const template = document.createElement('template');
template.innerHTML = '<tr><td class="col-md-1"> </td><td class="col-md-4"><a class="lbl"> </a></td><td class="col-md-1"><a class="remove"><span class="glyphicon glyphicon-remove remove" aria-hidden="true"></span></a></td><td class="col-md-6"></td></tr>';
const page = document.createElement('template');
page.innerHTML = `<div class="container"><div class="jumbotron">${BUTTONS.map(([id, text]) => `<button type="button" class="btn btn-primary btn-block" id="${id}">${text}</button>`).join('')}</div><table class="table table-hover table-striped test-data"><tbody></tbody></table></div>`;
document.body.append(page.content.cloneNode(true));

let body = document.querySelector('tbody');
let rows = [];
let elements = [];
let selected = null;

function element({ id, label }) {
  const row = template.content.firstChild.cloneNode(true);
  const first = row.firstChild;
  row.data_id = id;
  first.firstChild.nodeValue = id;
  first.nextSibling.firstChild.firstChild.nodeValue = label;
  return row;
}

function unselect() {
  if (selected) selected.className = '';
  selected = null;
}

function append(added) {
  // A table that was empty is filled before it is in the document.
  const empty = rows.length === 0;
  const table = body.parentNode;
  if (empty) body.remove();
  for (const row of added) {
    const made = element(row);
    elements.push(made);
    body.appendChild(made);
  }
  rows = rows.concat(added);
  if (empty) table.insertBefore(body, null);
}

function clear() {
  rows = [];
  elements = [];
  unselect();
  body.textContent = '';
}

const actions = {
  run: () => { clear(); append(makeRows(1_000)); },
  runlots: () => { clear(); append(makeRows(10_000)); },
  add: () => append(makeRows(1_000)),
  update: () => {
    for (let place = 0; place < rows.length; place += 10) {
      rows[place].label += ' !!!';
      elements[place].childNodes[1].firstChild.firstChild.nodeValue = rows[place].label;
    }
  },
  clear,
  swaprows: () => {
    if (rows.length <= 998) return;
    [rows[1], rows[998]] = [rows[998], rows[1]];
    body.insertBefore(elements[998], elements[2]);
    body.insertBefore(elements[1], elements[999]);
    [elements[1], elements[998]] = [elements[998], elements[1]];
  },
};
for (const [id, act] of Object.entries(actions)) document.getElementById(id).addEventListener('click', act);
body.addEventListener('click', ({ target }) => {
  const row = target.closest('tr');
  const place = rows.findIndex(({ id }) => id === row.data_id);
  if (target.matches('.lbl')) {
    unselect();
    selected = row;
    row.className = 'danger';
  } else if (target.matches('.remove')) {
    if (selected === row) unselect();
    row.remove();
    rows.splice(place, 1);
    elements.splice(place, 1);
  }
});
