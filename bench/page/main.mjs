// What a tab of the suite can do: talk to the built engine over its own bridge, and to peers in workers of their own.
// Times are milliseconds on this page's clock, from the call to the moment the answer arrives, before it is decoded.

import { Codec } from '../bridge/codec.mjs';

const setup = await (await fetch('/bench/setup.json')).json();
const codec = new Codec(setup.shapes);

let worker = null;
let asked = 0;
const waiting = new Map();
const events = [];
const listeners = new Set();

function hear({ data }) {
  const at = performance.now();
  const message = codec.decode('FromEngine', new Uint8Array(data));
  if (message.Crashed) {
    for (const { reject } of waiting.values()) reject(new Error(`the engine crashed: ${message.Crashed.message}`));
    waiting.clear();
    throw new Error(`the engine crashed: ${message.Crashed.message}`);
  }
  if (message.Hello || !message.Said) return;
  const { Reply: reply, Event: event } = message.Said;
  if (reply) {
    waiting.get(reply.number)?.resolve({ at, reply: reply.reply, bytes: data.byteLength });
    waiting.delete(reply.number);
  } else {
    events.push({ at, event });
    for (const listener of [...listeners]) listener({ at, event });
  }
}

const send = (message, files = []) => {
  const { buffer } = codec.encode('ToEngine', message);
  worker.postMessage([buffer, ...files], [buffer]);
};

// Resolves with the next event for which `wanted` holds, or with one since the event number `from`.
const happens = (wanted, from = events.length) => new Promise((resolve) => {
  const known = events.slice(from).find(({ event }) => wanted(event));
  if (known) return resolve(known);
  const listener = (happened) => {
    if (!wanted(happened.event)) return;
    listeners.delete(listener);
    resolve(happened);
  };
  listeners.add(listener);
});

const named = (event, name) => (typeof event === 'string' ? event === name : name in event);

// Starts the engine; resolves once it says that it answers.
export async function start() {
  const begun = performance.now();
  events.length = 0;
  worker = new Worker(setup.engine, { type: 'module' });
  worker.onmessage = hear;
  worker.onerror = (error) => console.error(`the engine: ${error.message}`);
  send({ Hello: { sentinel: null } });
  const ready = await happens((event) => named(event, 'Ready') || named(event, 'CannotOpen'), 0);
  if (named(ready.event, 'CannotOpen')) throw new Error(`the engine cannot open: ${JSON.stringify(ready.event)}`);
  return { ms: ready.at - begun, ...ready.event.Ready };
}

export function stop() {
  worker?.terminate();
  worker = null;
  waiting.clear();
}

export async function ask(request, files = []) {
  asked += 1;
  const number = asked;
  const begun = performance.now();
  const answer = new Promise((resolve, reject) => waiting.set(number, { resolve, reject }));
  send({ Ask: { number, request } }, files);
  const { at, reply, bytes } = await answer;
  if (reply.Err !== undefined) throw new Error(`${JSON.stringify(request, plain).slice(0, 200)}: ${JSON.stringify(reply.Err, plain).slice(0, 500)}`);
  return { ms: at - begun, reply: reply.Ok, bytes };
}

const plain = (_, value) => (typeof value === 'bigint' ? value.toString(16) : value);

// Several requests one after the other: their times and their replies.
export async function askEach(requests) {
  const answers = [];
  for (const request of requests) answers.push(await ask(request));
  return answers;
}

const unsaved = () => events.findLast(({ event }) => named(event, 'Unsaved'))?.event.Unsaved ?? 0;

// A change: milliseconds until it is made, and until it is said to be durable.
export async function change(command) {
  const begun = performance.now();
  const from = events.length;
  const { ms, reply } = await ask({ Do: command });
  const saved = await happens((event) => named(event, 'Unsaved') && event.Unsaved === 0, from);
  return { ms, saved: saved.at - begun, done: reply.Done };
}

// From cold: worker, database, first window of a view.
export async function coldStart(open) {
  const begun = performance.now();
  const ready = await start();
  const { reply } = await ask({ OpenView: open });
  return { ready: ready.ms, ms: performance.now() - begun, page: reply.Page };
}

// A file through the wizard, as the screens drive it: read, map, count, write; until it is durable.
export async function importFile({ name, address, object, targets = {} }) {
  const file = new File([await (await fetch(address)).blob()], name, { type: 'text/csv' });
  const begun = performance.now();
  const step = {};
  const phase = async (wanted) => {
    for (;;) {
      const from = events.length;
      const { reply } = await ask({ Import: 'State' });
      if (reply.Import.phase === wanted) return reply.Import;
      await happens((event) => named(event, 'ImportChanged'), from);
    }
  };
  await ask({ Import: { Start: { names: [name], pasted: null, object, tasks: 'tasks' } } }, [file]);
  let state = await phase('Mapping');
  step.read = performance.now() - begun;
  for (const [header, target] of Object.entries(targets)) {
    const column = state.files[0].columns.findIndex((known) => known.header === header);
    if (column < 0) throw new Error(`the file has no column ${header}`);
    await ask({ Import: { SetTarget: { file: 0, column, target } } });
  }
  await ask({ Import: 'Preview' });
  state = await phase('Ready');
  step.preview = performance.now() - begun;
  const from = events.length;
  const { reply } = await ask({ Import: 'Run' });
  step.run = performance.now() - begun;
  if (unsaved() !== 0 || events.slice(from).some(({ event }) => named(event, 'Unsaved'))) {
    await happens((event) => named(event, 'Unsaved') && event.Unsaved === 0, from);
  }
  const ms = performance.now() - begun;
  const mapped = state.files[0].columns.map(({ header, target }) => [header, target]);
  return { ms, step, counts: reply.Import.counts, problems: state.files[0].problem_count, first: state.files[0].problems.slice(0, 3), mapped };
}

// ── Peers ──

const peers = new Map();

// Calls a function of a peer in its worker; the time is taken there, around the call.
export function peer(name, what, ...values) {
  if (!peers.has(name)) {
    const made = { worker: new Worker(`/bench/page/host.mjs?${name}`, { type: 'module' }), waiting: new Map(), asked: 0 };
    made.worker.onmessage = ({ data: { number, error, ...answer } }) => {
      const { resolve, reject } = made.waiting.get(number);
      made.waiting.delete(number);
      if (error) reject(new Error(`${name}: ${error}`));
      else resolve(answer);
    };
    made.worker.onerror = (error) => {
      for (const { reject } of made.waiting.values()) reject(new Error(`${name}: ${error.message}`));
    };
    peers.set(name, made);
  }
  const { worker: host, waiting: open } = peers.get(name);
  const number = (peers.get(name).asked += 1);
  return new Promise((resolve, reject) => {
    open.set(number, { resolve, reject });
    host.postMessage({ number, what, values });
  });
}

// From cold: a worker with the peer, its database, and its first answer.
export async function coldPeer(name, what, ...values) {
  const begun = performance.now();
  const { value } = await peer(name, what, ...values);
  return { ms: performance.now() - begun, value };
}

export function end(name) {
  peers.get(name)?.worker.terminate();
  peers.delete(name);
}

// ── Storage and memory ──

export async function forget(database) {
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(database);
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
    request.onblocked = () => console.error(`${database} is still open`);
  });
}

export async function stored() {
  return (await navigator.storage.estimate()).usageDetails ?? {};
}

// Bytes by worker, as the browser accounts for them after a collection: [[name of the script, bytes]].
export async function memory() {
  const { bytes, breakdown } = await performance.measureUserAgentSpecificMemory();
  const parts = breakdown.filter((part) => part.bytes > 0).map((part) => ({ bytes: part.bytes, types: part.types, urls: part.attribution.map(({ url }) => url) }));
  return { bytes, parts };
}

window.bench = { start, stop, ask, askEach, change, coldStart, importFile, peer, coldPeer, end, forget, stored, memory };
