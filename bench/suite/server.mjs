// Serves the built app at /, the suite at /bench/ and what was built for it at /bench/built/, all from one origin that is isolated across
// origins: only then are the browser's clock fine enough (5 µs) and its memory measurable.
//
// `host` serves the app alone, as a static host does that compresses: what a first visit transfers is counted there.

import { createServer } from 'node:http';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json', '.wasm': 'application/wasm', '.csv': 'text/csv' };
const PAGE = '<!doctype html><title>Benchmark</title><link rel="icon" href="data:,"><script type="module" src="/bench/page/main.mjs"></script>';

// A script of the old form (UMD) as a module.
const asModule = (text) => `const module = { exports: {} }, exports = module.exports;\n(function () {\n${text}\n}).call(globalThis);\nexport default module.exports;\n`;

// `made` maps addresses to functions that make their contents; each is made once.
export async function serve({ dist, bench, built, made }) {
  const kept = new Map();
  const contents = async (path) => {
    if (made[path]) {
      if (!kept.has(path)) kept.set(path, Promise.resolve(made[path]()));
      return Buffer.from(await kept.get(path));
    }
    if (path === '/bench/') return Buffer.from(PAGE);
    const ofSuite = path.startsWith('/bench/');
    const ofBuild = path.startsWith('/bench/built/');
    // An address inside the app is answered with the app.
    const [folder, inside] = ofBuild
      ? [built, path.slice('/bench/built'.length)]
      : ofSuite ? [bench, path.slice('/bench'.length)] : [dist, extname(path) ? path : '/index.html'];
    const file = normalize(join(folder, decodeURIComponent(inside)));
    if (!file.startsWith(normalize(`${folder}/`))) throw new Error('outside');
    const bytes = await readFile(file);
    return /^\/node_modules\/(papaparse|arquero)\//.test(inside) ? Buffer.from(asModule(bytes.toString())) : bytes;
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    try {
      const body = await contents(pathname);
      response.writeHead(200, {
        'content-type': !extname(pathname) ? 'text/html' : (TYPES[extname(pathname)] ?? 'application/octet-stream'),
        'content-length': body.length,
        'cache-control': !extname(pathname) ? 'no-cache' : 'public, max-age=31536000, immutable',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      });
      response.end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('not found');
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

// The app with Brotli at quality 11, compressed once. `counted` is what was sent since it was last emptied.
export async function host(dist) {
  const counted = { bytes: 0, requests: 0 };
  const kept = new Map();
  const load = async (path) => {
    if (kept.has(path)) return kept.get(path);
    const plain = path === '/empty/' ? Buffer.from('<!doctype html><title>Empty</title><link rel="icon" href="data:,"><p>Nothing') : await readFile(join(dist, path));
    const packed = /\.(png|ico|woff2)$/.test(path) ? null : brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } });
    kept.set(path, { plain, packed });
    return kept.get(path);
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = pathname === '/empty/' ? pathname : extname(pathname) ? normalize(pathname) : '/index.html';
    try {
      const { plain, packed } = await load(path);
      const body = packed ?? plain;
      const hashed = /-[0-9a-f]{8,}[._]/.test(path) || /-[0-9a-f]{8,}\./.test(path);
      response.writeHead(200, {
        'content-type': path === '/empty/' ? 'text/html' : (TYPES[extname(path)] ?? 'application/octet-stream'),
        'content-length': body.length,
        'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        ...(packed ? { 'content-encoding': 'br' } : {}),
      });
      response.end(body);
      counted.bytes += body.length;
      counted.requests += 1;
    } catch {
      response.writeHead(404);
      response.end();
    }
  });
  // Compressing is done before anything is timed.
  for (const name of await readdir(dist)) if (extname(name)) await load(`/${name}`);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, counted, close: () => server.close() };
}
