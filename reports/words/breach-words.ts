/** The kinds of breach in the words of people: correctness is shown per kind with names, never as one number. */

import type { BreachKind } from '../../core/program/verdict.js';
import type { ClassEntry, CorrectnessClass } from '../findings/classes.js';

/** What each kind of breach means. */
export const breachWords: Readonly<Record<BreachKind, string>> = {
  isolation: 'another process’s store was seen (a missed copy)',
  coherence: 'a pin or reference and the page table parted (a wrong copy)',
  snapshot: 'each value is allowed, their combination is not',
  'lost-write': 'a process’s own store disappeared',
  lifetime: 'use after free, or a leak',
  filesystem: 'page cache and disk disagree, or a stable page changed',
  invariant: 'a structural invariant of the machine broke',
  progress: 'deadlock, livelock, or an operation failed that should succeed',
  crash: 'the kernel would crash',
};

/** What each class means. */
export const classWords: Readonly<Record<CorrectnessClass, string>> = {
  ...breachWords,
  'needless copy': 'holds, with more copies than another policy that holds: cost, not an error',
};

/** What is to be said of an entry beside its name: `documented hazard`, or how few copies would do; empty otherwise. */
export function noteOf(entry: ClassEntry): string {
  if (entry.kind === 'needless copy') return `copies ${entry.copies}, where ${entry.fewest} would do`;
  return entry.documentedHazard ? 'documented hazard' : '';
}
