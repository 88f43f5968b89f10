/** The policies in the order in which kernels had them, and the ways from one to the next. */

import type { PolicySummary, Results } from '../core/run/results.js';
import { parentOf } from './against-parent.js';

/** From an earlier to a later policy. `released`: kernels went this way; else the later one only builds on it. */
export interface Succession {
  readonly from: string;
  readonly to: string;
  readonly released: boolean;
}

export interface History {
  /** All policies; those that no release had stand before the release that builds on them, else behind what they build on. */
  readonly order: readonly string[];
  readonly successions: readonly Succession[];
}

export function historyOf({ policies }: Results): History {
  const released = policies.filter(isReleased).toSorted((a, b) => compareReleases(a.since ?? '', b.since ?? ''));
  const others = policies.filter((policy) => !isReleased(policy));
  const ids = new Set(policies.map(({ id }) => id));
  const order: string[] = [];
  const led = others.filter((other) => released.some((policy) => isAncestor(other.id, policy, policies)));
  const place = (policy: PolicySummary): void => {
    if (order.includes(policy.id)) return;
    led.filter((other) => other.id === parentOf(policy)).forEach(place);
    order.push(policy.id);
    others.filter((other) => parentOf(other) === policy.id && !led.includes(other)).forEach(place);
  };
  [...released, ...others.filter((other) => !ids.has(parentOf(other) ?? '')), ...others].forEach(place);
  const main = released.slice(1).map((policy, index): Succession => (
    { from: released[index]?.id ?? '', to: policy.id, released: true }));
  const branches = others.flatMap((policy): Succession[] => {
    const parent = parentOf(policy);
    return parent !== undefined && ids.has(parent) ? [{ from: parent, to: policy.id, released: false }] : [];
  });
  return { order, successions: [...main, ...branches] };
}

function isAncestor(id: string, policy: PolicySummary, policies: readonly PolicySummary[]): boolean {
  const parent = policies.find((other) => other.id === parentOf(policy));
  return parent !== undefined && (parent.id === id || isAncestor(id, parent, policies.filter((other) => other !== parent)));
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
