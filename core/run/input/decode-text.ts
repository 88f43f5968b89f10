/** From bytes to text: UTF-8, and nothing is guessed or replaced. */

import { notUtf8, type CowlabError } from '../../errors/errors.js';
import { placeIn } from './place-in.js';

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

const replacement = '\ufffd';
const mark = [0xef, 0xbb, 0xbf];
const replacementBytes = [0xef, 0xbf, 0xbd];

/** A lenient decoder puts a replacement for what is not UTF-8; the first that the text does not have itself is the place. */
function notUtf8At(bytes: Uint8Array, name: string): CowlabError {
  const text = new TextDecoder().decode(bytes);
  let at = startsWith(bytes, 0, mark) ? mark.length : 0;
  let index = -1;
  for (let from = 0; ; from = index + 1) {
    index = text.indexOf(replacement, from);
    at += Buffer.byteLength(text.slice(from, index));
    if (!startsWith(bytes, at, replacementBytes)) break;
    at += replacementBytes.length;
  }
  const isUtf16 = startsWith(bytes, 0, [0xff, 0xfe]) || startsWith(bytes, 0, [0xfe, 0xff]);
  const byte = (bytes[at] ?? 0).toString(16).padStart(2, '0');
  return notUtf8(name, byte, placeIn(text, index, name), isUtf16 ? 'it looks like UTF-16: save it as UTF-8' : undefined);
}

function startsWith(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return expected.every((byte, index) => bytes[at + index] === byte);
}
