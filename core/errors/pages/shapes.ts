/** The pages of data that is not of the shape which belongs there. */

import { forbiddenKey, keyNotText, keyOfPrototype, missingKey, noEntry, severalEntries, wrongShape } from '../shapes.js';
import type { ErrorPage } from './page.js';

const line = 'cve.scenario.yaml:7:18';
const exitCodes = [2] as const;

/** By code. */
export const shapePages = {
  COW002: {
    meaning:
      'It is YAML, but something in it is not of the shape that belongs there: text where a number belongs, a number out of its ' +
      'range, a list that is empty.',
    remedy: 'Write what `expected` says.',
    exitCodes,
    examples: [wrongShape('`memory.buf.pages`', 'the number 0', 'a whole number of 1 or more', line)],
  },
  COW100: {
    meaning: 'Something lacks a key without which it has no meaning.',
    remedy: 'Add the key that the message names.',
    exitCodes,
    examples: [missingKey('Operation `write`', 'value', 'a small integer', line)],
  },
  COW101: {
    meaning: 'The keys of this map are names that you choose, and this one is no name, or not one that may stand here.',
    remedy: 'Write what `expected` says.',
    exitCodes,
    examples: [forbiddenKey('a b', 'letters, digits, - and _', line)],
  },
  COW102: {
    meaning: 'A step is one actor and what it does, a value of `final` one process and one place; here a map has several.',
    remedy: 'Make each an entry of the list: a line of its own with `- `.',
    exitCodes,
    examples: [severalEntries('A step', ['P', 'dev'], 'one actor and its operation: `- P: { write: buf, value: 1 }`', line)],
  },
  COW103: {
    meaning: 'A step, an operation, a value of `final` or the memory of a scenario has nothing in it.',
    remedy: 'Write what `expected` shows, or leave the entry out.',
    exitCodes,
    examples: [noEntry('This operation', 'one operation: `{ write: buf, value: 1 }`', line)],
  },
  COW104: {
    meaning: 'Keys are names, and YAML takes this one for something else: a number, `true`, a list.',
    remedy: 'Put quotes around it, or choose another name.',
    exitCodes,
    examples: [keyNotText(line)],
  },
  COW105: {
    meaning: '`__proto__` has a meaning of its own in JavaScript, where the entry would be lost.',
    remedy: 'Choose another name.',
    exitCodes,
    examples: [keyOfPrototype(line)],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
