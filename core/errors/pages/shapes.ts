/** The pages of data that is not of the shape which belongs there. */

import {
  emptyFinal,
  emptyMemory,
  emptyOperation,
  emptyStep,
  forbiddenKey,
  keyNotText,
  keyOfPrototype,
  missingKey,
  severalActors,
  severalFinals,
  wrongShape,
} from '../shapes.js';
import type { ErrorPage } from './page.js';

const line = 'cve.scenario.yaml:7:18';

/** Meaning, remedy and examples, by code. */
export const shapePages = {
  COW002: {
    meaning:
      'It is YAML, but something in it is not of the shape that belongs there: text where a number belongs, a number out of its ' +
      'range, a list that is empty.',
    remedy: 'Write what `expected` says.',
    examples: [wrongShape('`memory.buf.pages`', 'the number 0', 'a whole number of 1 or more', line)],
  },
  COW100: {
    meaning: 'Something lacks a key without which it has no meaning.',
    remedy: 'Add the key that the message names.',
    examples: [missingKey('Operation `write`', 'value', 'a small integer', line)],
  },
  COW101: {
    meaning: 'The keys of this map are names that you choose, and this one is no name, or not one that may stand here.',
    remedy: 'Write what `expected` says.',
    examples: [forbiddenKey('a b', 'letters, digits, - and _', line)],
  },
  COW102: {
    meaning: 'A step is one actor and what it does, and this one has several actors.',
    remedy: 'Make each an entry of the list: a line of its own with `- `.',
    examples: [severalActors(['P', 'dev'], line)],
  },
  COW219: {
    meaning: 'An entry of `final` is one process and one place, and this one has several processes.',
    remedy: 'Make each an entry of the list: a line of its own with `- `.',
    examples: [severalFinals(['P', 'C'], line)],
  },
  COW103: {
    meaning: 'A step has nothing in it.',
    remedy: 'Write what `expected` shows, or leave the step out.',
    examples: [emptyStep(line)],
  },
  COW216: {
    meaning: 'An actor is named, and nothing that it does.',
    remedy: 'Write what `expected` shows, or leave the step out.',
    examples: [emptyOperation(line)],
  },
  COW217: {
    meaning: 'An entry of `final` has nothing in it.',
    remedy: 'Write what `expected` shows, or leave the entry out.',
    examples: [emptyFinal(line)],
  },
  COW218: {
    meaning: 'A scenario has no memory on which anything could be done.',
    remedy: 'Declare an area, as `expected` shows.',
    examples: [emptyMemory(line)],
  },
  COW104: {
    meaning: 'Keys are names, and YAML takes this one for something else: a number, `true`, a list.',
    remedy: 'Put quotes around it, or choose another name.',
    examples: [keyNotText(line)],
  },
  COW105: {
    meaning: '`__proto__` has a meaning of its own in JavaScript, where the entry would be lost.',
    remedy: 'Choose another name.',
    examples: [keyOfPrototype(line)],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
