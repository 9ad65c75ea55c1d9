// A workbook (XLSX) as spreadsheets write it, as small as it can be: sheets of texts, numbers and days.

import { deflateRawSync } from 'node:zlib';

// Parts as a ZIP file. Nobody here checks their checksums.
function zip(parts) {
  const files = [];
  const directory = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const packed = deflateRawSync(text);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(Buffer.byteLength(text), 18);
    shared.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), packed]);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), shared, place, Buffer.from(name));
    files.push(file);
    at += file.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, ...directory, Buffer.from('PK\x05\x06'), end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

// The rows of each sheet by its name. Cells are texts, numbers, or days as `Date`.
export function workbook(sheets) {
  const cell = (value) => {
    if (value instanceof Date) return `<c s="1"><v>${value.getTime() / 86_400_000 + 25_569}</v></c>`;
    if (typeof value === 'number') return `<c><v>${value}</v></c>`;
    return `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const lines = (rows) => rows.map((row, index) => `<row r="${index + 1}">${row.map(cell).join('')}</row>`).join('');
  const relation = (id, kind, target) => `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  const numbered = Object.entries(sheets).map(([name, rows], index) => ({ name, rows, id: `s${index}`, file: `sheet${index}.xml` }));
  return zip({
    'xl/workbook.xml': `<workbook><sheets>${numbered.map(({ name, id }) => `<sheet name="${name}" sheetId="1" r:id="${id}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${numbered.map(({ id, file }) => relation(id, 'worksheet', file)).join('')}${relation('b', 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    ...Object.fromEntries(numbered.map(({ rows, file }) => [`xl/${file}`, `<worksheet><sheetData>${lines(rows)}</sheetData></worksheet>`])),
  });
}
