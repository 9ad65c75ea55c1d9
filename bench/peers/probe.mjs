// What the machine can do, measured in the same browser run: the floor that every workload is held against.

const MEGABYTE = 2 ** 20;

const best = (times, work) => {
  let least = Infinity;
  for (let time = 0; time < times; time += 1) {
    const begun = performance.now();
    work();
    least = Math.min(least, performance.now() - begun);
  }
  return least;
};

// Bytes per millisecond: a block that no cache holds, copied (read and written), and read once. JavaScript has no read that is sure to run
// at the memory's speed, so reading counts as fast as the faster of both.
export function memory() {
  const from = new Float64Array(12 * MEGABYTE).fill(1);
  const to = new Float64Array(from.length);
  const search = best(9, () => {
    if (from.indexOf(0) !== -1) throw new Error('there is no zero in it');
  });
  const copy = (2 * from.byteLength) / best(9, () => to.set(from));
  return { read: Math.max(from.byteLength / search, copy), copy };
}

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const ended = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = resolve;
  transaction.onabort = () => reject(transaction.error);
});

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

// IndexedDB: bytes per millisecond of 16 MB values, and milliseconds of one transaction with 300 bytes that is flushed to the disk.
export async function storage() {
  const opening = indexedDB.open('probe');
  opening.onupgradeneeded = () => opening.result.createObjectStore('values');
  const database = await asked(opening);
  const times = { write: [], read: [], commit: [] };
  const block = new Uint8Array(16 * MEGABYTE).map((_, place) => (place * 2654435761) >>> 13);
  const put = async (value, key, durability) => {
    const begun = performance.now();
    const transaction = database.transaction('values', 'readwrite', { durability });
    transaction.objectStore('values').put(value, key);
    await ended(transaction);
    return performance.now() - begun;
  };
  for (let time = 0; time < 3; time += 1) {
    times.write.push(await put(block, 'block', 'relaxed'));
    const begun = performance.now();
    const back = await asked(database.transaction('values').objectStore('values').get('block'));
    times.read.push(performance.now() - begun);
    if (back.length !== block.length) throw new Error('the block came back shorter');
  }
  for (let time = 0; time < 30; time += 1) times.commit.push(await put(new Uint8Array(300).fill(time), `row ${time}`, 'strict'));
  database.close();
  await asked(indexedDB.deleteDatabase('probe'));
  return { write: block.length / median(times.write), read: block.length / median(times.read), commit: median(times.commit) };
}
