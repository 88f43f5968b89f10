/** Verdicts that changed, cell by cell. */

import { isUnfinished } from '../../../core/run/as-expected.js';
import type { BreachKind, Verdict } from '../../../core/program/verdict.js';
import type { Results, VerdictResult } from '../../../core/run/results.js';
import { kindsOf } from '../breaches.js';
import { Cells } from '../cells.js';
import { type Unexpected, unexpectedIn } from '../unexpected.js';

/** `different`: neither better nor worse. `figures`: the same finding from other numbers, a change of the model. */
export type VerdictDirection = 'worse' | 'better' | 'different' | 'new' | 'gone' | 'figures';

/** What was found in a cell. */
export interface Finding {
  readonly verdict: Verdict;
  readonly kinds: readonly BreachKind[];
  /** What is not as the scenario asserts. */
  readonly unexpected?: Unexpected;
  /** Why the cell broke. */
  readonly error?: string;
}

/** A figure that is another one. */
interface FigureChange {
  /** `outcomes`, `states`, `transitions`, or an event. */
  readonly figure: string;
  readonly before: number;
  readonly after: number;
}

/** A scenario under a policy of which something else was found. */
export interface VerdictChange {
  readonly scenario: string;
  readonly policy: string;
  readonly direction: VerdictDirection;
  readonly before?: Finding;
  readonly after?: Finding;
  /** Only with `figures`. */
  readonly figures?: readonly FigureChange[];
}

/** In order of the later run. Rows and columns that only one run has are no changes of cells. */
export function verdictChanges(before: Results, after: Results): readonly VerdictChange[] {
  const [old, now] = [new Cells(before), new Cells(after)];
  const policies = after.policies.filter(({ id }) => before.policies.some((policy) => policy.id === id));
  const scenarios = after.scenarios.filter(({ name }) => before.scenarios.some((scenario) => scenario.name === name));
  return scenarios.flatMap(({ name }) =>
    policies.flatMap(({ id }): VerdictChange[] => {
      const change = changeOf(old.at(name, id), now.at(name, id));
      return change === undefined ? [] : [{ scenario: name, policy: id, ...change }];
    }),
  );
}

function changeOf(was?: VerdictResult, is?: VerdictResult): Omit<VerdictChange, 'scenario' | 'policy'> | undefined {
  if (was === undefined || is === undefined) {
    if (is !== undefined) return { direction: 'new', after: findingOf(is) };
    return was === undefined ? undefined : { direction: 'gone', before: findingOf(was) };
  }
  const [before, after] = [findingOf(was), findingOf(is)];
  if (JSON.stringify(before) !== JSON.stringify(after)) return { direction: directionOf(before, after), before, after };
  const figures = figureChanges(was, is);
  return figures.length === 0 ? undefined : { direction: 'figures', before, after, figures };
}

function findingOf(result: VerdictResult): Finding {
  const { verdict, error } = result;
  const unexpected = unexpectedIn(result);
  return {
    verdict,
    kinds: kindsOf(result),
    ...(unexpected === undefined ? {} : { unexpected }),
    ...(error === undefined ? {} : { error }),
  };
}

/** From `holds` to anything else is worse, to `violates` as well. What was not looked at says nothing. */
function directionOf(before: Finding, after: Finding): 'worse' | 'better' | 'different' {
  if (before.verdict === after.verdict) {
    if ((before.unexpected === undefined) !== (after.unexpected === undefined)) {
      return after.unexpected === undefined ? 'better' : 'worse';
    }
    return 'different';
  }
  if (isWorse(before.verdict, after.verdict)) return 'worse';
  // What went away may only not have been reached.
  return isWorse(after.verdict, before.verdict) && !isUnfinished(after) ? 'better' : 'different';
}

function isWorse(from: Verdict, to: Verdict): boolean {
  if (from === 'not-applicable' || to === 'not-applicable') return false;
  return from === 'holds' || to === 'violates';
}

function figureChanges(was: VerdictResult, is: VerdictResult): readonly FigureChange[] {
  const figuresOf = ({ outcomes, states, transitions, events }: VerdictResult): Readonly<Record<string, number>> => ({
    outcomes,
    states,
    transitions,
    ...events,
  });
  const [old, now] = [figuresOf(was), figuresOf(is)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .map((figure) => ({ figure, before: old[figure] ?? 0, after: now[figure] ?? 0 }))
    .filter(({ before, after }) => before !== after);
}
