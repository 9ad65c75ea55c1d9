// Drives the table of a page, ours or a peer's: presses, waits until what came of it is painted, and reads what is shown.
//
// The time starts when the element is clicked and ends with the first task after the frame that shows the change: script, style, layout,
// and painting on the main thread. The browser of this workload draws frames as fast as it can, so nobody waits for the screen's tick.

const ours = location.pathname.includes('/kith');

const painted = () => new Promise((resolve) => {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(0);
  });
});

// Rows in the order in which they are drawn: [number, label].
function drawn() {
  if (!ours) return [...document.querySelectorAll('tbody > tr')].map((row) => [Number(row.cells[0].textContent), row.cells[1].textContent]);
  const rows = [...document.querySelectorAll('.grid__rows > .grid__row')];
  return rows.map((row) => [Number(row.children[1].textContent), row.children[0].textContent]);
}

const count = () => (ours ? Number(document.querySelector('.grid').getAttribute('aria-rowcount')) - 1 : document.querySelectorAll('tbody > tr').length);

function selected() {
  const row = document.querySelector(ours ? '.grid__row[aria-current="true"]' : 'tr.danger');
  return row ? Number(row.children[ours ? 1 : 0].textContent) : null;
}

const row = (place) => (ours ? document.querySelector(`.grid__row[aria-rowindex="${place + 2}"]`) : document.querySelectorAll('tbody > tr')[place]);

const FIND = {
  select: (place) => row(place).querySelector('a'),
  remove: (place) => (ours ? row(place).children[2] : row(place).querySelector('a.remove')),
};

// Presses what comes before, untimed; then, with that painted and its garbage collected, what is timed. Gives the milliseconds until painted.
export async function press(before, what, place) {
  for (const first of before) {
    document.getElementById(first).click();
    await painted();
  }
  globalThis.gc?.();
  await painted();
  const target = FIND[what]?.(place) ?? document.getElementById(what);
  const begun = performance.now();
  target.click();
  return (await painted()) - begun;
}

// What is shown: rows in all, the selected one, the first twenty, and all that are drawn as one number.
export function shown() {
  const rows = drawn();
  let mixed = 0x811c9dc5;
  for (const [id, label] of rows) {
    for (const letter of `${id} ${label}`) mixed = Math.imul(mixed ^ letter.codePointAt(0), 0x01000193) >>> 0;
  }
  return { count: count(), selected: selected(), first: rows.slice(0, 20), drawn: rows.length, mixed };
}

window.rows = { press, shown };
