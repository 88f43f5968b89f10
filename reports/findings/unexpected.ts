/** What is not as a scenario asserts. */

import type { VerdictResult } from '../../core/run/results.js';

/** True when the verdict or the event counts are not what the scenario asserts, or the cell broke. */
export function isUnexpected(result: VerdictResult): boolean {
  const differs = result.expected !== undefined && result.expected !== result.verdict;
  return differs || result.verdict === 'broken' || (result.eventMismatches ?? []).length > 0;
}

/** What is not as expected, in one sentence; empty when all is. */
export function describeUnexpected(result: VerdictResult): string {
  const parts = [...(result.eventMismatches ?? [])];
  if (result.expected !== undefined && result.expected !== result.verdict) {
    parts.unshift(`expected ${result.expected}, found ${result.verdict}`);
  }
  if (result.verdict === 'broken') parts.push(`broken: ${result.why ?? 'nobody knows why'}`);
  return parts.join('; ');
}
