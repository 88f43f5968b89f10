/** Whether a cell is as its scenario asserts: asked by exit codes, on the terminal and in every report. */

import type { VerdictResult } from './results.js';

/** True when the verdict and the counts are what the scenario asserts, as far as it does, and nothing was cut short or broke. */
export function isAsExpected(result: VerdictResult): boolean {
  const { eventMismatches = [] } = result;
  return hasExpectedVerdict(result) && eventMismatches.length === 0 && !isUnfinished(result);
}

/** True when the scenario asserts that verdict, or none. */
export function hasExpectedVerdict({ expected, verdict }: VerdictResult): boolean {
  return expected === undefined || expected === verdict;
}

/** Not seen to the end: the verdict is not what the scenario might assert, whatever that is. */
export function isUnfinished({ verdict }: Pick<VerdictResult, 'verdict'>): boolean {
  return verdict === 'bounded' || verdict === 'broken';
}
