/** The kinds of breach in the words of people: correctness is shown per kind with names, never as one number. */

import { breachKinds, type BreachKind } from '../../core/program/verdict.js';
import type { Results, VerdictResult } from '../../core/run/results.js';
import { Cells } from '../findings/cells.js';

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

/** Different kinds among the breaches of one result, in the order of `breachKinds`. */
export function kindsOf(result: VerdictResult): readonly BreachKind[] {
  return breachKinds.filter((kind) => result.breaches.some((breach) => breach.kind === kind));
}

/** One scenario breached in one way under one policy. A scenario breached in two ways counts in both kinds. */
export interface BreachedScenario {
  readonly policy: string;
  readonly kind: BreachKind;
  readonly scenario: string;
  readonly documentedHazard: boolean;
}

export function breachedScenarios(results: Results): readonly BreachedScenario[] {
  return new Cells(results).all().flatMap((result) =>
    kindsOf(result).map((kind) => ({
      policy: result.policy, kind, scenario: result.scenario, documentedHazard: result.documentedHazard !== undefined,
    })));
}
