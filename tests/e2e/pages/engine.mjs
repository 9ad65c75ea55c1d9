// An engine without a screen: a blank page of the app's own address that starts the built worker and speaks the bridge to it.
// For stories about what is kept, where a screen would only add noise between a change and the moment it is said to be saved.
//
// The bridge is postcard (variable-length integers, fields in order, variants by number). Numbers of variants are read from
// the Rust source, so that a variant added in the middle does not silently turn one request into another.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const BRIDGE = new URL('../../../crates/bridge/src/', import.meta.url);

// Names of the variants of a Rust enum, in order.
async function variants(file, name) {
  const source = await readFile(new URL(file, BRIDGE), 'utf8');
  const start = source.indexOf(`pub enum ${name} {`);
  assert.ok(start >= 0, `${file} has no enum ${name}`);
  const names = [];
  let depth = 0;
  for (const line of source.slice(source.indexOf('{', start)).split('\n')) {
    const code = line.replace(/\/\/.*/, '').trim();
    const variant = depth === 1 && /^([A-Z]\w*)/.exec(code);
    if (variant) names.push(variant[1]);
    depth += (code.match(/[{(]/g) ?? []).length - (code.match(/[})]/g) ?? []).length;
    if (depth === 0) break;
  }
  return names;
}

const BLANK = { contentType: 'text/html', body: '<!doctype html><title>Blank</title><link rel="icon" href="data:,">' };

// A tab of the app's origin that runs nothing of the app.
export async function blankTab(kith) {
  const page = await kith.context.newPage();
  const address = new URL('blank', kith.address).href;
  await page.route(address, (route) => route.fulfill(BLANK));
  await page.goto(address);
  return page;
}

async function bridge() {
  const shapes = {
    ToEngine: await variants('host.rs', 'ToEngine'),
    FromEngine: await variants('host.rs', 'FromEngine'),
    Said: await variants('lib.rs', 'Said'),
    Request: await variants('lib.rs', 'Request'),
    Reply: await variants('lib.rs', 'Reply'),
    Failure: await variants('lib.rs', 'Failure'),
    Event: await variants('lib.rs', 'Event'),
    Command: await variants('command.rs', 'Command'),
    Input: await variants('command.rs', 'Input'),
    Trouble: await variants('status.rs', 'StorageTrouble'),
  };
  return shapes;
}

// Runs in the page: `window.engine`. Values that say what happened are plain, so that Playwright can carry them.
function install(shapes) {
  const number = (shape, name) => {
    const found = shapes[shape].indexOf(name);
    if (found < 0) throw new Error(`${shape} has no ${name}`);
    return found;
  };

  class Writer {
    bytes = [];
    integer(value) {
      let rest = BigInt(value);
      for (; rest > 127n; rest >>= 7n) this.bytes.push(Number(rest & 127n) | 128);
      this.bytes.push(Number(rest));
      return this;
    }
    text(value) {
      const text = new TextEncoder().encode(value);
      this.integer(text.length).bytes.push(...text);
      return this;
    }
    variant(shape, name) {
      return this.integer(number(shape, name));
    }
  }

  class Reader {
    at = 0;
    constructor(bytes) {
      this.bytes = bytes;
    }
    integer() {
      let value = 0n;
      for (let shift = 0n; ; shift += 7n) {
        const byte = this.bytes[this.at++];
        if (byte === undefined) throw new Error('a message of the engine ends early');
        value |= BigInt(byte & 127) << shift;
        if (byte < 128) return value;
      }
    }
    small() {
      return Number(this.integer());
    }
    flag() {
      return this.bytes[this.at++] === 1;
    }
    raw() {
      const length = this.small();
      return this.bytes.subarray(this.at, (this.at += length));
    }
    text() {
      return new TextDecoder().decode(this.raw());
    }
    option(read) {
      return this.flag() ? read() : null;
    }
    variant(shape) {
      return shapes[shape][this.small()];
    }
    id() {
      const hex = this.integer().toString(16).padStart(32, '0');
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    }
  }

  const waiting = new Map();
  const listeners = new Set();
  const engine = { events: [], unsaved: 0, device: null, troubles: [], sent: 0 };
  window.engine = engine;

  const trouble = (reader) => {
    const name = reader.variant('Trouble');
    return name === 'Other' ? `${reader.text()}: ${reader.text()}` : name;
  };

  const reply = (reader) => {
    if (reader.small() === 1) {
      const failure = reader.variant('Failure');
      return { failure: failure === 'Storage' ? `Storage ${trouble(reader)}` : failure, rest: [...reader.bytes.subarray(reader.at)] };
    }
    const kind = reader.variant('Reply');
    if (kind === 'Done') {
      const change = reader.option(() => ({ actor: String(reader.integer()), seq: reader.small() }));
      const count = reader.small();
      const record = reader.option(() => ({ object: reader.text(), id: reader.id(), label: reader.text() }));
      return { kind, change, count, record };
    }
    if (kind === 'File') return { kind, name: reader.text(), mediaType: reader.text(), text: new TextDecoder().decode(reader.raw()) };
    return { kind };
  };

  const happened = (reader) => {
    const kind = reader.variant('Event');
    const event = { kind };
    if (kind === 'Ready') Object.assign(event, { millis: reader.small(), empty: reader.flag(), evicted: reader.flag() });
    if (kind === 'CannotOpen' || kind === 'Trouble') event.trouble = trouble(reader);
    if (kind === 'Unsaved') engine.unsaved = event.unsaved = reader.small();
    if (kind === 'Trouble') engine.troubles.push(event.trouble);
    engine.events.push(event);
    for (const listener of [...listeners]) listener(event);
  };

  const hear = ({ data }) => {
    const reader = new Reader(new Uint8Array(data));
    const from = reader.variant('FromEngine');
    if (from === 'Crashed') {
      const message = reader.text();
      for (const { reject } of waiting.values()) reject(new Error(`the engine crashed: ${message}`));
      console.error(`the engine crashed: ${message}`);
      return;
    }
    if (from === 'Hello') {
      engine.device = reader.text();
      return;
    }
    if (reader.variant('Said') === 'Event') return happened(reader);
    const asked = reader.small();
    waiting.get(asked)?.resolve(reply(reader));
    waiting.delete(asked);
  };

  const post = (writer) => {
    const { buffer } = new Uint8Array(writer.bytes);
    engine.worker.postMessage([buffer], [buffer]);
  };

  // The next event for which `wanted` holds, or one that has happened already if `from` says since when to look.
  engine.next = (wanted, from = engine.events.length) => new Promise((resolve) => {
    const known = engine.events.slice(from).find(wanted);
    if (known) return resolve(known);
    const listener = (event) => {
      if (!wanted(event)) return;
      listeners.delete(listener);
      resolve(event);
    };
    listeners.add(listener);
  });

  engine.start = async (address, sentinel) => {
    engine.worker = new Worker(address, { type: 'module' });
    engine.worker.onmessage = hear;
    engine.worker.onerror = (event) => console.error(`the engine: ${event.message}`);
    const hello = new Writer().variant('ToEngine', 'Hello');
    post(sentinel === null ? hello.integer(0) : hello.integer(1).text(sentinel));
    return engine.next(({ kind }) => kind === 'Ready' || kind === 'CannotOpen', 0);
  };

  engine.ask = (write) => new Promise((resolve, reject) => {
    engine.sent += 1;
    waiting.set(engine.sent, { resolve, reject });
    const writer = new Writer().variant('ToEngine', 'Ask').integer(engine.sent);
    write(writer);
    post(writer);
  });

  const fields = (writer, values) => {
    const entries = Object.entries(values);
    writer.integer(entries.length);
    for (const [name, value] of entries) writer.text(name).variant('Input', 'Text').text(value);
  };

  engine.create = (object, values) => engine.ask((writer) => {
    writer.variant('Request', 'Do').variant('Command', 'Create').text(object);
    fields(writer, values);
  });

  engine.edit = (object, id, values) => engine.ask((writer) => {
    writer.variant('Request', 'Do').variant('Command', 'Edit').text(object).integer(BigInt(`0x${id.replaceAll('-', '')}`));
    fields(writer, values);
  });

  engine.undo = () => engine.ask((writer) => writer.variant('Request', 'Do').variant('Command', 'Undo'));
  engine.simple = (request) => engine.ask((writer) => writer.variant('Request', request));
  engine.tell = (message) => post(new Writer().variant('ToEngine', message));
  engine.sample = (contacts) => engine.ask((writer) => {
    writer.variant('Request', 'Do').variant('Command', 'LoadSample').integer(7).integer(contacts).integer(0);
  });
  // Resolves once nothing is unsaved any more: what a person sees as "Saved".
  engine.saved = () => (engine.unsaved === 0 ? Promise.resolve() : engine.next(({ kind, unsaved }) => kind === 'Unsaved' && unsaved === 0));
}

// One tab with an engine and nothing else.
export class Engine {
  // `worker` may change the text of the worker's first script, to plant a fault in its surroundings.
  static async open(kith, { sentinel = null, page, worker = (text) => text } = {}) {
    const engine = new Engine();
    engine.kith = kith;
    engine.page = page ?? (await kith.context.newPage());
    engine.address = new URL('engine-only.html', kith.address).href;
    const index = await (await fetch(kith.address)).text();
    const [loader] = /engine_loader[-\w]*\.js/.exec(index) ?? assert.fail('the built page names no engine');
    await engine.page.route(engine.address, (route) => route.fulfill(BLANK));
    await engine.page.route(`**/${loader}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: worker(await response.text()) });
    });
    await engine.page.goto(engine.address);
    await engine.page.evaluate(install, await bridge());
    engine.ready = await engine.page.evaluate(([address, sentinel]) => window.engine.start(address, sentinel), [new URL(loader, kith.address).href, sentinel]);
    return engine;
  }

  async create(object, values) {
    return this.#done(await this.page.evaluate(([object, values]) => window.engine.create(object, values), [object, values]));
  }

  async edit(object, id, values) {
    return this.#done(await this.page.evaluate(([object, id, values]) => window.engine.edit(object, id, values), [object, id, values]));
  }

  async undo() {
    return this.#done(await this.page.evaluate(() => window.engine.undo()));
  }

  // Loads the sample data: thousands of rows, enough for a checkpoint.
  async sample(contacts) {
    return this.#done(await this.page.evaluate((contacts) => window.engine.sample(contacts), contacts));
  }

  #done(reply) {
    assert.equal(reply.kind, 'Done', JSON.stringify(reply));
    return reply;
  }

  // Waits until everything is said to be saved.
  async saved() {
    await this.page.evaluate(() => window.engine.saved());
  }

  // Says that the page was shown again.
  async wake() {
    await this.page.evaluate(() => window.engine.tell('Woke'));
  }

  // Waits for an event of this kind since the beginning.
  async heard(kind, trouble) {
    return this.page.evaluate(([kind, trouble]) => window.engine.next((event) => event.kind === kind && (!trouble || event.trouble === trouble), 0), [kind, trouble]);
  }

  async unsaved() {
    return this.page.evaluate(() => window.engine.unsaved);
  }

  async device() {
    return this.page.evaluate(() => window.engine.device);
  }

  // Everything the engine holds, by object and id, as its own back-up says.
  async contents() {
    const file = await this.page.evaluate(() => window.engine.simple('Backup'));
    assert.equal(file.kind, 'File', JSON.stringify(file));
    return JSON.parse(file.text);
  }

  // Records of an object by id: their fields.
  async records(object) {
    const { objects } = await this.contents();
    const alive = (objects[object] ?? []).filter(({ life }) => life === undefined || life === 'alive');
    return new Map(alive.map(({ id, fields }) => [id, fields]));
  }

  async close() {
    await this.page.close();
  }
}
