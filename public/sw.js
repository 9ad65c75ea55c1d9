// Keeps the whole app for offline use, one release at a time.
//
// - A release is kept whole or not at all: every file is compared with the hash it was built with.
// - Each release has a cache of its own; files that did not change are copied from the one before.
// - A new release waits until the person accepts it (the page posts SKIP_WAITING); nothing switches under open work.
// - Only the files of the app are kept, and for a moment what other apps share. IndexedDB, where the person's data lives, is never opened from here.
//
// Building the deployable folder fills in the two lines below.
const BUILD = '';
const PRECACHE = [];

// Several copies of the app may live under one host; each touches only the caches of its own folder.
const SCOPE = new URL('./', self.location).href;
const PREFIX = `kith ${new URL(SCOPE).pathname} `;
const CACHE = PREFIX + BUILD;
// './' is the shell; it is asked for by that name because some hosts redirect index.html, and a redirected answer cannot open a page.
const SHELL = './';

const hashes = new Map(PRECACHE.map(([path, hash]) => [new URL(path, SCOPE).href, hash]));
// The hash is part of the key, so finding a key in an older cache proves that the content is the same.
const keyOf = (href) => `${href}?sha256=${hashes.get(href)}`;

// What other apps share waits here until a page takes it (src/platform/incoming.rs). Each share takes the place of the last.
const SHARE = new URL('share', SCOPE).href;
const SHARED = `kith-shared ${new URL(SCOPE).pathname}`;
const MOST_FILES = 20;
const LARGEST_FILE = 200 * 1024 * 1024;
const LONGEST_TEXT = 100_000;

// How often which origin was asked since this worker started, for the privacy page.
const asked = new Map();
const count = (href) => {
  const { origin } = new URL(href);
  asked.set(origin, (asked.get(origin) ?? 0) + 1);
};

self.addEventListener('install', (event) => event.waitUntil(keepRelease()));
self.addEventListener('activate', (event) => event.waitUntil(dropOlderReleases()));
self.addEventListener('fetch', (event) => {
  count(event.request.url);
  const answer = answerFor(event.request);
  if (answer) event.respondWith(answer);
});
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') self.skipWaiting();
  if (event.data?.type === 'REQUESTS') event.ports[0]?.postMessage([...asked]);
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data?.path ?? ''));
});

async function keepRelease() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all([...hashes.keys()].map((href) => keep(cache, href)));
  } catch (error) {
    // A half-kept release must never be found by the copy step of the next one's install, nor fill the disk.
    await caches.delete(CACHE);
    throw error;
  }
}

async function keep(cache, href) {
  const key = keyOf(href);
  const kept = await findKept(key);
  if (kept) return cache.put(key, kept);
  // What the browser has at hand is right more often than not; if it is not, the host is asked again.
  const body = (await fetchVerified(href, 'default')) ?? (await fetchVerified(href, 'reload'));
  if (!body) throw new Error(`${href} is not the file this release was built with`);
  return cache.put(key, body);
}

async function findKept(key) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const found = await (await caches.open(name)).match(key);
    if (found) return found;
  }
  return null;
}

async function fetchVerified(href, mode) {
  count(href);
  const response = await fetch(href, { cache: mode, credentials: 'same-origin' });
  if (!response.ok) return null;
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hash !== hashes.get(href)) return null;
  // A response made here has no redirect in its past and carries only what opening the file needs.
  const type = response.headers.get('Content-Type') ?? 'application/octet-stream';
  return new Response(bytes, { headers: { 'Content-Type': type, 'Content-Length': String(bytes.byteLength) } });
}

async function dropOlderReleases() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

function answerFor(request) {
  if (request.method === 'POST' && request.url === SHARE) return takeShare(request);
  if (request.method !== 'GET') return null;
  const url = new URL(request.url);
  if (!url.href.startsWith(SCOPE)) return null;
  if (request.mode === 'navigate') {
    // The way out of a broken release: the page that comes from the host forgets this worker and its caches.
    return url.searchParams.has('reset-sw') ? null : kept(new URL(SHELL, SCOPE).href, request);
  }
  url.search = '';
  url.hash = '';
  return hashes.has(url.href) ? kept(url.href, request) : null;
}

// Leads a pressed notice (src/platform/notify.rs) to its place in a window that is open, else in a new one.
async function lead(path) {
  const href = new URL(path, SCOPE).href;
  if (!href.startsWith(SCOPE)) return;
  const pages = await self.clients.matchAll({ type: 'window' });
  const page = pages.find((page) => page.visibilityState === 'visible') ?? pages[0];
  if (!page) {
    await self.clients.openWindow(href);
    return;
  }
  page.postMessage({ type: 'OPEN', path });
  // A window that may not come to the front is at the place all the same.
  await page.focus().catch(() => {});
}

// Puts a share aside and leads to the page that takes it. What it holds comes from anywhere: it is cut to size, and the page shows
// it as text and changes nothing by itself.
async function takeShare(request) {
  const form = await request.formData().catch(() => new FormData());
  const text = (name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : '';
  };
  const files = form.getAll('files').filter((file) => file instanceof File && file.size > 0 && file.size <= LARGEST_FILE).slice(0, MOST_FILES);
  await caches.delete(SHARED);
  const cache = await caches.open(SHARED);
  const said = { title: text('title'), text: text('text'), url: text('url') };
  await cache.put(new URL('shared/text', SCOPE), new Response(JSON.stringify(said), { headers: { 'Content-Type': 'application/json' } }));
  for (const [at, file] of files.entries()) {
    const headers = { 'Content-Type': file.type || 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) };
    await cache.put(new URL(`shared/${at}`, SCOPE), new Response(file, { headers }));
  }
  return Response.redirect(new URL(files.length > 0 ? 'import?shared=1' : 'open?shared=1', SCOPE).href, 303);
}

async function kept(href, request) {
  const cache = await caches.open(CACHE);
  // The browser may have evicted the cache; the host still has the file.
  return (await cache.match(keyOf(href))) ?? fetch(request);
}
