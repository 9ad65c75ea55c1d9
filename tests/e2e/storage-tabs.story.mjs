// Several tabs of one person: they write at once, one stands still, one dies. None loses anything and none waits for another.

import assert from 'node:assert/strict';
import { story } from './harness.mjs';
import { Engine } from './pages/engine.mjs';

const titles = async (engine) => [...(await engine.records('task')).values()].map(({ title }) => title).sort();

// Makes tasks one after the other, each said to be saved before the next.
const makeTasks = (engine, name, count) => engine.page.evaluate(async ([name, count]) => {
  for (let number = 0; number < count; number += 1) {
    await window.engine.create('task', { title: `${name} ${number}` });
    await window.engine.saved();
  }
}, [name, count]);

const numbered = (name, count) => Array.from({ length: count }, (_, number) => `${name} ${number}`);

// What a tab knows reaches the others within moments; waits until this one knows so many tasks.
async function knows(engine, count) {
  for (let tries = 0; tries < 100; tries += 1) {
    const known = await titles(engine);
    if (known.length >= count) return known;
    await engine.page.waitForTimeout(50);
  }
  assert.fail(`the tab never knew ${count} tasks: ${await titles(engine)}`);
}

story('Two tabs that write at once keep everything of both', async (kith) => {
  const one = await Engine.open(kith);
  const two = await Engine.open(kith);
  await Promise.all([makeTasks(one, 'one', 30), makeTasks(two, 'two', 30)]);
  const all = [...numbered('one', 30), ...numbered('two', 30)].sort();
  assert.deepEqual(await knows(one, 60), all);
  assert.deepEqual(await knows(two, 60), all);
  // Both change the same task; both end with the same words, and a third tab reads them so from the log.
  const made = await one.create('task', { title: 'both' });
  await one.saved();
  await knows(two, 61);
  await Promise.all([one.edit('task', made.record.id, { title: 'of one' }), two.edit('task', made.record.id, { title: 'of two' })]);
  await Promise.all([one.saved(), two.saved()]);
  const three = await Engine.open(kith);
  const last = (await three.records('task')).get(made.record.id).title;
  assert.ok(['of one', 'of two'].includes(last));
  for (const engine of [one, two]) {
    await engine.wake();
    await engine.page.waitForTimeout(200);
    assert.equal((await engine.records('task')).get(made.record.id).title, last);
  }
});

story('A tab that stands still keeps no other from saving, and catches up', async (kith) => {
  const still = await Engine.open(kith);
  const other = await Engine.open(kith);
  await makeTasks(still, 'still', 3);
  await knows(other, 3);
  // It stands still with the lock in its hands, but not in the middle of a transaction: no browser stops a tab there, because
  // nobody could use the database any more.
  await still.page.evaluate(() => new Promise((held) => {
    navigator.locks.request('kith-write', () => {
      held();
      return new Promise((release) => { window.release = release; });
    });
  }));
  await kith.freeze(still.page);
  const begun = Date.now();
  await makeTasks(other, 'other', 5);
  const longest = Date.now() - begun;
  assert.ok(longest < 15_000, `saving five changes beside a tab that stands still took ${longest} ms`);
  kith.thaw(still.page);
  await makeTasks(still, 'awake', 2);
  await still.page.evaluate(() => window.release());
  const all = [...numbered('still', 3), ...numbered('other', 5), ...numbered('awake', 2)].sort();
  assert.deepEqual(await knows(still, all.length), all);
  assert.deepEqual(await knows(other, all.length), all);
});

story('A tab that dies while writing takes nothing with it', async (kith) => {
  const other = await Engine.open(kith);
  for (let round = 0; round < 5; round += 1) {
    const dying = await Engine.open(kith);
    const saved = [];
    await dying.page.exposeFunction('acknowledged', (title) => saved.push(title));
    dying.page.evaluate(async (round) => {
      for (let number = 0; ; number += 1) {
        const title = `dying ${round}.${number}`;
        await window.engine.create('task', { title });
        await window.engine.saved();
        window.acknowledged(title);
      }
    }, round).catch(() => {});
    while (saved.length < 3 + round) await new Promise((resolve) => setTimeout(resolve, 5));
    // Only the worker dies; nobody says goodbye.
    await dying.page.evaluate(() => window.engine.worker.terminate());
    const acknowledged = [...saved];
    await makeTasks(other, `after ${round}`, 2);
    const known = await titles(other);
    for (const title of [...acknowledged, ...numbered(`after ${round}`, 2)]) assert.ok(known.includes(title), `${title} is gone`);
    await dying.close();
  }
});

story('A step is undone in the tab that made it, and all tabs see it', async (kith) => {
  const one = await Engine.open(kith);
  const two = await Engine.open(kith);
  await one.create('task', { title: 'kept' });
  await one.create('task', { title: 'undone' });
  await one.saved();
  await knows(two, 2);
  await two.create('task', { title: 'of two' });
  await two.saved();
  await knows(one, 3);
  await one.undo();
  await one.saved();
  await two.wake();
  await two.page.waitForTimeout(200);
  assert.deepEqual(await titles(one), ['kept', 'of two']);
  assert.deepEqual(await titles(two), ['kept', 'of two']);
});
