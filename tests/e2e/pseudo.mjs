// A language that nobody speaks: English with accents, longer by two fifths, in brackets. What is on the screen without them has not
// come from the catalogue, and what is cut off will be cut off in some language. It exists only here and takes the place of German.

import { readFile, readdir } from 'node:fs/promises';

const WORDS = new URL('../../src/words/', import.meta.url);
const COMPONENTS = new URL('../../src/ui/words.rs', import.meta.url);
const GERMAN = new URL('../../public/locales/de.json', import.meta.url);

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'áƀçđéƒǧĥíĵķłɱñóƥɋŕšťúṽŵẋýžÁƁÇĐÉƑǦĤÍĴĶŁṀÑÓƤɊŔŠŤÚṼŴẊÝŽ';

// Vowels are doubled, so that words break where words do.
function disguise(text) {
  const letters = [...text].map((letter) => {
    const place = PLAIN.indexOf(letter);
    if (place < 0) return letter;
    return 'aeiouAEIOU'.includes(letter) ? ACCENTED[place].repeat(2) : ACCENTED[place];
  });
  return letters.join('');
}

export function pseudo(text) {
  const parts = text.split(/(\{[^}]*\})/);
  return `⟦${parts.map((part) => (part.startsWith('{') ? part.replace(':inside', '') : disguise(part))).join('')}⟧`;
}

// The phrases of a file of `src/words`, one to a line: `name(what) { English: "words" }`.
function phrasesOf(source) {
  const text = (literal) => JSON.parse(literal);
  const phrases = {};
  for (const line of source.split('\n')) {
    const [, name, words] = line.match(/^ {4}(\w+)(?:\([^)]*\))? \{ English: (.*) \}$/) ?? [];
    if (!name) continue;
    const counted = words.match(/^one ("(?:[^"\\]|\\.)*"), other ("(?:[^"\\]|\\.)*")$/);
    phrases[name] = counted ? { one: pseudo(text(counted[1])), other: pseudo(text(counted[2])) } : pseudo(text(words));
  }
  return phrases;
}

// The whole catalogue, in the form of a file of `public/locales`.
export async function pseudoLocale() {
  const catalogue = {};
  for (const name of await readdir(WORDS)) {
    if (name.endsWith('.rs')) catalogue[name.slice(0, -3)] = phrasesOf(await readFile(new URL(name, WORDS), 'utf8'));
  }
  const components = await readFile(COMPONENTS, 'utf8');
  catalogue.components = {};
  for (const [, name, words] of components.matchAll(/^ {8}(\w+): ("(?:[^"\\]|\\.)*"),$/gm)) catalogue.components[name] = pseudo(JSON.parse(words));
  const { labels } = JSON.parse(await readFile(GERMAN, 'utf8'));
  catalogue.labels = Object.fromEntries(Object.keys(labels).map((label) => [label, pseudo(label.replace(/^[a-z_]+\.[a-z_]+\./, ''))]));
  return catalogue;
}

// Runs in the page. Words that are seen or read aloud, have letters without accents, and stand in no brackets.
export function escaped(allowed) {
  const known = allowed.map((pattern) => new RegExp(pattern, 'g'));
  const strip = (text) => known.reduce((rest, pattern) => rest.replace(pattern, ''), text.replace(/[\u2066-\u2069]/g, ''));
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=true], script, style, #shell, [hidden]');
  const found = new Set();
  const look = (where, text) => {
    if (/[A-Za-z]{3,}/.test(strip(text ?? ''))) found.add(`${where}: ${text.trim().slice(0, 80)}`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (seen(node.parentElement)) look(node.parentElement.className || node.parentElement.tagName, node.data);
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [data-tip], [placeholder], [aria-description]')) {
    if (!seen(element)) continue;
    for (const name of ['aria-label', 'title', 'data-tip', 'placeholder', 'aria-description']) look(`${element.tagName} ${name}`, element.getAttribute(name));
  }
  return [...found];
}

// Runs in the page. Controls and headings whose words do not fit, and parts that are wider than the window.
export function cutOff() {
  const found = [];
  for (const element of document.querySelectorAll('button, h1, h2, h3, label, legend, [role=tab], .setting__label, .badge, .empty__title')) {
    const style = getComputedStyle(element);
    if (!element.checkVisibility() || element.closest('[aria-hidden=true], .visually-hidden') || style.clipPath !== 'none') continue;
    const clips = style.overflowX !== 'visible';
    const box = element.getBoundingClientRect();
    if (clips && element.scrollWidth > element.clientWidth + 1 && style.textOverflow !== 'ellipsis') found.push(`${element.className || element.tagName}: ${element.innerText.slice(0, 60)}`);
    // What lies beyond an edge that scrolls can be brought into view.
    let scroller = element.parentElement;
    while (scroller && !(/auto|scroll/.test(getComputedStyle(scroller).overflowX) && scroller.scrollWidth > scroller.clientWidth)) scroller = scroller.parentElement;
    const scrolls = scroller && scroller !== document.documentElement && scroller !== document.body;
    if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1) && !scrolls) found.push(`out of the window: ${element.className || element.tagName}: ${element.innerText.slice(0, 60)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth + 1) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  return found;
}
