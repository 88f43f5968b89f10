/** lru_add_drain_all. */

import { systemCalls } from '../../mm/system-calls.js';
import type { Explored } from './explored.js';

/** How `lru-drain` begins on a program's machine, and what room it needs there. */
export const lruDrain: Explored<'lru-drain'> = { begin: (m, _, { actor }) => systemCalls['lru-drain'](m, actor) };
