/** `correctness.csv`: one line per scenario and policy. */

import type { Results } from '../../core/run/results.js';
import { kindsOf } from '../findings/breaches.js';
import { Cells } from '../findings/cells.js';
import { csvText } from './csv-text.js';

const columns = [
  'scenario',
  'policy',
  'verdict',
  'expected',
  'breach kinds',
  'states',
  'transitions',
  'complete',
  'documented hazard',
] as const;

/**
 * Breach kinds are separated by a space; `expected` is empty where the scenario asserts nothing. `documented hazard` is
 * the source that warns of what is violated, and empty for every other verdict.
 */
export function correctnessCsv(results: Results): string {
  const lines = new Cells(results)
    .all()
    .map((result) => [
      result.scenario,
      result.policy,
      result.verdict,
      result.expected ?? '',
      kindsOf(result).join(' '),
      result.states,
      result.transitions,
      String(result.complete),
      result.verdict === 'violates' ? (result.documentedHazard ?? '') : '',
    ]);
  return csvText([columns, ...lines]);
}
