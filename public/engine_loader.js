// Starts the engine inside its worker. The module takes a while to arrive, and a message sent meanwhile
// would meet no listener: it is kept and handed over in order once the engine listens.
const early = [];
const keep = (event) => early.push(event);
self.addEventListener('message', keep);

try {
  const wasm = fetch(new URL('./engine_bg.wasm', import.meta.url));
  const { default: init } = await import('./engine.js');
  await init({ module_or_path: wasm });
  self.removeEventListener('message', keep);
  for (const { data, ports } of early) {
    self.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
  }
} catch (error) {
  // A rejected module stays inside the worker; a reported error reaches `onerror` of the page that started it.
  reportError(error);
}
