// What browsers do to stored data, and what Kith does then: the disk fills up, data is taken away, bytes are damaged, storage
// is refused. Nothing that was typed is dropped, and nobody is told "saved" who is not.

import assert from 'node:assert/strict';
import { story } from './harness.mjs';
import { Engine, blankTab } from './pages/engine.mjs';

const titles = async (engine) => [...(await engine.records('task')).values()].map(({ title }) => title).sort();

// Runs in a tab: opens the database as it is and does something to it.
const onDatabase = (page, work, argument) => page.evaluate(([work, argument]) => new Promise((resolve, reject) => {
  const open = indexedDB.open('kith');
  open.onerror = () => reject(open.error);
  open.onsuccess = async () => {
    const database = open.result;
    const request = (made) => new Promise((resolve, reject) => {
      made.onsuccess = () => resolve(made.result);
      made.onerror = () => reject(made.error);
    });
    try {
      resolve(await (0, eval)(`(${work})`)(database, request, argument));
    } catch (error) {
      reject(error);
    } finally {
      database.close();
    }
  };
}), [String(work), argument]);

story('A full disk keeps what was typed until there is room', async (kith) => {
  await kith.limitStorage(4_000_000);
  const engine = await Engine.open(kith);
  await engine.create('task', { title: 'small' });
  await engine.saved();
  // Random words, so that the database cannot squeeze them.
  const words = () => engine.page.evaluate(() => Array.from(crypto.getRandomValues(new Uint32Array(6_000)), (word) => word.toString(36)).join(' ').slice(0, 60_000));
  const typed = ['small'];
  for (let number = 0; number < 200 && !(await engine.page.evaluate(() => window.engine.troubles.includes('Full'))); number += 1) {
    typed.push(`large ${number}`);
    await engine.create('task', { title: `large ${number}`, description: await words() });
    await engine.page.waitForTimeout(20);
  }
  await engine.heard('Trouble', 'Full');
  assert.ok((await engine.unsaved()) > 0, 'and it is not called saved');
  await engine.create('task', { title: 'typed on a full disk' });
  typed.push('typed on a full disk');
  await engine.page.waitForTimeout(500);
  assert.ok((await engine.unsaved()) > 0);
  await kith.freeStorage();
  await engine.saved();
  assert.deepEqual(await titles(engine), typed.sort());
  await engine.close();
  const again = await Engine.open(kith);
  assert.deepEqual(await titles(again), typed.sort(), 'everything is there after opening again');
});

story('Data that was taken away between two visits is not mistaken for a first visit', async (kith) => {
  const engine = await Engine.open(kith);
  assert.deepEqual([engine.ready.empty, engine.ready.evicted], [true, false], 'a first visit');
  await engine.create('task', { title: 'here' });
  await engine.saved();
  const device = await engine.device();
  await engine.close();
  const back = await Engine.open(kith, { sentinel: device });
  assert.deepEqual([back.ready.empty, back.ready.evicted], [false, false]);
  assert.equal(await back.device(), device, 'the same device');
  await back.close();
  await kith.page.goto(kith.address);
  await kith.app.ready();
  await kith.page.goto('about:blank');
  await kith.evict('indexeddb');
  const after = await Engine.open(kith, { sentinel: device });
  assert.deepEqual([after.ready.empty, after.ready.evicted], [true, true]);
});

story('Data that is taken away under an open tab is noticed, and the tab still has everything', async (kith) => {
  const engine = await Engine.open(kith);
  await engine.create('task', { title: 'here' });
  await engine.saved();
  await kith.evict('indexeddb');
  await engine.create('task', { title: 'after' });
  await engine.heard('Trouble');
  assert.ok((await engine.unsaved()) > 0, 'the new change is not called saved');
  const unsaved = await engine.page.evaluate(() => window.engine.ask('UnsavedFile'));
  assert.ok(unsaved.text.length > 0, 'and can be saved to a file');
});

story('A damaged segment is rebuilt from the log and put aside', async (kith) => {
  const engine = await Engine.open(kith);
  await engine.sample(1_284);
  await engine.saved();
  await engine.create('task', { title: 'mine' });
  await engine.saved();
  await checkpointed(engine);
  const before = await engine.contents();
  await engine.close();
  const page = await blankTab(kith);
  const damaged = await onDatabase(page, async (database, request) => {
    const store = database.transaction('segments', 'readwrite').objectStore('segments');
    const [keys, values] = [await request(store.getAllKeys()), await request(store.getAll())];
    const place = values.map((bytes) => bytes.length).reduce((best, length, index, all) => (length > all[best] ? index : best), 0);
    const bytes = values[place];
    for (let at = bytes.length >> 1; at < (bytes.length >> 1) + 4; at += 1) bytes[at] ^= 0xff;
    await request(store.put(bytes, keys[place]));
    return keys[place];
  });
  await page.close();
  const again = await Engine.open(kith);
  assert.equal(again.ready.kind, 'Ready');
  assert.deepEqual((await again.contents()).objects, before.objects, 'every record is as it was');
  const aside = await onDatabase(again.page, async (database, request) => request(database.transaction('quarantine').objectStore('quarantine').getAllKeys()));
  assert.deepEqual(aside, [`segment ${damaged}`]);
});

story('A damaged change is put aside and hides no other', async (kith) => {
  const engine = await Engine.open(kith);
  for (const title of ['one', 'two', 'three']) await engine.create('task', { title });
  await engine.saved();
  await engine.close();
  const page = await blankTab(kith);
  await onDatabase(page, async (database, request) => {
    const store = database.transaction('log', 'readwrite').objectStore('log');
    const row = (await request(store.getAll())).find(({ c }) => new TextDecoder().decode(c).includes('two'));
    row.c = row.c.slice(0, row.c.length >> 1);
    await request(store.put(row));
  });
  await page.close();
  const again = await Engine.open(kith);
  const found = await titles(again);
  assert.ok(found.includes('one') && found.includes('three'), String(found));
  const aside = await onDatabase(again.page, async (database, request) => request(database.transaction('quarantine').objectStore('quarantine').getAllKeys()));
  assert.equal(aside.length, 1);
  assert.match(aside[0], /^log row \d+$/);
});

story('A browser that keeps no data is said to keep none', async (kith) => {
  const engine = await Engine.open(kith, {
    worker: (text) => `IDBFactory.prototype.open = () => { throw new DOMException('off', 'SecurityError'); };\n${text}`,
  });
  assert.deepEqual(engine.ready, { kind: 'CannotOpen', trouble: 'Refused' });
});

// Waits until a checkpoint has been made and the tail is short.
async function checkpointed(engine) {
  for (let tries = 0; tries < 200; tries += 1) {
    const made = await onDatabase(engine.page, async (database, request) => request(database.transaction('segments').objectStore('segments').count()));
    if (made > 0) return;
    await engine.page.waitForTimeout(100);
  }
  assert.fail('no checkpoint was made');
}
