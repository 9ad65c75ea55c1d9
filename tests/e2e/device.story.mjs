// Kith as an app of the device: what its manifest promises, and what arrives from other apps.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertAccessible } from './accessibility.mjs';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

// Shares as the system does: a form posted to the address that the manifest names.
const share = (page, address, { files = [], ...texts }) => page.evaluate(async ({ address, files, texts }) => {
  const form = new FormData();
  for (const [name, text] of Object.entries(texts)) form.set(name, text);
  for (const { name, type, text } of files) form.append('files', new File([text], name, { type }));
  const answer = await fetch(new URL('share', address), { method: 'POST', body: form, redirect: 'manual' });
  return answer.type;
}, { address, files, texts });

const kept = async (kith) => {
  await kith.app.keptOffline();
  await kith.app.reload();
};

story('The manifest keeps its promises', { at: 'both' }, async (kith) => {
  await kith.app.open();
  const { page } = kith;
  const session = await kith.context.newCDPSession(page);
  const { errors, url } = await session.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(await readFile(join(kith.site, 'manifest.webmanifest'), 'utf8'));
  assert.equal(manifest.id, kith.base);
  // Every picture and icon is there and is as large as it says.
  for (const { src, sizes, type } of [...manifest.icons, ...manifest.screenshots, ...manifest.shortcuts.flatMap(({ icons }) => icons)]) {
    const found = await page.evaluate(async ({ src, url }) => {
      const answer = await fetch(new URL(src, url));
      const bytes = await answer.blob();
      const picture = bytes.type.includes('svg') ? null : await createImageBitmap(bytes);
      return { ok: answer.ok, type: bytes.type, size: picture && `${picture.width}x${picture.height}`, bytes: bytes.size };
    }, { src, url });
    assert.ok(found.ok, src);
    assert.equal(found.type, type, src);
    if (found.size) assert.equal(found.size, sizes, src);
    assert.ok(found.bytes < 150_000, `${src} has ${found.bytes} bytes`);
  }
  // Every address that it leads to is a place of the app, below its own folder.
  for (const { url: to } of manifest.shortcuts) {
    await page.goto(new URL(to, url).href);
    await kith.app.ready();
    assert.equal(await page.getByText('There is no such page').count(), 0, to);
    assert.ok(new URL(page.url()).pathname.startsWith(kith.base));
  }
});

story('A shortcut of the app asks for a new record, once', async (kith) => {
  const workspace = await Workspace.empty(kith);
  await kith.app.open('deal?new=1');
  await workspace.dialog.getByText('New deal').first().waitFor();
  assert.equal(new URL(kith.page.url()).search.includes('new'), false);
  await kith.page.keyboard.press('Escape');
  await kith.app.reload();
  assert.equal(await workspace.dialog.count(), 0);
});

story('A shared file is imported', { at: 'both' }, async (kith) => {
  await Workspace.empty(kith);
  await kept(kith);
  const { page } = kith;
  const csv = 'Name,E-mail\nAda Lovelace,ada@example.org\n';
  assert.equal(await share(page, kith.address, { files: [{ name: 'Kontakte übrig.csv', type: 'text/csv', text: csv }] }), 'opaqueredirect');
  await kith.app.open('import?shared=1');
  await page.getByText('Kontakte übrig.csv').first().waitFor();
  assert.equal(new URL(page.url()).search, '', 'a reload takes nothing twice');
  assert.equal((await kith.app.caches()).filter((name) => name.startsWith('kith-shared')).length, 0, 'it was taken');
});

story('Shared text becomes a note, as text', { at: 'both' }, async (kith) => {
  const workspace = await Workspace.empty(kith);
  await kept(kith);
  const { page } = kith;
  const text = '<img src=x onerror=alert(1)> call back on Tuesday';
  assert.equal(await share(page, kith.address, { title: 'Ada', text, url: 'https://example.org/ada' }), 'opaqueredirect');
  await kith.app.open('open?shared=1');
  await page.getByText(text).waitFor();
  await assertAccessible(page);
  await kith.shot('shared');
  await page.getByRole('button', { name: 'Keep as a note' }).click();
  assert.match(await workspace.dialog.getByLabel(/^Text/).inputValue(), /call back on Tuesday\nhttps:\/\/example\.org\/ada/);
  await workspace.dialog.getByRole('button', { name: /^Add / }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  // Nothing is left for the next one.
  await kith.app.open('open?shared=1');
  await page.getByText('Nothing was shared').waitFor();
});

story('An address that was pressed elsewhere finds its record', { at: 'both' }, async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Ada', 'E-mail': 'ada@example.org', Phone: '+49 30 901820' });
  await workspace.row('Ada').waitFor();
  const path = async (address) => {
    await kith.app.open(`open?u=${encodeURIComponent(address)}`);
    await page.getByRole('heading', { name: 'Ada' }).first().waitFor();
    await page.waitForFunction(() => /contact\/[0-9a-f-]{36}$/.test(location.pathname));
    return new URL(page.url()).pathname.slice(kith.base.length);
  };
  const record = await path('mailto:ada@example.org?subject=Hello');
  assert.equal(await path('tel:+49-30-901820'), record);
  assert.equal(await path(`web+kith:${record}`), record);
  await kith.app.open(`open?u=${encodeURIComponent('mailto:grace@example.org')}`);
  await page.getByText('Nobody here has grace@example.org').waitFor();
  await assertAccessible(page);
  await kith.shot('nobody');
  await page.getByRole('button', { name: 'New contact' }).click();
  assert.equal(await workspace.dialog.getByLabel(/^E-mail/).first().inputValue(), 'grace@example.org');
  await page.keyboard.press('Escape');
  for (const bad of ['javascript:alert(1)', 'https://example.org', 'mailto:%0d%0abcc:eve@example.org', 'web+kith:settings/storage', 'tel:x', 'x'.repeat(5000)]) {
    await kith.app.open(`open?u=${encodeURIComponent(bad)}`);
    await page.getByText('This address cannot be opened').waitFor();
  }
});

story('Files opened with Kith are imported, and a back-up is restored', async (kith) => {
  await kith.context.addInitScript(() => {
    // Only installed apps have a launch queue; this one is filled by the story.
    const setConsumer = (consumer) => { window.launch = (files) => consumer({ files: files.map((file) => ({ getFile: async () => file })) }); };
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
  });
  await Workspace.empty(kith);
  const { page } = kith;
  await page.evaluate(() => window.launch([new File(['Name\nAda\n'], 'people.csv', { type: 'text/csv' })]));
  await page.getByText('people.csv').first().waitFor();
  assert.match(page.url(), /import$/);
  await page.evaluate(() => window.launch([new File(['{}'], 'broken.kith')]));
  await page.getByText('This file cannot be restored').waitFor();
});

for (const colorScheme of ['light', 'dark']) story(`The settings say what this device can do (${colorScheme})`, { colorScheme }, async (kith) => {
  await kith.context.addInitScript(() => {
    const registered = [];
    window.registered = registered;
    navigator.registerProtocolHandler = (kind, address) => registered.push([kind, address]);
  });
  await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('settings/device');
  await assertAccessible(page);
  await kith.shot('device');
  await page.getByRole('button', { name: 'Open with Kith' }).first().click();
  assert.deepEqual(await page.evaluate(() => window.registered), [['mailto', `${kith.address}open?u=%s`]]);
  await page.getByRole('button', { name: 'Ask again' }).waitFor();
  await page.setViewportSize(PHONE);
  await kith.shot('device-phone');
  await assertAccessible(page);
});

story('Safari is told that it forgets', { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15' }, async (kith) => {
  await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('settings/storage');
  await page.getByText('This browser deletes what sites keep after seven days without a visit').waitFor();
  await page.getByRole('link', { name: 'How' }).click();
  await page.getByText('Tap the share button of Safari').waitFor();
  await kith.shot('safari');
  await assertAccessible(page);
});

story('The number on the icon is that of tasks due', async (kith) => {
  await kith.context.addInitScript(() => {
    const real = window.matchMedia.bind(window);
    window.matchMedia = (query) => (query.includes('display-mode: standalone') ? { matches: true, media: query, addEventListener() {}, removeEventListener() {} } : real(query));
    window.badge = null;
    navigator.setAppBadge = async (count) => { window.badge = count; };
    navigator.clearAppBadge = async () => { window.badge = 0; };
  });
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('task');
  await page.waitForFunction(() => window.badge === 0);
  const today = await page.evaluate(() => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10));
  await workspace.add({ Title: 'Call Ada', Due: today });
  await page.waitForFunction(() => window.badge === 1);
});

for (const viewport of [undefined, PHONE]) story(`Without a network it says so, and goes on (${viewport ? 'phone' : 'desktop'})`, viewport ? { viewport } : {}, async (kith) => {
  const workspace = await Workspace.empty(kith);
  await kith.app.keptOffline();
  const { page } = kith;
  await kith.unserve();
  // Headless Chromium does not tell its pages about the network.
  const network = (on) => page.evaluate((on) => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => on });
    dispatchEvent(new Event(on ? 'online' : 'offline'));
  }, on);
  await network(false);
  const chip = page.getByRole('status').filter({ hasText: 'Offline' }).filter({ visible: true });
  await chip.first().waitFor();
  await kith.shot('offline');
  await kith.app.open('contact');
  await network(false);
  await page.keyboard.press('n');
  await workspace.fill({ 'Given name': 'Ada' });
  await workspace.dialog.getByRole('button', { name: /^Add / }).click();
  await page.getByText('Ada').first().waitFor();
  await network(true);
  await chip.first().waitFor({ state: 'hidden' });
});
