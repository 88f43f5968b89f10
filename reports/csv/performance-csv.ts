/** `performance.csv`: one line per workload and policy. */

import type { Measurement, Results } from '../../core/run/results.js';
import { baselineOf } from '../findings/baseline.js';
import { builtinProfiles } from '../costs/builtin-profiles.js';
import { sayUnpriced } from '../words/cost-words.js';
import { costsOf, type PolicyCost } from '../costs/workload-costs.js';
import { orderedEvents } from '../findings/event-rows.js';
import { csvText } from './csv-text.js';

/**
 * The simulator's speed is a property of this program on one machine, not of a kernel policy. It stands only in the
 * lines of the cells it was measured in; all others leave it empty rather than repeat a figure of another cell.
 */
const speedColumns = ['simulator operations per second', 'relative margin of error (%)', 'no speed because'] as const;

/**
 * Of the difference to the baseline, in ns: `low`, `high`, which events have no price under the profile, and which
 * of the two policies the profile's kernel does not have. Empty in the lines of the baseline and of failed cells.
 */
function costColumns(): readonly string[] {
  return [
    'baseline',
    'statement',
    ...builtinProfiles.flatMap(({ id }) => [
      `estimated ns over baseline, low (${id})`,
      `estimated ns over baseline, high (${id})`,
      `unpriced (${id})`,
      `transplanted (${id})`,
    ]),
  ];
}

/** Columns of events: all the machine knows, in its order, then those of plugins. A failed cell has no counts. */
export function performanceCsv(results: Results): string {
  const events = orderedEvents(results.measurements);
  const header = [
    'workload',
    'policy',
    'seed',
    'operations',
    ...events,
    'peak frames',
    ...costColumns(),
    ...speedColumns,
    'error',
    'run',
  ];
  const costs = results.workloads.flatMap(({ id }) => costsOf(results, id));
  const lines = results.measurements.map((cell) =>
    line(
      cell,
      events,
      results,
      costs.find((cost) => cost.cell === cell),
    ),
  );
  return csvText([header, ...lines]);
}

function line(
  cell: Measurement,
  events: readonly string[],
  results: Results,
  cost: PolicyCost | undefined,
): readonly (string | number)[] {
  const failed = cell.error !== undefined;
  const counts = failed
    ? ['', ...events.map(() => ''), '']
    : [cell.operations, ...events.map((event) => cell.events[event] ?? 0), cell.peakFrames];
  const estimated = costCells(cost, baselineOf(results) ?? '');
  return [
    cell.workload,
    cell.policy,
    cell.seed,
    ...counts,
    ...estimated,
    ...speedCells(cell),
    cell.error ?? '',
    results.quick === true ? 'quick' : 'whole',
  ];
}

function speedCells({ speed }: Measurement): readonly (string | number)[] {
  if (speed === undefined) return speedColumns.map(() => '');
  const { operationsPerSecond, marginPercent, why = '' } = speed;
  return [operationsPerSecond === null ? '' : Math.round(operationsPerSecond), marginPercent, why];
}

function costCells(cost: PolicyCost | undefined, baseline: string): readonly (string | number)[] {
  if (cost?.statement === undefined)
    return [
      baseline,
      ...costColumns()
        .slice(1)
        .map(() => ''),
    ];
  return [
    baseline,
    cost.statement,
    ...cost.differences.flatMap((difference) => [
      Math.round(difference.interval.low),
      Math.round(difference.interval.high),
      sayUnpriced(difference),
      difference.transplanted.join(' '),
    ]),
  ];
}
