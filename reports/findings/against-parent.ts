/** What a policy changes, for the better and the worse, against the one it builds on: which bugs come back, which go. */

import type { PolicySummary, VerdictResult } from '../../core/run/results.js';

/** A policy beside the one it builds on. */
export interface AgainstParent {
  readonly policy: string;
  readonly parent: string;
  /** Scenarios that hold under the parent and not under the policy, in order of the verdicts. */
  readonly breaks: readonly string[];
  /** Scenarios that hold under the policy and not under the parent. */
  readonly mends: readonly string[];
}

/** Of every policy that was run together with the one it builds on; `a+b` builds on `a`. */
export function againstParents(
  policies: readonly Pick<PolicySummary, 'id' | 'extends'>[],
  verdicts: readonly VerdictResult[],
): readonly AgainstParent[] {
  const ids = new Set(policies.map(({ id }) => id));
  return policies.flatMap((policy) => {
    const parent = parentOf(policy);
    return parent === undefined || !ids.has(parent) ? [] : [against(parent, policy.id, verdicts)];
  });
}

/** The policy that another one builds on; undefined: it states every rule itself. */
export function parentOf({ id, extends: parent }: Pick<PolicySummary, 'id' | 'extends'>): string | undefined {
  const plus = id.lastIndexOf('+');
  return plus > 0 ? id.slice(0, plus) : parent;
}

function against(parent: string, policy: string, verdicts: readonly VerdictResult[]): AgainstParent {
  const having = (id: string, wanted: 'holds' | 'violates'): Set<string> =>
    new Set(verdicts.filter((v) => v.policy === id && v.verdict === wanted).map(({ scenario }) => scenario));
  const both = (held: string, violated: string): string[] => {
    const there = having(violated, 'violates');
    return [...having(held, 'holds')].filter((scenario) => there.has(scenario));
  };
  return { policy, parent, breaks: both(parent, policy), mends: both(policy, parent) };
}
