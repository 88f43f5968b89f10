/** What is not as a scenario asserts. */

import { hasExpectedVerdict, isUnfinished } from '../../core/run/as-expected.js';
import type { VerdictResult } from '../../core/run/results.js';

/** What is not as expected, in one sentence; empty exactly when all is. */
export function describeUnexpected(result: VerdictResult): string {
  const { expected, verdict, eventMismatches = [], why = 'nobody knows why' } = result;
  return [
    ...(hasExpectedVerdict(result) ? [] : [`expected ${expected}, found ${verdict}`]),
    ...eventMismatches,
    ...(isUnfinished(result) ? [`${verdict}: ${why}`] : []),
  ].join('; ');
}
