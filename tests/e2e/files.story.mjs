// Files on records: added, seen, undone, saved with a back-up, refused with a reason.

import assert from 'node:assert/strict';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PHONE, story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';

// A photo of that size, as a camera makes it.
async function photo(page, width, height, type = 'image/jpeg') {
  const bytes = await page.evaluate(async ([width, height, type]) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    const sky = context.createLinearGradient(0, 0, width, height);
    sky.addColorStop(0, 'hsl(120 60% 70%)');
    sky.addColorStop(1, 'hsl(200 60% 30%)');
    context.fillStyle = sky;
    context.fillRect(0, 0, width, height);
    for (let leaf = 0; leaf < 400; leaf += 1) {
      context.fillStyle = `hsl(${leaf} 50% 50%)`;
      context.beginPath();
      context.arc((leaf * 997) % width, (leaf * 613) % height, 40, 0, 7);
      context.fill();
    }
    const blob = await canvas.convertToBlob({ type, quality: 0.95 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, [width, height, type]);
  return Buffer.from(bytes);
}

async function contact(kith) {
  const workspace = await Workspace.empty(kith);
  await workspace.list('contact');
  await workspace.add({ 'Given name': 'Ada', 'Family name': 'Lovelace' });
  await workspace.panel.waitFor();
  return workspace;
}

// Her page, at its files.
async function files(workspace) {
  const { page } = workspace;
  await workspace.panel.getByRole('link', { name: 'Open', exact: true }).click();
  await page.getByRole('tab', { name: /^Files/ }).click();
}

async function add(page, chosen) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Add files' }).click()]);
  await chooser.setFiles(chosen);
}

const listed = (page, name) => page.getByRole('listitem').filter({ has: page.getByRole('button', { name: new RegExp(`^(Show|Download) ${name}`) }) });

// The picture of a row, or of the dialog, once it is painted.
async function painted(image) {
  await image.waitFor();
  return image.evaluate(async (image) => {
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  });
}

async function choose(page, name, what) {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

story('A picture stays with its record, is undone and done again, and comes back from a back-up', async (kith) => {
  const workspace = await contact(kith);
  const { page } = kith;
  await files(workspace);
  await page.getByText('No files yet').waitFor();
  const offer = Buffer.from('%PDF-1.7 not really');
  await add(page, [
    { name: 'garden.jpg', mimeType: 'image/jpeg', buffer: await photo(page, 3000, 1500) },
    { name: 'offer.pdf', mimeType: 'application/pdf', buffer: offer },
  ]);
  await listed(page, 'garden.jpg').waitFor();
  assert.deepEqual(await painted(listed(page, 'garden.jpg').locator('img')), [2048, 1024], 'a large photo is made smaller');
  await workspace.saved();
  await kith.app.reload();
  await painted(listed(page, 'garden.jpg').locator('img'));
  await page.getByRole('tab', { name: 'Activity' }).click();
  await page.getByText('File garden.jpg').waitFor();
  await page.getByRole('link', { name: 'garden.jpg' }).click();
  await page.getByRole('button', { name: 'Show garden.jpg' }).click();
  assert.deepEqual(await painted(workspace.dialog.locator('img')), [2048, 1024]);
  await page.keyboard.press('Escape');
  await workspace.dialog.waitFor({ state: 'hidden' });

  // Both came with one change.
  await workspace.undo();
  await page.getByText('No files yet').waitFor();
  await workspace.redo();
  await listed(page, 'garden.jpg').waitFor();
  await choose(page, 'offer.pdf', 'Rename');
  await workspace.dialog.getByLabel('Name').fill('quote/2.pdf');
  await workspace.dialog.getByRole('button', { name: 'Save' }).click();
  await listed(page, 'quote-2.pdf').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download quote-2.pdf' }).click()]);
  assert.equal(download.suggestedFilename(), 'quote-2.pdf');
  assert.deepEqual(await readFile(await download.path()), offer);
  await choose(page, 'quote-2.pdf', 'Remove');
  await listed(page, 'quote-2.pdf').waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('File quote-2.pdf: moved to the bin').waitFor();
  await page.getByText('File offer.pdf renamed to quote-2.pdf').waitFor();
  await workspace.undo();
  await page.getByRole('tab', { name: /^Files/ }).click();
  await listed(page, 'quote-2.pdf').waitFor();
  await workspace.saved();

  await kith.app.open('settings/storage');
  await page.getByText(/^2 files, /).waitFor();
  const [backup] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Back up now' }).click()]);
  const path = join(kith.scratch, 'backup.kith.json');
  await writeFile(path, await readFile(await backup.path()));
  await kith.evict('indexeddb,local_storage');
  await kith.restart();
  const fresh = new Workspace(kith);
  await kith.app.open();
  const [chooser] = await Promise.all([kith.page.waitForEvent('filechooser'), kith.page.getByRole('button', { name: /^Restore a back-up/ }).first().click()]);
  await chooser.setFiles(path);
  await fresh.dialog.getByRole('button', { name: /^Restore|^Add|^Merge/ }).last().click();
  await fresh.dialog.waitFor({ state: 'hidden' });
  await fresh.list('contact');
  await fresh.row('Ada Lovelace').getByRole('rowheader').click();
  await files(fresh);
  assert.deepEqual(await painted(listed(kith.page, 'garden.jpg').locator('img')), [2048, 1024]);
  assert.deepEqual(kith.problems, []);
});

story('Pictures are dropped on a record and pasted into it', async (kith) => {
  const workspace = await contact(kith);
  const { page } = kith;
  await files(workspace);
  const bytes = [...(await photo(page, 40, 40, 'image/png'))];
  await page.evaluate((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], 'dropped.png', { type: 'image/png' }));
    document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, bytes);
  await listed(page, 'dropped.png').waitFor();
  await page.evaluate((bytes) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, bytes);
  await listed(page, 'Picture ').waitFor();
  await page.getByRole('tab', { name: 'Files 2' }).waitFor();
});

story('A file that is too large is refused, and one that is damaged says so', async (kith) => {
  const workspace = await contact(kith);
  const { page } = kith;
  await files(workspace);
  const large = join(kith.scratch, 'film.mp4');
  const film = await open(large, 'w');
  await film.truncate(50_000_001);
  await film.close();
  await add(page, large);
  await page.getByText('Nothing was added: “film.mp4” is larger than 50 MB').waitFor();
  await page.getByText('No files yet').waitFor();

  await add(page, { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('as it was') });
  await listed(page, 'note.txt').waitFor();
  await workspace.saved();
  await page.evaluate(() => new Promise((resolve, reject) => {
    const request = indexedDB.open('kith');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const writing = request.result.transaction(['blobs'], 'readwrite');
      const cursor = writing.objectStore('blobs').openCursor();
      cursor.onsuccess = () => {
        if (!cursor.result) return;
        const bytes = cursor.result.value;
        bytes[bytes.length - 1] ^= 1;
        cursor.result.update(bytes);
        cursor.result.continue();
      };
      writing.oncomplete = () => {
        request.result.close();
        resolve();
      };
      writing.onabort = () => reject(writing.error);
    };
  }));
  await page.getByRole('button', { name: 'Download note.txt' }).click();
  await page.getByText('“note.txt” cannot be opened: it was damaged on this device').waitFor();
  await kith.app.open('settings/storage');
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText(/The file “note.txt” cannot be opened/).first().waitFor();
});

story('On a phone a photo is taken for a record', { viewport: PHONE, hasTouch: true, isMobile: true }, async (kith) => {
  const workspace = await contact(kith);
  const { page } = kith;
  await workspace.panel.getByRole('button', { name: 'Add files' }).waitFor();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), workspace.panel.getByRole('button', { name: 'Take a photo' }).click()]);
  assert.equal(chooser.isMultiple(), false);
  await chooser.setFiles({ name: 'card.jpg', mimeType: 'image/jpeg', buffer: await photo(page, 300, 200) });
  await painted(listed(page, 'card.jpg').locator('img'));
});
