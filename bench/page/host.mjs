// A worker for one peer, named in its address: loads /bench/peers/<name>.mjs and calls what is asked for, one call after the other.
// The time of a call is taken here, so that no peer pays for a bridge.

const loading = import(`/bench/peers/${self.location.search.slice(1)}.mjs`);
let last = Promise.resolve();

// Listens before the module has arrived: a message that meets no listener is lost.
self.addEventListener('message', ({ data: { number, what, values } }) => {
  last = last.then(async () => {
    try {
      const peer = await loading;
      if (!peer[what]) throw new Error(`no function ${what}`);
      const begun = performance.now();
      const value = await peer[what](...values);
      self.postMessage({ number, ms: performance.now() - begun, value });
    } catch (error) {
      self.postMessage({ number, error: error.stack ?? String(error) });
    }
  });
});
