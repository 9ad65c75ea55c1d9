// papaparse: a file of comma-separated values as an array of objects.

const Papa = (await import('/bench/node_modules/papaparse/papaparse.min.js')).default;

export async function read(address) {
  const text = await (await fetch(address)).text();
  return Papa.parse(text, { header: true, skipEmptyLines: true }).data;
}

export async function count(address) {
  return (await read(address)).length;
}
