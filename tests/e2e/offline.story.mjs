// Kith without a network, and releases that arrive while it is in use.

import assert from 'node:assert/strict';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { story } from './harness.mjs';

story('After the first visit Kith needs no network', { at: 'both' }, async (kith) => {
  await kith.app.open();
  await kith.app.keptOffline();
  // The first visit itself is not under the care of the service worker: what it still fetches comes from the host.
  await kith.page.waitForLoadState('networkidle');
  await kith.unserve();
  await kith.app.reload();
  await kith.app.open('contacts');
  assert.equal(new URL(kith.page.url()).pathname, `${kith.base}contacts`, 'an address inside the app opens as well');
  await kith.restart();
  await kith.app.open();
  await kith.kill();
  await kith.launch();
  await kith.app.open();
});

story('A new release waits until the person accepts it', { at: 'both' }, async (kith) => {
  await kith.app.open();
  await kith.app.keptOffline();
  // The first visit is not yet under the care of the service worker; every later one is.
  await kith.app.reload();
  const before = await kith.app.release();
  await kith.publish(changeTitle);
  assert.equal(await kith.app.lookForRelease(), 'installed');
  await kith.app.reload();
  assert.equal(await kith.app.release(), before, 'a reload alone keeps the release in use');
  await kith.app.acceptRelease();
  assert.notEqual(await kith.app.release(), before);
  assert.equal(await kith.page.evaluate(() => document.head.querySelector('meta[name="description"]').content), 'New release');
  await kith.unserve();
  await kith.app.reload();
  assert.equal((await kith.app.caches()).length, 1, 'only the release in use is kept');
});

story('A release that arrives damaged is not kept', async (kith) => {
  await kith.app.open();
  await kith.app.keptOffline();
  await kith.app.reload();
  const before = await kith.app.release();
  // A file that this browser has never seen, listed with its hash, arrives cut off.
  await kith.publish(async (site) => {
    await changeTitle(site);
    await writeFile(join(site, 'extra.js'), 'export const extra = true;\n');
  });
  await truncate(join(kith.site, 'extra.js'), 3);
  kith.expectProblem(/is not the file this release was built with|Failed to (update|register) a ServiceWorker/);
  assert.equal(await kith.app.lookForRelease(), 'redundant');
  await kith.unserve();
  await kith.app.reload();
  assert.equal(await kith.app.release(), before, 'the whole old release, nothing of the new');
  assert.equal((await kith.app.caches()).length, 1);
});

story('A fresh copy can be asked for', { at: 'both' }, async (kith) => {
  await kith.app.open();
  await kith.app.keptOffline();
  await kith.page.evaluate(() => localStorage.setItem('kept', 'yes'));
  await kith.publish(changeTitle);
  await kith.page.goto(new URL('?reset-sw', kith.address).href);
  await kith.page.waitForURL((url) => !url.searchParams.has('reset-sw'));
  await kith.app.ready();
  assert.equal(await kith.page.evaluate(() => document.head.querySelector('meta[name="description"]').content), 'New release');
  assert.equal(await kith.page.evaluate(() => localStorage.getItem('kept')), 'yes', 'the files of the app go, what the person has stays');
});

async function changeTitle(site) {
  const shell = join(site, 'index.html');
  const text = await readFile(shell, 'utf8');
  await writeFile(shell, text.replace(/(name="description" content=")[^"]*/, '$1New release'));
}
