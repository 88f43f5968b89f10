/** JSON text from outside: parsed within bounds, and refused with the place of the mistake. */

import { resultsNotJson, resultsTooLarge } from '../../core/errors/errors.js';
import { wordsOf } from '../../core/errors/thrown.js';
import { placeIn } from '../../core/run/input/place-in.js';

/** Values in one file. A trace of a million steps has four million; beyond this the memory may not do. */
const mostValues = 20_000_000;

/**
 * @param file how errors name the text
 * @throws {CowlabError} COW053 with `file:line:column` for what is not JSON, COW054 for more than `mostValues`
 */
export function parseJson(text: string, file: string): unknown {
  refuseTooMany(text, file);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const at = mistakeIn(text);
    // The parser's words begin with what it met, and may go on with a piece of the text.
    const said = at === text.length ? undefined : wordsOf(error).replace(/(?:,| in JSON| \().*$/su, '');
    throw resultsNotJson(said, placeIn(text, at, file));
  }
}

function refuseTooMany(text: string, file: string): void {
  let [count, isString] = [0, false];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) isString = !isString;
    else if (code === backslash) at += isString ? 1 : 0;
    else if (!isString && (code === comma || code === bracket || code === brace) && ++count > mostValues)
      throw resultsTooLarge(mostValues, placeIn(text, at, file));
  }
}

const [quote, backslash, comma, bracket, brace] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

const space = /[ \t\n\r]*/uy;
const text = String.raw`"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"`;
const key = new RegExp(String.raw`${text}[ \t\n\r]*:`, 'uy');
const scalar = new RegExp(String.raw`${text}|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null`, 'uy');

/** Where the text stops being JSON. Without recursion, since it may be nested to any depth. */
function mistakeIn(json: string): number {
  const open: string[] = [];
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(json);
    if (found !== null) at = pattern.lastIndex;
    return found !== null;
  };
  const skip = (sign: string): boolean => {
    take(space);
    if (json.charAt(at) !== sign || sign === '') return false;
    at++;
    return true;
  };
  const begin = (): boolean => (take(space), open.at(-1) === '}' ? take(key) : true);
  /** A value, and what it closes; true when another one must follow. */
  for (;;) {
    take(space);
    const isOpened = skip('{') ? open.push('}') : skip('[') ? open.push(']') : 0;
    if (isOpened > 0) {
      if (!skip(open.at(-1) ?? '')) {
        if (!begin()) return at;
        continue;
      }
      open.pop();
    } else if (!take(scalar)) return at;
    while (open.length > 0 && skip(open.at(-1) ?? '')) open.pop();
    if (open.length === 0 || !skip(',') || !begin()) return (take(space), at);
  }
}
