// Zips, as little as is needed: written without compression, read with or without it. APPNOTE.TXT 6.3, sections 4.3 and 4.4 (PKWARE).

const crcTable = Uint32Array.from({ length: 256 }, (_, number) => {
  let value = number;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

export function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = crcTable[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

// Bytes of a zip of {name: text}. Every file bears the first day that a zip can tell, so that the same work gives the same bytes.
export function zipped(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const path = new TextEncoder().encode(name);
    const data = new TextEncoder().encode(text);
    const common = [20, 0x0800, 0, 0, 0x0021]; // version, names in UTF-8, stored, time, 1 January 1980
    const head = new DataView(new ArrayBuffer(26));
    common.forEach((value, place) => head.setUint16(place * 2, value, true));
    [crc32(data), data.length, data.length].forEach((value, place) => head.setUint32(10 + place * 4, value, true));
    head.setUint16(22, path.length, true);
    const where = new DataView(new ArrayBuffer(14)); // comment, disk, attributes, offset
    where.setUint32(10, offset, true);
    const shared = new Uint8Array(head.buffer);
    const file = [Uint8Array.of(0x50, 0x4b, 3, 4), shared, path, data];
    directory.push(Uint8Array.of(0x50, 0x4b, 1, 2, 20, 0), shared, new Uint8Array(where.buffer), path);
    parts.push(...file);
    offset += file.reduce((sum, part) => sum + part.length, 0);
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  const count = Object.keys(files).length;
  end.setUint16(8, count, true);
  end.setUint16(10, count, true);
  end.setUint32(12, directory.reduce((sum, part) => sum + part.length, 0), true);
  end.setUint32(16, offset, true);
  return new Blob([...parts, ...directory, new Uint8Array(end.buffer)], { type: "application/zip" });
}

// {name: text} of the files of a zip. Throws an Error in words.
export async function unzipped(buffer) {
  const view = new DataView(buffer);
  let end = view.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error("this file is no zip; choose one that the desk saved, or a zip of CSV tables");
  const files = {};
  let place = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
    const [method, size, nameLength] = [view.getUint16(place + 10, true), view.getUint32(place + 20, true), view.getUint16(place + 28, true)];
    const name = new TextDecoder().decode(new Uint8Array(buffer, place + 46, nameLength));
    const local = view.getUint32(place + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packed = new Uint8Array(buffer, start, size);
    if (method !== 0 && method !== 8) throw new Error(`${name}: packed in a way that this page cannot read; make the zip again`);
    if (!name.endsWith("/")) files[name] = await unpacked(packed, method);
    place += 46 + nameLength + view.getUint16(place + 30, true) + view.getUint16(place + 32, true);
  }
  return files;
}

async function unpacked(packed, method) {
  if (method === 0) return new TextDecoder().decode(packed);
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
}
