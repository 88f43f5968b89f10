/** In a race: until the observations exist. */

import { codes } from '../../../program/values.js';
import type { Performed } from './performed.js';

/** What a unit of `wait` does on the eager machine, and what can come between two of them. */
export const wait: Performed<'wait'> = {
  perform: () => codes.ok,
  isReady: ({ observed }, { observations }) => observations.every((column) => observed[column] !== codes.unset),
};
