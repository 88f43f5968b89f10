/** lru_add_drain_all: nobody can see it. */

import { codes } from '../../../program/values.js';
import type { Performed } from './performed.js';

/** What a unit of `lru-drain` does on the eager machine, and what can come between two of them. */
export const lruDrain: Performed<'lru-drain'> = { perform: () => codes.ok };
