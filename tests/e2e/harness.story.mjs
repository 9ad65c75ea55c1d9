// The means that other stories stand on, shown to do what they say. A watch that sees nothing would make every story pass.

import assert from 'node:assert/strict';
import { story } from './harness.mjs';

story('The watch sees errors, warnings, throws and requests to strangers', { bypassCSP: true }, async (kith) => {
  await kith.app.open();
  await kith.page.evaluate(() => {
    console.error('planted error');
    console.warn('planted warning');
    setTimeout(() => { throw new Error('planted throw'); });
    return fetch('http://127.0.0.1:9/planted').catch(() => {});
  });
  await kith.settle();
  for (const planted of [/^console error: planted error/, /^console warning: planted warning/, /^uncaught: .*planted throw/, /^asked elsewhere: .*planted/]) {
    assert.ok(kith.problems.some((problem) => planted.test(problem)), `${planted} was not seen in ${kith.problems}`);
  }
  kith.expectProblem(/planted|ERR_/);
});

story('The policy of the built app stops what its files did not bring', async (kith) => {
  kith.expectProblem(/Content Security Policy|ERR_BLOCKED/);
  await kith.app.open();
  const outcome = await kith.page.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'window.injected = true';
    document.body.append(inline);
    const attribute = document.createElement('img');
    attribute.setAttribute('onerror', 'window.injected = true');
    attribute.src = 'data:text/plain,broken';
    document.body.append(attribute);
    const stranger = await fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'refused');
    await new Promise((done) => setTimeout(done, 200));
    let evaluated = 'refused';
    try { evaluated = Function('return "ran"')(); } catch {}
    return { injected: window.injected ?? false, stranger, evaluated };
  });
  assert.deepEqual(outcome, { injected: false, stranger: 'refused', evaluated: 'refused' });
});

story('A frozen tab stands still, and goes on when thawed', async (kith) => {
  await kith.app.open();
  const other = await kith.tab();
  await other.open();
  await kith.page.evaluate(() => setInterval(() => localStorage.setItem('beat', String(Number(localStorage.getItem('beat')) + 1)), 20));
  const beat = () => other.page.evaluate(() => Number(localStorage.getItem('beat')));
  const beatsOn = (from) => other.page.waitForFunction((from) => Number(localStorage.getItem('beat')) > from + 3, from);
  await beatsOn(0);
  await kith.freeze();
  await other.page.waitForTimeout(200);
  const stopped = await beat();
  await other.page.waitForTimeout(300);
  assert.equal(await beat(), stopped);
  kith.thaw();
  await beatsOn(stopped);
});

story('Storage can run out, and can be taken away', async (kith) => {
  await kith.limitStorage(3_000_000);
  await kith.app.open();
  const write = (bytes) => kith.page.evaluate((bytes) => new Promise((resolve) => {
    const open = indexedDB.open('planted', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('rows');
    open.onsuccess = () => {
      const transaction = open.result.transaction('rows', 'readwrite');
      transaction.objectStore('rows').put(crypto.getRandomValues(new Uint8Array(65536)), 'first');
      for (let at = 1; at * 65536 < bytes; at += 1) transaction.objectStore('rows').put(crypto.getRandomValues(new Uint8Array(65536)), at);
      transaction.oncomplete = () => { open.result.close(); resolve('saved'); };
      transaction.onabort = () => { open.result.close(); resolve(transaction.error.name); };
    };
  }), bytes);
  assert.equal(await write(65536), 'saved');
  assert.equal(await write(20_000_000), 'QuotaExceededError');
  await kith.freeStorage();
  assert.equal(await write(20_000_000), 'saved');
  await kith.evict();
  const names = await kith.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  assert.equal(names.includes('planted'), false);
});
