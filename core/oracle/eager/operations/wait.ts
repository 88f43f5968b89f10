/** In a race: until the observations exist. */

import { codes } from '../../../program/values.js';
import type { Performed } from './performed.js';

/** `wait`. */
export const wait: Performed<'wait'> = {
  perform: () => codes.ok,
  isReady: ({ observed }, { observations }) => observations.every((column) => observed[column] !== codes.unset),
};
