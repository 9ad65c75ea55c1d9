// The app as a whole in one tab: opening it, being ready, what it keeps for offline use.

export class App {
  constructor(page, address) {
    this.page = page;
    this.address = address;
  }

  // Opens an address inside the app, such as 'contacts', and waits for the first screen.
  async open(path = '') {
    await this.page.goto(new URL(path, this.address).href, { waitUntil: 'commit' });
    await this.ready();
  }

  async ready() {
    await this.page.waitForFunction(() => performance.getEntriesByName('kith-ready').length > 0);
  }

  async reload() {
    await this.page.reload({ waitUntil: 'commit' });
    await this.ready();
  }

  get shell() {
    return this.page.locator('#shell');
  }

  get crash() {
    return this.page.getByRole('alertdialog');
  }

  // Name of the release this tab runs.
  release() {
    return this.page.locator('meta[name="kith-build"]').getAttribute('content');
  }

  // Waits until a release is kept whole on this device.
  async keptOffline() {
    await this.page.evaluate(async () => (await navigator.serviceWorker.ready).active);
    await this.page.waitForFunction(async () => (await navigator.serviceWorker.ready).active.state === 'activated');
  }

  // Names of the caches this origin has.
  caches() {
    return this.page.evaluate(() => caches.keys());
  }

  // Asks the host for a newer release now, as the app does on every focus; says how that went.
  lookForRelease() {
    return this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      const next = registration.installing ?? registration.waiting;
      if (!next) return 'none';
      while (next.state === 'installing') await new Promise((done) => next.addEventListener('statechange', done, { once: true }));
      return next.state;
    });
  }

  // Accepts the release that waits, and follows the reload.
  async acceptRelease() {
    await this.page.waitForFunction(() => window.__kithUpdate !== null);
    await Promise.all([this.page.waitForEvent('load'), this.page.evaluate(() => window.__kithUpdate())]);
    await this.ready();
  }
}
