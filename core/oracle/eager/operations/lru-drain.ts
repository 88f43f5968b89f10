/** lru_add_drain_all: nobody can see it. */

import { codes } from '../../../program/values.js';
import type { Performed } from './performed.js';

/** `lru-drain`. */
export const lruDrain: Performed<'lru-drain'> = { perform: () => codes.ok };
