// What every browser story stands on: a browser with a profile of its own, a server for the built app, and a watch over both.
//
// A story fails if the browser logged an error or a warning, if a page threw, or if anything outside the app's own address was asked for,
// unless the story says beforehand that it provokes exactly that (`expectProblem`).
//
// `cargo xtask e2e` sets: KITH_ROOT and KITH_SUB (the app built for / and for KITH_SUB_PATH), KITH_CHROMIUM, KITH_XTASK.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { chromium, errors } from 'playwright-core';

import { App } from './pages/app.mjs';

const needed = (name) => process.env[name] ?? assert.fail(`${name} is not set; run the stories with \`cargo xtask e2e\``);

// No sandbox: the tests run as root in containers. The rest keeps the browser from talking to anybody but the app.
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-features=OptimizationHints,MediaRouter',
];

const RESULTS = new URL('../../test-results/', import.meta.url).pathname;
const LONGEST_STORY = 180_000;
const LONGEST_STILLNESS = 60_000;

// A machine with other work makes a browser late now and then. A story that waited in vain is told once more, from the start, and named
// at the end of the run, which fails if there were more than a few (xtask/src/checks.rs). What was wrong is never asked twice, and
// neither is anything about storage: a change that is lost once in a while is lost.
const FIRM = /storage-[^/]*$/.test(process.argv[1] ?? '');
const LATE = join(RESULTS, 'late.txt');

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

// Declares a story. `at` is where the app is served: 'root', 'sub' (below a path), or 'both' for one run each.
// The other options are those of a Playwright context: `viewport: PHONE`, `colorScheme: 'dark'`, `bypassCSP: true`, …
export function story(name, options, tell) {
  if (typeof options === 'function') return story(name, {}, options);
  const { at = 'root', ...rest } = options;
  for (const place of at === 'both' ? ['root', 'sub'] : [at]) {
    const title = at === 'both' ? `${name} (${place === 'root' ? 'at the root' : 'below a path'})` : name;
    test(title, { timeout: LONGEST_STORY * (FIRM ? 1 : 2) }, async () => {
      try {
        await once(title, place, rest, tell);
      } catch (error) {
        if (FIRM || !(error instanceof errors.TimeoutError)) throw error;
        await mkdir(RESULTS, { recursive: true });
        // A blank line ends what is told of one story (xtask/src/checks.rs).
        await appendFile(LATE, `${title}: ${error.stack.replace(/\n{2,}/g, '\n')}\n\n`);
        await once(title, place, rest, tell);
      }
    });
  }
}

async function once(title, place, options, tell) {
  const kith = await Kith.start(title, place, options);
  try {
    await tell(kith);
    await kith.settle();
    assert.deepEqual(kith.problems, [], 'the browser reported problems');
  } catch (error) {
    await kith.shot('failed').catch(() => {});
    throw error;
  } finally {
    await kith.end();
  }
}

// One person at one browser: the app as they see it, and what can happen to their machine.
export class Kith {
  problems = [];
  #expected = [];
  #frozen = new Map();

  static async start(title, place, options) {
    const kith = new Kith();
    kith.title = title;
    kith.options = options;
    if (options.serviceWorkers === 'block') kith.expectProblem(/Service Worker registration blocked by Playwright/);
    kith.scratch = await mkdtemp(join(tmpdir(), 'kith-'));
    kith.profile = join(kith.scratch, 'profile');
    // A copy, so that a story can publish a new release or damage a file without touching the others.
    kith.site = join(kith.scratch, 'site');
    kith.base = place === 'root' ? '/' : needed('KITH_SUB_PATH');
    await cp(needed(place === 'root' ? 'KITH_ROOT' : 'KITH_SUB'), kith.site, { recursive: true });
    await kith.serve();
    await kith.launch();
    return kith;
  }

  // ── The host ──

  async serve() {
    const port = this.address ? new URL(this.address).port : '0';
    this.server = spawn(needed('KITH_XTASK'), ['serve', '--dir', this.site, '--base', this.base, '--port', port], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: this.server.stdout })) {
      this.address = line;
      return;
    }
    assert.fail('the server ended before it said its address');
  }

  // Takes the host off the network; what still works then works offline.
  async unserve() {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const gone = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGKILL');
    await gone;
  }

  // Publishes a changed site as a new release: `change` receives the folder.
  async publish(change) {
    await change(this.site);
    const seal = spawn(needed('KITH_XTASK'), ['seal', '--dir', this.site], { stdio: 'inherit' });
    const code = await new Promise((resolve) => seal.once('exit', resolve));
    assert.equal(code, 0, 'sealing the new release failed');
  }

  // ── The browser ──

  async launch() {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: needed('KITH_CHROMIUM'),
      args: FLAGS,
      headless: true,
      viewport: DESKTOP,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      colorScheme: 'light',
      acceptDownloads: true,
      ...this.options,
    });
    this.context.setDefaultTimeout(15_000);
    // A browser without a screen cannot ask where to save a file; like those that never ask, it downloads.
    await this.context.addInitScript(() => { window.showSaveFilePicker = undefined; });
    this.context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.#report(`console ${message.type()}: ${message.text()}`);
    });
    this.context.on('weberror', (error) => this.#report(`uncaught: ${error.error().stack || error.error().message}`));
    this.context.on('request', (request) => {
      const url = new URL(request.url());
      if (['http:', 'https:'].includes(url.protocol) && !request.url().startsWith(this.address)) this.#report(`asked elsewhere: ${url}`);
    });
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    this.session = await this.context.newCDPSession(this.page);
    if (this.quota !== undefined) await this.#onOrigin('Storage.overrideQuotaForOrigin', { quotaSize: this.quota });
    this.app = new App(this.page, this.address);
  }

  // A second tab of the same person.
  async tab() {
    return new App(await this.context.newPage(), this.address);
  }

  // Closes the browser as a person does, and opens it again with the same profile.
  async restart() {
    await this.context.close();
    await this.launch();
  }

  // Ends the browser and everything it started at once, as a crash of the machine would. Looking for its processes takes a moment:
  // who must hit a certain one names them beforehand.
  async kill(pids) {
    pids ??= await this.processes();
    assert.ok(pids.length > 0, 'no browser process to kill');
    const gone = new Promise((resolve) => this.context.once('close', resolve));
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        if (error.code !== 'ESRCH') throw error;
      }
    }
    await gone;
    // A killed browser cannot take its lock away; the next one would believe it is still there.
    for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) await rm(join(this.profile, name), { force: true });
  }

  // The browser that uses this story's profile, and all its descendants.
  async processes() {
    const parents = new Map();
    let root = null;
    for (const name of await readdir('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const words = (await readFile(`/proc/${name}/cmdline`, 'utf8')).split('\0');
        const stat = await readFile(`/proc/${name}/stat`, 'utf8');
        parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
        const ours = words.includes(`--user-data-dir=${this.profile}`) && !words.some((word) => word.startsWith('--type='));
        if (ours) root = root === null ? Number(name) : Math.min(root, Number(name));
      } catch {
        // The process ended while it was looked at.
      }
    }
    if (root === null) return [];
    const tree = [root];
    for (const pid of tree) tree.push(...[...parents].filter(([, parent]) => parent === pid).map(([child]) => child));
    return tree;
  }

  // The browser's own files for IndexedDB: names and sizes, and what its journals of them say.
  async databaseFiles() {
    const told = [];
    const folder = join(this.profile, 'Default', 'IndexedDB');
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      if (!entry.isFile()) continue;
      told.push(`${path.slice(folder.length + 1)}: ${(await stat(path)).size} bytes`);
      if (/^LOG(\.old)?$/.test(entry.name)) told.push(await readFile(path, 'utf8'));
    }
    return told;
  }

  // Stops a tab with its worker in the middle of whatever it does, as a browser or a laptop lid does; it answers nothing until `thaw`.
  // (Headless Chromium ignores the protocol's own freezing, so its process is stopped. Playwright calls on a frozen tab would hang.)
  async freeze(page = this.page) {
    const pid = await this.#rendererOf(page);
    process.kill(pid, 'SIGSTOP');
    this.#frozen.set(page, pid);
    // A story that waits for a tab that stands still would wait for ever.
    setTimeout(() => this.#frozen.has(page) && this.thaw(page), LONGEST_STILLNESS).unref();
  }

  thaw(page = this.page) {
    const pid = this.#frozen.get(page);
    assert.ok(pid, 'this tab is not frozen');
    process.kill(pid, 'SIGCONT');
    this.#frozen.delete(page);
  }

  // The process that runs a tab: the one among those that run tabs whose main thread gets busy when the tab's does. (Workers have
  // threads of their own, so what they do does not mislead.)
  async #rendererOf(page) {
    const pids = [];
    for (const pid of await this.processes()) {
      const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (words.includes('--type=renderer')) pids.push(pid);
    }
    const used = async () => {
      const times = new Map();
      for (const pid of pids) {
        const stat = await readFile(`/proc/${pid}/task/${pid}/stat`, 'utf8').catch(() => null);
        if (stat) times.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[11]));
      }
      return times;
    };
    const before = await used();
    await page.evaluate(() => {
      const end = performance.now() + 250;
      while (performance.now() < end);
    });
    const after = await used();
    const [[pid]] = [...after].map(([pid, time]) => [pid, time - (before.get(pid) ?? time)]).sort(([, a], [, b]) => b - a);
    return pid;
  }

  // Starts the browser anew with this many bytes of storage for the app. (Chromium asks for the limit when it opens a database and then trusts it.)
  async limitStorage(bytes) {
    this.quota = bytes;
    await this.restart();
  }

  // Lifts the limit while the app runs, as if the person had made room.
  async freeStorage() {
    this.quota = undefined;
    await this.#onOrigin('Storage.overrideQuotaForOrigin', {});
  }

  // Takes stored data away without a word, as browsers do when space runs out. Types as in the DevTools protocol: 'indexeddb', 'cache_storage', …
  async evict(types = 'indexeddb') {
    await this.#onOrigin('Storage.clearDataForOrigin', { storageTypes: types });
  }

  async #onOrigin(method, parameters) {
    await this.session.send(method, { origin: new URL(this.address).origin, ...parameters });
  }

  // ── What the story may say about it ──

  // From now on, problems that match are part of the story.
  expectProblem(pattern) {
    this.#expected.push(pattern);
    this.problems = this.problems.filter((problem) => !pattern.test(problem));
  }

  #report(problem) {
    if (!this.#expected.some((pattern) => pattern.test(problem))) this.problems.push(problem);
  }

  // Lets messages that are on their way arrive.
  async settle() {
    const awake = this.context.pages().filter((page) => !this.#frozen.has(page));
    await Promise.all(awake.map((page) => page.evaluate(() => new Promise((done) => setTimeout(done, 50))).catch(() => {})));
  }

  async shot(name, page = this.page) {
    const folder = join(RESULTS, this.title.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async end() {
    for (const page of [...this.#frozen.keys()]) this.thaw(page);
    await this.context.close().catch(() => {});
    await this.unserve();
    await rm(this.scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}
