/** How the lists of a policy call each other: not in circles, and so deep. */

import { listsNestInThemselves, unknownName } from '../errors/errors.js';
import { waysOf } from '../engine/answers.js';
import type { Calls } from '../engine/register-layout.js';
import type { Step } from '../engine/step.js';
import type { Policy } from './policy.js';

/** The calls of all lists, and how many of them are within each other at most. */
export interface Nesting {
  readonly calls: Calls;
  readonly depth: number;
}

/**
 * Follows the calls that steps declare.
 * @param lists the steps of every list, by name
 * @throws {CowlabError} COW062 for lists that lead back into themselves, where their registers would be overwritten; COW004 for a
 *   call of what is no list
 */
export function nestingOf(lists: ReadonlyMap<string, readonly Step[]>, { id, origin }: Policy): Nesting {
  const calls = new Map([...lists].map(([name, steps]) => [name, new Set(steps.flatMap((step) => waysOf(step).calls))]));
  const depths = new Map<string, number>();
  const depthOf = (name: string, path: readonly string[]): number => {
    const nested = [...path, name];
    if (path.includes(name)) throw listsNestInThemselves({ id, origin }, nested);
    const called = calls.get(name);
    if (called === undefined) throw unknownName('list', name, lists.keys(), origin);
    const known = depths.get(name);
    if (known !== undefined) return known;
    const depth = Math.max(0, ...[...called].map((callee) => 1 + depthOf(callee, nested)));
    depths.set(name, depth);
    return depth;
  };
  return { calls, depth: Math.max(0, ...[...lists.keys()].map((name) => depthOf(name, []))) };
}
