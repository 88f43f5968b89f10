/** What is not as a scenario asserts. */

import { hasExpectedVerdict, isAsExpected, isUnfinished } from '../../core/run/as-expected.js';
import type { Verdict } from '../../core/program/verdict.js';
import type { VerdictResult } from '../../core/run/results.js';

/** What differs from what is asserted: one of these at least. */
export interface Unexpected {
  /** Another verdict than was found. */
  readonly verdict?: { readonly expected: Verdict | undefined; readonly found: Verdict };
  /** Event counts that differ, as the results have them. */
  readonly events: readonly string[];
  /** Not seen to the end; why, where anybody knows. */
  readonly unfinished?: { readonly verdict: Verdict; readonly why: string | undefined };
}

/** What is not as expected; undefined exactly when all is. */
export function unexpectedIn(result: VerdictResult): Unexpected | undefined {
  if (isAsExpected(result)) return undefined;
  const { expected, verdict, eventMismatches = [], why } = result;
  return {
    ...(hasExpectedVerdict(result) ? {} : { verdict: { expected, found: verdict } }),
    events: eventMismatches,
    ...(isUnfinished(result) ? { unfinished: { verdict, why } } : {}),
  };
}
