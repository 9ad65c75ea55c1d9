// An engine without a screen: a blank page of the app's own address that starts the built worker and speaks the bridge to it.
// For stories about what is kept, where a screen would only add noise between a change and the moment it is said to be saved.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { shapes } from '../../../bench/bridge/shapes.mjs';

const ROOT = new URL('../../../', import.meta.url);
const CODEC = new URL('bench/bridge/codec.mjs', ROOT);

const BLANK = { contentType: 'text/html', body: '<!doctype html><title>Blank</title><link rel="icon" href="data:,">' };

// A tab of the app's origin that runs nothing of the app.
export async function blankTab(kith) {
  const page = await kith.context.newPage();
  const address = new URL('blank', kith.address).href;
  await page.route(address, (route) => route.fulfill(BLANK));
  await page.goto(address);
  return page;
}

// Runs in the page: `window.engine`. Values that say what happened are plain, so that Playwright can carry them.
async function install([address, known]) {
  const { Codec } = await import(address);
  const codec = new Codec(known);

  // A value of an enum: the name of its variant, and what is in it.
  const opened = (value) => (typeof value === 'string' ? [value, undefined] : Object.entries(value)[0]);

  const waiting = new Map();
  const listeners = new Set();
  const engine = { events: [], unsaved: 0, device: null, life: null, troubles: [], sent: 0 };
  window.engine = engine;

  const trouble = (kept) => {
    const [name, other] = opened(kept);
    return other ? `${other.name}: ${other.message}` : name;
  };

  const readable = (id) => BigInt(id).toString(16).padStart(32, '0').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

  const replied = ({ Ok: said, Err: refused }) => {
    if (refused) {
      const [failure, why] = opened(refused);
      return { failure: failure === 'Storage' ? `Storage ${trouble(why)}` : failure };
    }
    const [kind, of] = opened(said);
    if (kind === 'Done') return { kind, count: of.count, record: of.record && { object: of.record.object, id: readable(of.record.id), label: of.record.label } };
    if (kind === 'File') return { kind, name: of.name, mediaType: of.media_type, text: new TextDecoder().decode(of.bytes) };
    return { kind };
  };

  const happened = (said) => {
    const [kind, of] = opened(said);
    const event = { kind };
    if (kind === 'Ready') Object.assign(event, of);
    if (kind === 'CannotOpen' || kind === 'Trouble') event.trouble = trouble(of);
    if (kind === 'Unsaved') engine.unsaved = event.unsaved = of;
    if (kind === 'Trouble') engine.troubles.push(event.trouble);
    engine.events.push(event);
    for (const listener of [...listeners]) listener(event);
  };

  const hear = ({ data }) => {
    const [from, of] = opened(codec.decode('FromEngine', new Uint8Array(data)));
    if (from === 'Crashed') {
      for (const { reject } of waiting.values()) reject(new Error(`the engine crashed: ${of.message}`));
      console.error(`the engine crashed: ${of.message}`);
    } else if (from === 'Hello') {
      Object.assign(engine, { device: of.device, life: of.life });
    } else if (of.Event) {
      happened(of.Event);
    } else {
      waiting.get(of.Reply.number)?.resolve(replied(of.Reply.reply));
      waiting.delete(of.Reply.number);
    }
  };

  engine.tell = (message) => {
    const { buffer } = codec.encode('ToEngine', message);
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
    engine.tell({ Hello: { sentinel } });
    return engine.next(({ kind }) => kind === 'Ready' || kind === 'CannotOpen', 0);
  };

  engine.ask = (request) => new Promise((resolve, reject) => {
    engine.sent += 1;
    waiting.set(engine.sent, { resolve, reject });
    engine.tell({ Ask: { number: engine.sent, request } });
  });

  const typed = (values) => Object.entries(values).map(([field, text]) => [field, { Text: text }]);
  const change = (command) => engine.ask({ Do: command });

  engine.create = (object, values) => change({ Create: { object, fields: typed(values) } });
  engine.edit = (object, id, values) => change({ Edit: { object, record: BigInt(`0x${id.replaceAll('-', '')}`), fields: typed(values) } });
  engine.undo = () => change('Undo');
  engine.sample = (contacts) => change({ LoadSample: { seed: 7, contacts, persona: 'Agency' } });
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
    await engine.page.route('**/codec.mjs', async (route) => route.fulfill({ contentType: 'text/javascript', body: await readFile(CODEC, 'utf8') }));
    await engine.page.route(`**/${loader}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: worker(await response.text()) });
    });
    await engine.page.goto(engine.address);
    await engine.page.evaluate(install, [new URL('codec.mjs', kith.address).href, await shapes(fileURLToPath(ROOT))]);
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
    const file = await this.page.evaluate(() => window.engine.ask('Backup'));
    assert.equal(file.kind, 'File', JSON.stringify(file));
    return JSON.parse(file.text);
  }

  // Records of an object by id: their fields.
  async records(object) {
    const { objects } = await this.contents();
    const alive = (objects[object] ?? []).filter(({ life }) => life === undefined || life === 'alive');
    return new Map(alive.map(({ id, fields }) => [id, fields]));
  }

  // A worker outlives its page for a moment, in which it may still write: it is gone when the browser gives its lock away.
  async close() {
    const life = await this.page.evaluate(() => window.engine.life);
    await this.page.close();
    if (!life) return;
    const page = await blankTab(this.kith);
    await page.evaluate((life) => navigator.locks.request(life, () => {}), life);
    await page.close();
  }
}
