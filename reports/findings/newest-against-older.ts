/** What a run found about the newest policy that a release has, against those of older releases: by name and class. */

import { breachKinds, type BreachKind } from '../../core/program/verdict.js';
import type { PolicySummary, Results, VerdictResult } from '../../core/run/results.js';
import { breachedScenarios, kindsOf } from './breaches.js';
import { Cells } from './cells.js';
import { releasedPolicies } from './history.js';

/** The newest released policy of a run, and what older ones do better or worse. */
export interface NewestAgainstOlder {
  readonly newest: PolicySummary;
  readonly violated: readonly ViolatedScenario[];
  /** Policies of older releases with the same verdicts, the oldest first. */
  readonly same: readonly string[];
  /** Those that violate what holds under the newest, and in which classes; neighbours with the same classes together. */
  readonly worse: readonly WorsePolicies[];
}

/** A scenario that the newest policy violates. */
export interface ViolatedScenario {
  readonly scenario: string;
  readonly kinds: readonly BreachKind[];
  readonly isHazard: boolean;
  /** Policies of older releases under which it holds. */
  readonly heldUnder: readonly string[];
}

/** Policies of older releases that are worse, all of them in the same kinds. */
export interface WorsePolicies {
  readonly policies: readonly string[];
  /** Empty: documented hazards only. */
  readonly kinds: readonly BreachKind[];
}

/** Undefined where no policy is of a release, or nothing was checked under the newest. */
export function newestAgainstOlder(results: Results): NewestAgainstOlder | undefined {
  const older = releasedPolicies(results.policies).toReversed();
  const newest = older.shift();
  const cells = new Cells(results).all();
  if (newest === undefined || !cells.some(({ policy }) => policy === newest.id)) return undefined;
  const under = (policy: string): readonly VerdictResult[] => cells.filter((cell) => cell.policy === policy);
  const holds = new Set(
    under(newest.id)
      .filter(({ verdict }) => verdict === 'holds')
      .map(({ scenario }) => scenario),
  );
  const verdicts = (policy: string): string => JSON.stringify(under(policy).map((cell) => [cell.scenario, cell.verdict]));
  const oldestFirst = older.toReversed().map(({ id }) => id);
  const heldUnder = (scenario: string): readonly string[] =>
    oldestFirst.filter((id) => under(id).some((cell) => cell.scenario === scenario && cell.verdict === 'holds'));
  return {
    newest,
    violated: under(newest.id)
      .filter(({ verdict }) => verdict === 'violates')
      .map((cell): ViolatedScenario => ({
        scenario: cell.scenario,
        isHazard: cell.documentedHazard !== undefined,
        kinds: kindsOf(cell),
        heldUnder: heldUnder(cell.scenario),
      })),
    same: oldestFirst.filter((id) => verdicts(id) === verdicts(newest.id)),
    worse: worseOf(results, oldestFirst, holds),
  };
}

function worseOf(results: Results, policies: readonly string[], holds: ReadonlySet<string>): readonly WorsePolicies[] {
  const lost = breachedScenarios(results).filter(({ scenario }) => holds.has(scenario));
  const groups: { readonly policies: string[]; readonly kinds: readonly BreachKind[] }[] = [];
  for (const policy of policies) {
    const mine = lost.filter((breach) => breach.policy === policy);
    if (mine.length === 0) continue;
    const kinds = breachKinds.filter((kind) => mine.some((breach) => breach.kind === kind && !breach.documentedHazard));
    const last = groups.at(-1);
    if (last !== undefined && last.kinds.join() === kinds.join()) last.policies.push(policy);
    else groups.push({ policies: [policy], kinds });
  }
  return groups;
}
