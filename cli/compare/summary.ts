/** What the command prints below the matrix and the counts. */

import type { RecordingNotes } from '../../core/program/workload.js';
import type { Failure } from '../../core/run/job.js';
import type { Results, Speed, WorkloadSummary } from '../../core/run/results.js';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** Every recorded workload against its replay; empty when none was run. */
export function renderRecordings(results: Results): string {
  return results.workloads.flatMap((workload) => {
    const replays = results.measurements.flatMap(({ workload: id, policy, recording }) =>
      (id === workload.id && recording !== undefined ? [{ policy, recording }] : []));
    return replays.length === 0 ? [] : [recordingOf(workload, replays)];
  }).join('\n');
}

interface Replayed {
  readonly policy: string;
  readonly recording: RecordingNotes;
}

function recordingOf(workload: WorkloadSummary, replays: readonly Replayed[]): string {
  const notes = replays.map((r) => r.recording);
  const range = (count: (n: RecordingNotes) => number): string => rangeOf(notes.map(count));
  const reasons = [...new Set(notes.flatMap((n) => n.differences.map((d) => d.reason)))];
  const countOf = (reason: string) => (n: RecordingNotes): number =>
    n.differences.find((d) => d.reason === reason)?.count ?? 0;
  const notContained = [...new Set(notes.flatMap((n) => n.notContained))];
  return [
    workload.title,
    `  in the recording     ${range((n) => n.faultsRecorded)} faults, ${range((n) => n.writesToPresentRecorded)} of them `
      + 'writes to present pages',
    `  replayed             ${range((n) => n.replayed)} accesses, one per recorded fault`,
    `  faulted in the model ${range((n) => n.faultedInModel)}, ${range((n) => n.writesToPresentInModel)} of them writes `
      + 'to present pages',
    ...(reasons.length === 0
      ? ['  recording and model agree on every access']
      : ['  why they differ:', ...reasons.map((reason) => `    ${range(countOf(reason))}  ${reason}`)]),
    '  no verdict is drawn from it about what it cannot contain:', ...notContained.map((thing) => `    ${thing}`), '',
  ].join('\n');
}

/** `13,845`, or `13,845 to 13,850` where the policies differ. */
function rangeOf(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? whole.format(least) : `${whole.format(least)} to ${whole.format(most)}`;
}

/** One line per bench; empty when nothing was timed. */
export function renderSpeed(speed: readonly Speed[]): string {
  if (speed.length === 0) return '';
  const width = Math.max(...speed.map((s) => s.name.length));
  const lines = speed.map((s) =>
    `  ${s.name.padEnd(width)}  ${short.format(s.operationsPerSecond / 1e6).padStart(6)} million/s ± ${s.marginPercent} %`);
  return ['Speed of the simulator (median, relative margin of error)', ...lines, ''].join('\n');
}

/** What broke, one paragraph per cell; empty when nothing did. */
export function renderFailures(failures: readonly Failure[]): string {
  if (failures.length === 0) return '';
  const cells = failures.length === 1 ? '1 cell' : `${failures.length} cells`;
  return [
    `cowlab: ${cells} broke; the report has the others.`,
    ...failures.map(({ cell, text }) => `${cell}:\n${text.replaceAll(/^/gmu, '  ')}`), '',
  ].join('\n');
}
