/** Packs files into a ZIP archive without compressing them (PKWARE APPNOTE, method 0). Names are ASCII. */

/** Midnight of the first day that the format knows, so that equal files make equal archives. */
const DATE = 0x21;
const VERSION = 20;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/**
 * Returns the archive.
 *
 * @param {{name: string, text: string}[]} files in the order in which they are packed
 * @returns {Blob}
 */
export function zip(files) {
  const parts = [];
  const entries = [];
  let at = 0;
  for (const file of files) {
    const name = new TextEncoder().encode(file.name);
    const data = new TextEncoder().encode(file.text);
    const facts = [0, 0, 0, DATE, checksum(data), data.length, data.length, name.length, 0];
    const head = fields([0x04034b50, VERSION, ...facts], [4, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2]);
    entries.push(fields([0x02014b50, VERSION, VERSION, ...facts, 0, 0, 0, 0, at], [4, 2, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4]), name);
    parts.push(head, name, data);
    at += head.length + name.length + data.length;
  }
  const size = entries.reduce((sum, { length }) => sum + length, 0);
  const end = fields([0x06054b50, 0, 0, files.length, files.length, size, at, 0], [4, 2, 2, 2, 2, 4, 4, 2]);
  return new Blob([...parts, ...entries, end], { type: 'application/zip' });
}

/** Returns numbers as bytes, the least first, each as wide as said. */
function fields(values, widths) {
  return Uint8Array.from(values.flatMap((value, i) => Array.from({ length: widths[i] }, (_, byte) => (value >>> (8 * byte)) & 0xff)));
}

/** CRC-32 of IEEE 802.3. */
function checksum(data) {
  let sum = 0xffffffff;
  for (const byte of data) sum = TABLE[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return ~sum >>> 0;
}
