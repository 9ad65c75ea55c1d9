// What the tables of all peers share: rows from one seed (bench/kith/rows.rs makes the same), and the page around them.

const ADJECTIVES = ('pretty large big small tall short long handsome plain quaint clean elegant easy angry crazy helpful mushy odd unsightly '
  + 'adorable important inexpensive cheap expensive fancy').split(' ');
const COLOURS = 'red yellow blue green pink brown purple brown white black orange'.split(' ');
const NOUNS = 'table chair house bbq desk car pony cookie sandwich burger pizza mouse keyboard'.split(' ');

let state = 1;
let next = 1;

function word(words) {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return words[(state >>> 8) % words.length];
}

export const makeRows = (count) => Array.from({ length: count }, () => ({ id: next++, label: `${word(ADJECTIVES)} ${word(COLOURS)} ${word(NOUNS)}` }));

export const BUTTONS = [
  ['run', 'Create 1,000 rows'], ['runlots', 'Create 10,000 rows'], ['add', 'Append 1,000 rows'], ['update', 'Update every 10th row'], ['clear', 'Clear'], ['swaprows', 'Swap rows'],
];
