// What every workload is given: the browser, the data in it, the measured limits, and a place for rows.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { shapes } from '../bridge/shapes.mjs';
import { Browser } from './browser.mjs';
import { contactsCsv, ordersCsv, sizes } from './data.mjs';
import { Agreement, load, median, p95 } from './measure.mjs';
import { serve } from './server.mjs';

export class Bench {
  rows = [];
  agreement = new Agreement();
  #loaded = new Set();

  static async open({ dist, built, chromium, quick, root }) {
    const bench = new Bench();
    Object.assign(bench, { dist, chromium, quick, folder: join(root, 'bench'), ...sizes(quick), today: Math.floor(Date.now() / 86_400_000) });
    const loader = (await readdir(dist)).find((file) => /^engine_loader.*\.js$/.test(file));
    if (!loader || !existsSync(join(dist, 'index.html'))) throw new Error(`${dist} is not a built Kith; \`make dist\` builds it`);
    const types = await shapes(root);
    // Addresses of what is made rather than read; a workload may add its own.
    bench.made = {
      '/bench/setup.json': () => JSON.stringify({ engine: `/${loader}`, shapes: types }),
      '/bench/data/contacts.csv': () => contactsCsv(bench.contacts, bench.today),
      '/bench/data/orders.csv': () => ordersCsv(bench.orders, bench.contacts, bench.today),
    };
    bench.server = await serve({ dist, bench: bench.folder, built, made: bench.made });
    bench.browser = await Browser.open(chromium, bench.server.address);
    bench.limits = await bench.#probe();
    return bench;
  }

  async close() {
    await this.browser.close();
    this.server.close();
  }

  async #probe() {
    const tab = await this.browser.tab();
    const memory = (await tab.call('peer', 'probe', 'memory')).value;
    const storage = (await tab.call('peer', 'probe', 'storage')).value;
    await tab.close();
    return { memory, storage };
  }

  // Milliseconds that reading so many bytes takes at least.
  reading(bytes) {
    return bytes / this.limits.memory.read;
  }

  expect(what, name, actual, expected) {
    return this.agreement.expect(what, name, actual, expected);
  }

  // Adds a row. `ours` and each peer are lists of values; goals are { what, text, met } or { peer, least } for "so many times as fast".
  // Peers are timed in their worker and ours around the bridge; with `inside`, the times in our worker, such a goal compares like with like.
  row({ id, title, unit = 'ms', ours, inside = null, peers = {}, limit = null, goals = [], notes = [] }) {
    const sums = (values) => ({ median: median(values), p95: values.length >= 5 ? p95(values) : null, n: values.length });
    const own = sums(ours);
    const others = Object.entries(peers).filter(([, values]) => values.length).map(([name, values]) => ({ name, ...sums(values), ratio: median(values) / own.median }));
    const judged = goals.map((goal) => {
      if (!goal.peer) return goal;
      const peer = others.find(({ name }) => name === goal.peer);
      const around = (peer?.median ?? 0) / own.median;
      const ratio = inside ? (peer?.median ?? 0) / median(inside) : around;
      const both = inside ? `${ratio.toFixed(1)}× (${around.toFixed(1)}× with the bridge)` : `${ratio.toFixed(1)}×`;
      return { what: `against ${goal.peer}`, text: `≥ ${goal.least}×, is ${both}`, met: ratio >= goal.least };
    });
    this.rows.push({ id, title, unit, ours: own, peers: others, limit, goals: judged, notes, load: load() });
  }

  // ── Data in the browser ──

  get contactsAddress() {
    return '/bench/data/contacts.csv';
  }

  // Puts the contacts into a contender's store, once per run; workloads that only read start from here.
  async need(...names) {
    for (const name of names) {
      if (this.#loaded.has(name)) continue;
      const tab = await this.browser.tab();
      if (name === 'kith') await this.#importInto(tab);
      else if (name === 'orders') await this.#importOrders(tab);
      else await tab.call('peer', name, 'importCsv', this.contactsAddress);
      await tab.close();
      this.#loaded.add(name);
    }
  }

  // Says that a workload has left the contacts in a contender's store.
  has(name) {
    this.#loaded.add(name);
  }

  async #importInto(tab) {
    await tab.call('start');
    await tab.call('importFile', { name: 'contacts.csv', address: this.contactsAddress, object: 'contact' });
    await this.checkpoint(tab);
  }

  async #importOrders(tab) {
    await this.need('kith');
    await tab.call('start');
    const targets = { Customer: { Link: { field: 'contact', by: 'external_id', create: false } } };
    this.ordersImported = await tab.call('importFile', { name: 'orders.csv', address: '/bench/data/orders.csv', object: 'order', targets });
    const { counts, problems } = this.ordersImported;
    this.expect('orders imported', 'Kith', [counts.create, problems], [this.orders, 0]);
    await this.checkpoint(tab);
  }

  // Waits for the checkpoint that the engine makes once it is quiet, where the log is long enough for one.
  async checkpoint(tab) {
    let status = null;
    for (let quiet = 0; quiet < 8; quiet += 1) {
      const last = status?.log_rows[1];
      status = (await tab.call('ask', 'Status')).reply.Status;
      if (status.log_rows[1] === 0) break;
      if (status.log_rows[1] !== last) quiet = 0;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return status;
  }
}
