// The browser of a run: one headless Chromium with a profile of its own, which can be closed and opened again for cold starts.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

// No sandbox: containers run as root. The memory switch makes the browser collect at once when it is asked for its memory.
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-features=OptimizationHints,MediaRouter',
  '--enable-blink-features=ForceEagerMeasureMemory',
];

export class Browser {
  static async open(executable, address) {
    const browser = new Browser();
    Object.assign(browser, { executable, address, profile: await mkdtemp(join(tmpdir(), 'kith-bench-')) });
    await browser.launch();
    return browser;
  }

  async launch() {
    this.context = await chromium.launchPersistentContext(this.profile, { executablePath: this.executable, args: FLAGS, headless: true, timezoneId: 'UTC', locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    this.context.setDefaultTimeout(0);
    this.version = this.context.browser()?.version() ?? 'unknown';
  }

  // Ends the browser process and starts another one on the same profile: nothing stays in memory.
  async restart() {
    await this.context.close();
    await this.launch();
  }

  // A tab of the suite. `call` runs one of the functions of page/main.mjs in it.
  async tab() {
    const page = await this.context.newPage();
    page.on('pageerror', (error) => console.error(`page: ${error.stack}`));
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(`page: ${message.text()}`);
    });
    await page.goto(`${this.address}/bench/`);
    await page.waitForFunction(() => window.bench);
    const call = (name, ...values) => page.evaluate(([name, values]) => window.bench[name](...values), [name, values]);
    return { page, call, close: () => page.close() };
  }

  async close() {
    await this.context.close();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

// A browser with nothing in its cache.
export async function freshContext(executable, use, flags = []) {
  const browser = await chromium.launch({ executablePath: executable, args: [...FLAGS, ...flags], headless: true });
  try {
    return await use(await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'UTC' }));
  } finally {
    await browser.close();
  }
}
