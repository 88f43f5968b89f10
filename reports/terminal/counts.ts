/** Event counts and estimated costs per workload for a terminal. */

import { showCount } from '../../core/errors/numbers.js';
import type { Results, WorkloadSummary } from '../../core/run/results.js';
import { baselineOf } from '../findings/baseline.js';
import { eventRows, type EventRow, peakFramesRow } from '../findings/event-rows.js';
import { countTable } from './count-table.js';
import { equalTable } from './equal-table.js';
import { costLines, costsPreface, wrongLines } from './group-costs.js';
import { type Group, groupsOf } from './groups.js';
import { plainLook, type TerminalLook } from './look.js';
import { noBreak, paragraph } from './paragraph.js';
import { limitsOfRecordings, recordingLines } from './recording.js';

interface Counted {
  readonly workload: WorkloadSummary;
  readonly groups: readonly Group[];
}

/**
 * Policies with the same counts in one column, events in which they differ or that always matter; the report's page
 * and `performance.csv` have all. Workloads that tell nothing apart share a table. Empty when no workload was run.
 */
export function renderCounts(results: Results, { width }: TerminalLook = plainLook): string {
  const counted = results.workloads
    .filter((w) => results.measurements.some((m) => m.workload === w.id))
    .map((workload): Counted => ({ workload, groups: groupsOf(results, workload.id) }));
  if (counted.length === 0) return '';
  const isPlain = ({ groups: [first, ...others] }: Counted): boolean =>
    first !== undefined &&
    others.length === 0 &&
    first.cell.recording === undefined &&
    first.costs.length === results.policies.length;
  const plain = counted.filter(isPlain);
  const telling = counted.filter((one) => !plain.includes(one));
  return [
    ...(telling.some(({ groups }) => groups.length > 1) ? [...costsPreface(results, width), ''] : []),
    ...telling.flatMap((one) => [...countsOf(one, results, width), '']),
    ...equalTable(
      plain.flatMap(({ groups }) => groups),
      width,
    ),
    ...limitsOfRecordings(results, width),
  ].join('\n');
}

function countsOf({ workload, groups }: Counted, results: Results, width: number): readonly string[] {
  const cells = groups.map(({ cell }) => cell);
  const rows = groups.length === 0 ? [] : [...eventRows(cells, true), peakFramesRow(cells)];
  return [
    ...paragraph('', `${workload.title} (${workload.id})`, width),
    ...recordingLines(
      groups.flatMap(({ costs }) => costs.map(({ cell }) => cell)),
      width,
    ),
    ...countTable(
      rows.filter(({ differs }) => differs),
      groups,
      width,
    ),
    ...equalCounts(
      rows.filter(({ differs }) => !differs),
      groups,
      results,
      width,
    ),
    ...(groups.length > 1
      ? [...legend(groups, results, width), ...wrongLines(workload, groups, results, width), ...costLines(groups, width)]
      : []),
    ...failures(workload, results, width),
  ];
}

/** What does not depend on the policy. */
function equalCounts(rows: readonly EventRow[], groups: readonly Group[], results: Results, width: number): readonly string[] {
  const counts = rows.map(({ event, counts: [count = 0] }) => `${event} ${showCount(count)}`);
  if (counts.length === 0) return [];
  const policies = groups.flatMap(({ costs }) => costs.map(({ policy }) => policy));
  const all = policies.length === results.policies.length ? 'all' : `the ${policies.length} that ran to the end`;
  const whom = policies.length === 1 ? `under ${policies[0]}` : `the same under ${all}`;
  return paragraph('  ', `${whom}: ${counts.join(', ')}`, width);
}

/** `A = mapcount (baseline), forced-break; B = page-count` */
function legend(groups: readonly Group[], results: Results, width: number): readonly string[] {
  const baseline = baselineOf(results);
  const said = groups.map(
    ({ letter, costs }) =>
      `${letter}${noBreak}=${noBreak}${costs
        .map(({ policy }) => (policy === baseline ? `${policy} (baseline)` : policy))
        .join(', ')}`,
  );
  return paragraph('  ', said.join('; '), width);
}

function failures(workload: WorkloadSummary, results: Results, width: number): readonly string[] {
  return results.measurements
    .filter((cell) => cell.workload === workload.id && cell.error !== undefined)
    .flatMap((cell) => paragraph('  ', `${cell.policy} failed: ${cell.error ?? ''}`, width));
}
