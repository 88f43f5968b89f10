import type { Advice } from '../../core/program/program.js';

/** Values of madvise(2) on x86 that the model has, by number. */
const modelled: Readonly<Record<number, Advice>> = { 4: 'dontneed', 10: 'dontfork', 11: 'dofork', 18: 'wipeonfork' };

/**
 * Values the kernel may ignore without the program noticing, so that the replay may too: access patterns (0 to 3),
 * FREE without memory pressure (8), same-page merging (12, 13), huge pages (14, 15, 25), core dumps (16, 17),
 * COLD and PAGEOUT (20, 21).
 */
const hints: readonly number[] = [0, 1, 2, 3, 8, 12, 13, 14, 15, 16, 17, 20, 21, 25];

/** What a recorded madvise asks for: an advice of the model, `hint` when it may be left out, `unknown` otherwise. */
export function adviceOf(behaviour: number): Advice | 'hint' | 'unknown' {
  return modelled[behaviour] ?? (hints.includes(behaviour) ? 'hint' : 'unknown');
}
