/** The policies in the order of the run, and the ways by which kernels went from one to the next. */

import type { PolicySummary, Results } from '../../core/run/results.js';
import { parentOf } from './against-parent.js';

/** From an earlier to a later policy. `released`: kernels went this way; else the later one only builds on it. */
interface Succession {
  readonly from: string;
  readonly to: string;
  readonly released: boolean;
}

/** How policies followed each other. */
export interface History {
  /**
   * All policies, everywhere in a report in the order of the run: unless others were asked for, the order in which
   * kernels had them. It says more than releases and parents do: a merge within a release cycle has neither.
   */
  readonly order: readonly string[];
  readonly successions: readonly Succession[];
}

/** The history of the policies of a run. */
export function historyOf({ policies }: Pick<Results, 'policies'>): History {
  const released = releasedPolicies(policies);
  const ids = new Set(policies.map(({ id }) => id));
  const main = released
    .slice(1)
    .map((policy, index): Succession => ({ from: released[index]?.id ?? '', to: policy.id, released: true }));
  const branches = policies
    .filter((policy) => !isReleased(policy))
    .flatMap((policy): Succession[] => {
      const parent = parentOf(policy);
      return parent !== undefined && ids.has(parent) ? [{ from: parent, to: policy.id, released: false }] : [];
    });
  return { order: policies.map(({ id }) => id), successions: [...main, ...branches] };
}

/** Those that a release had, the oldest first. */
export function releasedPolicies(policies: readonly PolicySummary[]): readonly PolicySummary[] {
  return policies.filter(isReleased).toSorted((a, b) => compareReleases(a.since ?? '', b.since ?? ''));
}

/** A composition `a+b` has the release of `a`, but no kernel had it. */
function isReleased({ id, since }: PolicySummary): boolean {
  return since !== undefined && !id.includes('+');
}

/** `5.9` before `5.11`. */
function compareReleases(a: string, b: string): number {
  const [left, right] = [a, b].map((release) => release.split('.').map(Number));
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
