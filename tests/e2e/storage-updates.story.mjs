// A newer Kith arrives: another tab upgrades the database, or a release is accepted in the middle of work. The older tab stops
// writing and says so; what was saved stays, and the newer one's data is never touched by older code.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { story } from './harness.mjs';
import { Engine, blankTab } from './pages/engine.mjs';

const titles = async (engine) => [...(await engine.records('task')).values()].map(({ title }) => title).sort();

// A newer version, as far as the database can tell: it raises the version and adds a store.
const upgrade = (page, by) => page.evaluate((by) => new Promise((resolve, reject) => {
  const known = indexedDB.open('kith');
  known.onsuccess = () => {
    const version = known.result.version + by;
    known.result.close();
    const open = indexedDB.open('kith', version);
    open.onupgradeneeded = () => open.result.createObjectStore('later');
    open.onblocked = () => reject(new Error('an older tab keeps the database from its upgrade'));
    open.onerror = () => reject(open.error);
    open.onsuccess = () => { open.result.close(); resolve(version); };
  };
}), by);

// A newer version that keeps its data in another form without touching the stores.
const newFormat = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const open = indexedDB.open('kith');
  open.onerror = () => reject(open.error);
  open.onsuccess = () => {
    const transaction = open.result.transaction('meta', 'readwrite');
    const store = transaction.objectStore('meta');
    store.get('identity').onsuccess = ({ target }) => store.put({ ...target.result, format: target.result.format + 1 }, 'identity');
    transaction.oncomplete = () => { open.result.close(); resolve(); };
  };
}));

const rows = (page, store) => page.evaluate((store) => new Promise((resolve) => {
  const open = indexedDB.open('kith');
  open.onsuccess = () => {
    const count = open.result.transaction(store).objectStore(store).count();
    count.onsuccess = () => { open.result.close(); resolve(count.result); };
  };
}), store);

story('An older tab stops writing when a newer version upgrades the database', async (kith) => {
  const older = await Engine.open(kith);
  await older.create('task', { title: 'before' });
  await older.saved();
  const newer = await blankTab(kith);
  await upgrade(newer, 1);
  await older.heard('Trouble', 'Newer');
  const written = await rows(newer, 'log');
  await older.create('task', { title: 'typed in the older tab' });
  await older.page.waitForTimeout(500);
  assert.ok((await older.unsaved()) > 0, 'not called saved');
  assert.equal(await rows(newer, 'log'), written, 'nothing was written');
  const again = await Engine.open(kith);
  assert.deepEqual(again.ready, { kind: 'CannotOpen', trouble: 'Newer' }, 'an older version does not open it any more');
  const unsaved = await older.page.evaluate(() => window.engine.ask('UnsavedFile'));
  assert.ok(unsaved.text.length > 0, 'what was typed can be saved to a file');
});

story('An older tab stops writing when a newer version changes the form of the data', async (kith) => {
  const older = await Engine.open(kith);
  await older.create('task', { title: 'before' });
  await older.saved();
  const newer = await blankTab(kith);
  const written = await rows(newer, 'log');
  await newFormat(newer);
  await older.create('task', { title: 'typed in the older tab' });
  await older.heard('Trouble', 'Newer');
  assert.ok((await older.unsaved()) > 0, 'not called saved');
  assert.equal(await rows(newer, 'log'), written, 'nothing was written');
  const again = await Engine.open(kith);
  assert.deepEqual(again.ready, { kind: 'CannotOpen', trouble: 'Newer' });
});

story('A release that is accepted in the middle of work loses nothing that was saved', async (kith) => {
  await kith.app.open();
  await kith.app.keptOffline();
  await kith.app.reload();
  const saved = [];
  await kith.context.exposeFunction('acknowledged', (title) => saved.push(title));
  const engine = await Engine.open(kith);
  engine.page.evaluate(async () => {
    for (let number = 0; ; number += 1) {
      const title = `task ${String(number).padStart(4, '0')}`;
      await window.engine.create('task', { title });
      await window.engine.saved();
      await window.acknowledged(title);
    }
  }).catch(() => {});
  await kith.publish(async (site) => {
    const shell = join(site, 'index.html');
    const text = await readFile(shell, 'utf8');
    await writeFile(shell, text.replace(/(name="description" content=")[^"]*/, '$1New release'));
  });
  assert.equal(await kith.app.lookForRelease(), 'installed');
  await kith.app.acceptRelease();
  // The tab at work is reloaded as the person would do it, in the middle of whatever it writes.
  await engine.page.goto('about:blank');
  const acknowledged = [...saved];
  assert.ok(acknowledged.length > 0);
  const after = await Engine.open(kith);
  const known = new Set(await titles(after));
  for (const title of acknowledged) assert.ok(known.has(title), `${title} was said to be saved and is gone`);
});
