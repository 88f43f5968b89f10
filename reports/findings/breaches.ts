/** Which scenarios are breached, in which ways. */

import { breachKinds, type BreachKind } from '../../core/program/verdict.js';
import type { Results, VerdictResult } from '../../core/run/results.js';
import { Cells } from './cells.js';

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

/** Every breach of a run, in order of the cells. */
export function breachedScenarios(results: Results): readonly BreachedScenario[] {
  return new Cells(results)
    .all()
    .flatMap((result) =>
      kindsOf(result).map((kind) => ({
        policy: result.policy,
        kind,
        scenario: result.scenario,
        documentedHazard: result.documentedHazard !== undefined,
      })),
    );
}
