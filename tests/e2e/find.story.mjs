// Global search as one types: fragments of numbers, folded accents and scripts, words in any order, slips of the finger.

import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

story('A record is found by any fragment, spelling or order', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await workspace.add({ 'Given name': 'Łukasz', 'Family name': 'Müller', Phone: '+49 30 901820', 'E-mail': 'lukasz@example.org' });
  await workspace.add({ 'Given name': 'Σωκράτης', 'Family name': 'Παππάς' });
  await workspace.row('Łukasz Müller').waitFor();
  for (const [typed, name] of [
    ['901820', 'Łukasz Müller'],
    ['030 90 18', 'Łukasz Müller'],
    ['lukasz', 'Łukasz Müller'],
    ['muller luk', 'Łukasz Müller'],
    ['Mueller', 'Łukasz Müller'],
    ['mulelr', 'Łukasz Müller'],
    ['LUKASZ@EXAMPLE', 'Łukasz Müller'],
    ['παππας', 'Σωκράτης Παππάς'],
    ['ΣΩΚΡΑΤΗΣ', 'Σωκράτης Παππάς'],
  ]) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(typed);
    await page.getByRole('option').filter({ hasText: name }).first().waitFor({ timeout: 5_000 }).catch(() => {
      throw new Error(`"${typed}" does not find ${name}`);
    });
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'hidden' });
  }
});
