/** In a race: until the observations exist. */

import { systemCalls } from '../../mm/system-calls.js';
import { codes } from '../../program/values.js';
import type { Explored } from './explored.js';

/** How `wait` begins on a program's machine, and what room it needs there. */
export const wait: Explored<'wait'> = {
  begin: (m, _, { actor }) => systemCalls.wait(m, actor),
  isReady: (m, { observations }) => observations.every((column) => m.observation.value.at(column) !== codes.unset),
};
