/** `correctness.csv`: one line per scenario and policy. */

import { stringify } from 'csv-stringify/sync';
import type { Results } from '../../core/run/results.js';
import { kindsOf } from '../breach-words.js';
import { Cells } from '../cells.js';

const columns = [
  'scenario', 'policy', 'verdict', 'expected', 'breach kinds', 'states', 'transitions', 'complete',
] as const;

/** Breach kinds are separated by a space; `expected` is empty where the scenario asserts nothing. */
export function correctnessCsv(results: Results): string {
  const lines = new Cells(results).all().map((result) => [
    result.scenario, result.policy, result.verdict, result.expected ?? '', kindsOf(result).join(' '),
    result.states, result.transitions, String(result.complete),
  ]);
  return stringify([columns, ...lines]);
}
