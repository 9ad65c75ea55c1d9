// The browser's processes are killed at random moments around writes. What was said to be saved is there afterwards, and
// nothing is half there.
//
// Acknowledgements are counted here, outside the browser. A kill counts as inside a write when a change had been sent and was
// not yet said to be saved. KITH_KILLS makes more kills, KITH_SEED repeats a run.
//
// About once in several hundred kills the browser itself finds its files unusable afterwards and starts with an empty database. No page
// can prevent that: what Kith owes then is to notice, so that the person is led to their back-up. It is told apart from a loss of ours by
// this device being unknown to the database, it is printed with all there is to see, and more than one of it fails the story.

import assert from 'node:assert/strict';
import { story } from './harness.mjs';
import { Engine } from './pages/engine.mjs';

const KILLS = Number(process.env.KITH_KILLS ?? 50);
const SEED = Number(process.env.KITH_SEED ?? Date.now() % 1_000_000);
// One story kills so often that it stays far below the time a story may take.
const PER_STORY = 10;

// A generator with a seed (Marsaglia 2003, 32-bit xorshift), so that a run can be repeated.
function randomness(seed) {
  let state = Math.imul(seed + 1, 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const counted = { kills: 0, inside: 0, saved: 0, kept: 0, emptied: 0 };

for (let first = 0; first < KILLS; first += PER_STORY) {
  const last = Math.min(first + PER_STORY, KILLS);
  story(`Killed while writing, nothing saved is lost and nothing is half there (${first + 1} to ${last})`, async (kith) => {
    const random = randomness(SEED + first);
    // What the browser writes once per profile (its list of sites and their quotas) is there before the first kill, as on any
    // machine in use: this is about what Kith keeps.
    await kith.app.open();
    await kith.restart();
    // Newest version of each task: sent, and said to be saved.
    const sent = new Map();
    const saved = new Map();
    let device = null;
    for (let kill = first; kill < last; kill += 1) {
      let writing = false;
      let begun = () => {};
      await kith.context.exposeFunction('begun', (task, version) => {
        writing = true;
        sent.set(task, version);
        begun();
      });
      await kith.context.exposeFunction('acknowledged', (task, version) => {
        writing = false;
        saved.set(task, version);
        counted.saved += 1;
      });
      const engine = await Engine.open(kith, { page: kith.page, sentinel: device });
      assert.equal(engine.ready.kind, 'Ready', 'the database opens after every kill');
      await check(engine, sent, saved);
      device = await engine.device();
      const doomed = await kith.processes();
      const begins = new Promise((resolve) => {
        let left = 2 + Math.floor(random() * 8);
        begun = () => {
          left -= 1;
          if (left === 0) resolve();
        };
      });
      write(engine, kill);
      await begins;
      const end = performance.now() + random() * 15;
      while (performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
      counted.kills += 1;
      counted.inside += writing ? 1 : 0;
      await kith.kill(doomed);
      await kith.launch();
    }
    const engine = await Engine.open(kith, { page: kith.page, sentinel: device });
    counted.kept += await check(engine, sent, saved);
    console.log(`${counted.kills} kills, ${counted.inside} of them inside a write; ${counted.saved} changes said to be saved, ${counted.kept} tasks kept, seed ${SEED}`);
    if (last === KILLS) assert.ok(counted.inside >= counted.kills * 0.3, `only ${counted.inside} of ${counted.kills} kills fell into a write (seed ${SEED})`);
  });
}

// Writes without pause until the browser dies: a task, then a change of it, each in two fields that must agree.
function write(engine, kill) {
  const forever = engine.page.evaluate(async (kill) => {
    const change = async (task, version, make) => {
      const words = `${task} v${version}`;
      await window.begun(task, version);
      // Some changes are small, some larger than what the browser keeps beside its log.
      const done = await make({ title: words, description: `${words}\n`.repeat(1 + (version + task.length) % 3 * 2_000).trim() });
      await window.engine.saved();
      await window.acknowledged(task, version);
      return done;
    };
    for (let turn = 0; ; turn += 1) {
      const task = `Task ${kill}.${turn}`;
      const made = await change(task, 1, (values) => window.engine.create('task', values));
      await change(task, 2, (values) => window.engine.edit('task', made.record.id, values));
    }
  }, kill);
  // It ends with the browser.
  forever.catch(() => {});
}

async function check(engine, sent, saved) {
  const found = await readBack(engine, sent);
  if (engine.ready.evicted) {
    counted.emptied += 1;
    console.log(['the browser has emptied the database:', await left(engine)].join('\n'));
    assert.ok(counted.emptied <= 1, `the browser has emptied the database ${counted.emptied} times (seed ${SEED})`);
    assert.equal(found.size, 0, 'a database that is said to be empty is empty');
    sent.clear();
    saved.clear();
  }
  const lost = [...saved].filter(([task, version]) => !(found.get(task) >= version));
  if (lost.length > 0) {
    assert.fail([
      `${lost.length} of ${saved.size} saved tasks are lost, ${found.size} found (seed ${SEED}): ${lost.map(([task, version]) => `${task} v${version} is ${found.get(task)}`).join(', ')}`,
      `the engine said ${JSON.stringify(engine.ready)}`,
      await left(engine),
    ].join('\n'));
  }
  return found.size;
}

// What is in the database and in the browser's files for it, to tell whether Kith or the browser lost it.
async function left(engine) {
  const stores = await engine.page.evaluate(async () => {
    const told = [];
    for (const { name, version } of await indexedDB.databases()) {
      const request = indexedDB.open(name);
      await new Promise((resolve) => (request.onsuccess = request.onerror = resolve));
      for (const store of request.result?.objectStoreNames ?? []) {
        const counted = request.result.transaction(store).objectStore(store).count();
        await new Promise((resolve) => (counted.onsuccess = counted.onerror = resolve));
        told.push(`${name} v${version} ${store}: ${counted.result ?? counted.error}`);
      }
    }
    return told;
  });
  const files = await engine.kith.databaseFiles();
  return [...stores, ...files].join('\n');
}

async function readBack(engine, sent) {
  const found = new Map();
  for (const { title, description } of (await engine.records('task')).values()) {
    const [, task, version] = /^(.*) v(\d+)$/.exec(title) ?? assert.fail(`a task that nobody wrote: ${title}`);
    assert.ok(Number(version) <= sent.get(task), `a version that nobody sent: ${title} (seed ${SEED})`);
    assert.deepEqual([...new Set(description.split('\n'))], [title], `half a change (seed ${SEED})`);
    found.set(task, Number(version));
  }
  return found;
}
