// The messages of the suite fit the bridge as its source has it now: a run that would end with "no such field" fails here, in a second.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { filterOf, segmentsOf } from '../suite/segments.mjs';
import { byId, byName, filtered } from '../suite/views.mjs';
import { asked } from '../workloads/search.mjs';
import { Codec } from './codec.mjs';
import { shapes } from './shapes.mjs';

const codec = new Codec(await shapes(fileURLToPath(new URL('../../', import.meta.url))));
const there = (request) => {
  const bytes = codec.encode('ToEngine', { Ask: { number: 7, request } });
  return codec.decode('ToEngine', bytes).Ask.request;
};

test('views, searches, segments and imports are written as they are read', () => {
  const view = filtered({ language: 'de', stage: 'lead', rows: 50 });
  assert.deepEqual(there({ OpenView: view }).OpenView.view.filter, view.view.filter);
  for (const open of [byName({ rows: 50 }), byId({ rows: 50 })]) assert.deepEqual(there({ OpenView: open }).OpenView.view.sort, open.view.sort);
  assert.equal(there(asked('noor')).Search.text, 'noor');
  for (const { rule } of segmentsOf(3)) assert.deepEqual(there({ Count: { object: 'contact', filter: filterOf(rule) } }).Count.filter, filterOf(rule));
  assert.deepEqual(there({ Import: { Start: { names: ['a.csv'], pasted: null, object: 'contact', tasks: 'tasks' } } }).Import.Start.names, ['a.csv']);
  for (const request of ['Status', { Import: 'Preview' }, { Import: 'Run' }]) assert.deepEqual(there(request), request);
  assert.deepEqual(there({ Rfm: { object: 'contact' } }), { Rfm: { object: 'contact' } });
});

test('what the stories about storage do is written as it is read', () => {
  const create = { object: 'task', fields: [['title', { Text: 'Call back' }]] };
  const made = there({ Do: { Create: create } }).Do.Create;
  assert.deepEqual(made, create);
  const edit = { object: 'task', record: 2n ** 100n + 7n, fields: create.fields };
  assert.deepEqual(there({ Do: { Edit: edit } }).Do.Edit, edit);
  const sample = { seed: 7, contacts: 500, persona: 'Agency' };
  assert.deepEqual(there({ Do: { LoadSample: sample } }).Do.LoadSample, sample);
  assert.equal(there({ Do: 'Undo' }).Do, 'Undo');
  for (const request of ['Backup', 'UnsavedFile']) assert.equal(there(request), request);
});

test('a name that the bridge does not have is an error, not silence', () => {
  assert.throws(() => codec.encode('ToEngine', { Ask: { number: 7, request: { Search: { text: 'x', words: 'y' } } } }), /has no words/);
  assert.throws(() => codec.encode('ToEngine', { Ask: { number: 7, request: 'Nothing' } }), /no variant Nothing/);
  assert.throws(() => codec.encode('ToEngine', { Ask: { number: 7 } }), /request is left out/);
});
