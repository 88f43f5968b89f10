/** Policies that leave one step out: all that the order check lets through. */

import { CowlabError } from '../../../../core/errors/errors.js';
import { orderTitles } from '../../../../core/errors/titles/orders.js';
import type { CompiledPolicy } from '../../../../core/policy/compile.js';
import { operations } from '../../../../core/mm/operations.js';
import { without } from '../../../../core/engine/edits.js';
import { orderOf } from '../orders.js';
import { compileMutant, reordered } from './mutant.js';

export interface DroppedStep {
  /** `copy-page/recheck`. */
  readonly name: string;
  /** Id of the policy that has the step. */
  readonly of: string;
  /** The same policy without it. */
  readonly policy: CompiledPolicy;
}

/** A policy of each way to decide about reuse; together they have nearly every step. */
export const dropsUnder = ['mapcount', 'early-cow-seqcount', 'anon-exclusive-6.15'] as const;

/** In order of the lists and their steps. */
export function acceptedDrops(of: string): DroppedStep[] {
  return operations.flatMap(({ name: list }) =>
    orderOf(of, list)
      .filter((entry) => !entry.endsWith(':'))
      .flatMap((step) => {
        const policy = compiledWithout(of, list, step);
        return policy === undefined ? [] : [{ name: `${list}/${step}`, of, policy }];
      }),
  );
}

/** Undefined: the order is refused. */
function compiledWithout(of: string, list: string, step: string): CompiledPolicy | undefined {
  const change = reordered(list, without(step));
  try {
    return compileMutant({ name: `${list} without ${step}`, of: [of], change }, of);
  } catch (error) {
    if (error instanceof CowlabError && Object.hasOwn(orderTitles, error.code)) return undefined;
    throw error;
  }
}
