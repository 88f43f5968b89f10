/** Correctness by class: which scenarios a policy fails in which way, by name. Needless copies are a class too. */

import { breachKinds, type BreachKind } from '../../core/program/verdict.js';
import type { Results, VerdictResult } from '../../core/run/results.js';
import { breachedScenarios } from './breaches.js';
import { Cells } from './cells.js';

/** A kind of breach, or `needless copy`. */
export type CorrectnessClass = BreachKind | 'needless copy';

/** In the order of reports. */
const correctnessClasses: readonly CorrectnessClass[] = [...breachKinds, 'needless copy'];

interface EntryOf<Kind extends CorrectnessClass> {
  readonly policy: string;
  readonly kind: Kind;
  readonly scenario: string;
}

/** A scenario that a policy breaches. */
interface BreachEntry extends EntryOf<BreachKind> {
  readonly documentedHazard: boolean;
}

/** A scenario in which a policy makes more copies than needed: `fewest` would do. */
interface CopiesEntry extends EntryOf<'needless copy'> {
  readonly copies: number;
  readonly fewest: number;
}

/** One scenario that counts against a policy in one class. */
export type ClassEntry = BreachEntry | CopiesEntry;

/** Everything that counts against a policy. */
export function classEntries(results: Results): readonly ClassEntry[] {
  return [...breachedScenarios(results), ...needlessCopies(results)];
}

/** Where a policy holds, and another one holds with fewer copies of pages. Races have no counts of one run. */
function needlessCopies(results: Results): readonly CopiesEntry[] {
  const cells = new Cells(results);
  return results.scenarios.flatMap(({ name }) => {
    const holding = cells.row(name).filter((cell) => cell.verdict === 'holds' && isTotalOrder(cell));
    const fewest = Math.min(...holding.map(copiesIn));
    return holding
      .filter((cell) => copiesIn(cell) > fewest)
      .map((cell): CopiesEntry => ({
        policy: cell.policy,
        kind: 'needless copy',
        scenario: name,
        copies: copiesIn(cell),
        fewest,
      }));
  });
}

/** Without a choice every state has at most one successor. */
function isTotalOrder({ states, transitions }: VerdictResult): boolean {
  return transitions < states;
}

function copiesIn({ events }: VerdictResult): number {
  return (events['copies'] ?? 0) + (events['early-copies'] ?? 0) + (events['file-copies'] ?? 0);
}

/** Classes that some entry is of. */
export function classesIn(entries: readonly ClassEntry[]): readonly CorrectnessClass[] {
  return correctnessClasses.filter((kind) => entries.some((entry) => entry.kind === kind));
}
