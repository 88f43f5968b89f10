/** A store. */

import { contentOf } from '../../program/contents.js';
import { systemCalls } from '../../mm/system-calls.js';
import { rangeOf, type Explored } from './explored.js';

/** How `write` begins on a program's machine, and what room it needs there. */
export const write: Explored<'write'> = {
  begin: (m, program, { actor, action }) => {
    const { place, value } = action;
    systemCalls.write(m, actor, rangeOf(place), place.half, contentOf(program, value));
  },
};
