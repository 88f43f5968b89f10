/** From bytes to text: UTF-8, and nothing is guessed or replaced. */

import { notUtf8, type CowlabError } from '../../errors/errors.js';

/**
 * The text without a byte order mark.
 * @param name how the place names the file
 * @throws {CowlabError} COW124 with `file:line:column` of the first byte that is not UTF-8
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8At(bytes, name);
  }
}

function notUtf8At(bytes: Uint8Array, name: string): CowlabError {
  const at = validLength(bytes);
  const lineStart = at === 0 ? 0 : bytes.lastIndexOf(0x0a, at - 1) + 1;
  const line = countOf(bytes, 0x0a, lineStart) + 1;
  const column = new TextDecoder().decode(bytes.subarray(lineStart, at)).length + 1;
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const byte = (bytes[at] ?? 0).toString(16).padStart(2, '0');
  return notUtf8(name, byte, `${name}:${line}:${column}`, isUtf16 ? 'it looks like UTF-16: save it as UTF-8' : undefined);
}

/** Bytes before the first that is not UTF-8. Half a megabyte at a time, so that no text of it all is made for each try. */
function validLength(bytes: Uint8Array): number {
  let start = 0;
  for (let end = start + step; start < bytes.length; end = start + step) {
    const part = bytes.subarray(start, end);
    const found = badByteIn(part, end < bytes.length);
    if (found < part.length) return start + found;
    // A character that goes on behind the part begins the next one.
    start += part.length - (end < bytes.length ? unfinished(part) : 0);
  }
  return start;
}

const step = 1 << 19;

/** Index of the first byte that does not fit; the length where all do. */
function badByteIn(part: Uint8Array, goesOn: boolean): number {
  if (isValid(part, goesOn)) return part.length;
  let [good, bad] = [0, part.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    // A prefix may end within a character: only what can never become one is wrong.
    if (isValid(part.subarray(0, middle), true)) good = middle;
    else bad = middle;
  }
  return good - unfinished(part.subarray(0, good));
}

function isValid(bytes: Uint8Array, goesOn: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: goesOn });
    return true;
  } catch {
    return false;
  }
}

/** Bytes at the end that begin a character and do not end it; the text before is valid. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

function countOf(bytes: Uint8Array, byte: number, end: number): number {
  let count = 0;
  for (let at = 0; at < end; at++) if (bytes[at] === byte) count++;
  return count;
}
