// The shapes of all bridge messages, read from the Rust source of crates/bridge and crates/model at the start of a run.
//
// postcard has no names in it: both sides must know the order of fields and variants. Reading them from the source instead of
// writing them down a second time means that a field added tomorrow is encoded tomorrow, and that a renamed one fails by name.
//
// A shape is one of
//   { is: 'bool' | 'u8' | 'uint' | 'int' | 'wide' | 'f64' | 'f32' | 'text' | 'unit' }
//   { is: 'option' | 'list', of: shape }     { is: 'array', of: shape, length }     { is: 'tuple', of: [shape] }
//   { is: 'struct', fields: [[name, shape]] }      { is: 'enum', variants: [[name, shape]] }      { is: 'named', name }

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

// Types of other crates, and those made by a macro that a reader of `struct` and `enum` does not see.
const KNOWN = {
  bool: { is: 'bool' }, u8: { is: 'u8' }, i8: { is: 'u8' },
  u16: { is: 'uint' }, u32: { is: 'uint' }, u64: { is: 'uint' }, usize: { is: 'uint' },
  i16: { is: 'int' }, i32: { is: 'int' }, i64: { is: 'int' },
  u128: { is: 'wide' }, f64: { is: 'f64' }, f32: { is: 'f32' },
  String: { is: 'text' }, str: { is: 'text' }, char: { is: 'text' },
  ObjectKey: { is: 'text' }, FieldKey: { is: 'text' },
};

// All named shapes of the two crates. Names are unique among what crosses the bridge; where both crates have one, the bridge's wins.
export async function shapes(root) {
  const found = {};
  for (const folder of ['crates/model/src', 'crates/bridge/src']) {
    for (const file of await rustFiles(join(root, folder))) read(await readFile(file, 'utf8'), found);
  }
  return found;
}

async function rustFiles(folder) {
  const files = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await rustFiles(path)));
    else if (entry.name.endsWith('.rs') && entry.name !== 'tests.rs') files.push(path);
  }
  return files.sort();
}

function read(source, found) {
  const code = source
    .split('#[cfg(test)]\nmod tests {')[0]
    .replace(/\/\/.*$/gm, '')
    .replace(/#!?\[[^\]]*(?:\[[^\]]*\][^\]]*)*\]/g, '');
  for (const [, kind, name] of code.matchAll(/\bpub (struct|enum|type) (\w+)/g)) {
    const declared = new RegExp(`\\bpub ${kind} ${name}\\b(<[^>]*>)?`).exec(code);
    const [, parameter, usual] = /^<(\w+) = (\w+)>$/.exec(declared[1] ?? '') ?? [];
    if (declared[1] && !parameter) continue;
    let rest = code.slice(declared.index + declared[0].length).replace(/^ as \w+/, '').trimStart();
    if (parameter) rest = rest.replaceAll(new RegExp(`\\b${parameter}\\b`, 'g'), usual);
    const shape = declaration(kind, rest);
    if (shape) found[name] = shape;
  }
}

function declaration(kind, rest) {
  if (kind === 'type') return type(rest.replace(/^=\s*/, '').split(';')[0]);
  if (kind === 'enum') return { is: 'enum', variants: parts(inside(rest)).map(variant) };
  if (rest.startsWith('{')) return fields(inside(rest));
  if (rest.startsWith('(')) return tuple(inside(rest));
  return { is: 'unit' };
}

function variant(text) {
  const [, name, body] = /^(\w+)\s*([\s\S]*)$/.exec(text);
  if (body.startsWith('{')) return [name, fields(inside(body))];
  if (body.startsWith('(')) return [name, tuple(inside(body))];
  return [name, { is: 'unit' }];
}

const fields = (text) => ({
  is: 'struct',
  fields: parts(text).map((part) => {
    const [, name, written] = /^(?:pub(?:\([^)]*\))?\s+)?(\w+)\s*:\s*([\s\S]+)$/.exec(part);
    return [name, type(written)];
  }),
});

// One element has no frame of its own: a newtype is what it wraps.
function tuple(text) {
  const of = parts(text).map((part) => type(part.replace(/^pub(\([^)]*\))?\s+/, '')));
  return of.length === 1 ? of[0] : { is: 'tuple', of };
}

function type(written) {
  const text = written.trim();
  if (text.startsWith('(')) return tuple(inside(text));
  if (text.startsWith('[')) {
    const [of, length] = inside(text).split(';');
    return length === undefined ? { is: 'list', of: type(of) } : { is: 'array', of: type(of), length: Number(length) };
  }
  const plain = text.replace(/^&\s*('\w+\s+)?/, '');
  const [, path, generic] = /^([\w:]+)\s*(?:<([\s\S]*)>)?$/.exec(plain) ?? [null, plain, undefined];
  const name = path.split('::').at(-1);
  if (['Box', 'Arc', 'Rc'].includes(name)) return type(generic);
  if (name === 'Option') return { is: 'option', of: type(generic) };
  if (name === 'Vec' || name === 'BTreeSet') return { is: 'list', of: type(generic) };
  if (name === 'BTreeMap') return { is: 'list', of: tuple(generic) };
  if (name === 'Result') {
    const [good, bad] = parts(generic).map(type);
    return { is: 'enum', variants: [['Ok', good], ['Err', bad]] };
  }
  return KNOWN[name] ?? { is: 'named', name };
}

// What stands between the first bracket and its partner.
function inside(text) {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if ('{([<'.includes(text[at])) depth += 1;
    if ('})]'.includes(text[at]) || (text[at] === '>' && text[at - 1] !== '-')) depth -= 1;
    if (depth === 0) return text.slice(1, at);
  }
  throw new Error(`unbalanced: ${text.slice(0, 80)}`);
}

// Splits at the commas that stand in no bracket.
function parts(text) {
  const found = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if ('{([<'.includes(text[at] ?? ' ')) depth += 1;
    if ('})]>'.includes(text[at] ?? ' ')) depth -= 1;
    if (at === text.length || (text[at] === ',' && depth === 0)) {
      const part = text.slice(start, at).trim();
      if (part) found.push(part);
      start = at + 1;
    }
  }
  return found;
}
