/** Recorded programs against their replay: what the model did with them, and what a recording cannot say. */

import type { Measurement, Results, WorkloadSummary } from '../../core/run/results.js';
import type { RecordingNotes } from '../../core/program/workload.js';
import { measurementsOf } from '../event-rows.js';
import { showCount } from '../numbers.js';
import { html, type Html } from './html.js';
import type { ReportContent } from './report-content.js';

interface Replay {
  readonly policy: string;
  readonly notes: RecordingNotes;
}

export function recordingSection({ results }: ReportContent): Html | undefined {
  const recorded = results.workloads.flatMap((workload) => {
    const replays = replaysOf(measurementsOf(results, workload.id));
    return replays.length === 0 ? [] : [recording(workload, replays, results)];
  });
  if (recorded.length === 0) return undefined;
  return html`<section id="recordings" aria-labelledby="recordings-title">
<h2 id="recordings-title">Recorded programs</h2>
<p>A recording knows the faults of one kernel. The replay performs one access per recorded fault under every
policy and compares.</p>
${recorded}</section>`;
}

function replaysOf(cells: readonly (Measurement | undefined)[]): readonly Replay[] {
  return cells.flatMap((cell) =>
    (cell?.recording === undefined ? [] : [{ policy: cell.policy, notes: cell.recording }]));
}

function recording(workload: WorkloadSummary, replays: readonly Replay[], results: Results): Html {
  const reasons = [...new Set(replays.flatMap(({ notes }) => notes.differences.map((d) => d.reason)))];
  const notContained = [...new Set(replays.flatMap(({ notes }) => notes.notContained))];
  const partial = replays.length < results.policies.length && ' (where it ran)';
  const row = (name: string, count: (notes: RecordingNotes) => number): Html =>
    html`<tr><th scope="row">${name}</th>${replays.map(({ notes }) => html`<td>${showCount(count(notes))}</td>`)}</tr>
`;
  return html`<h3>${workload.title}</h3>
<div class="scroll counts" role="region" tabindex="0" aria-label="Replay of ${workload.title}"><table>
<caption>Replay of <code>${workload.id}</code> by policy${partial}</caption>
<thead><tr><th scope="col">count</th>${replays.map(({ policy }) => html`<th scope="col">${policy}</th>`)}</tr></thead>
<tbody>${row('faults in the recording', (n) => n.faultsRecorded)}${row('accesses replayed', (n) => n.replayed)}${
    row('of these, faulted in the model', (n) => n.faultedInModel)}${
    row('writes to present pages, recorded', (n) => n.writesToPresentRecorded)}${
    row('writes to present pages, in the model', (n) => n.writesToPresentInModel)}</tbody>
${reasons.length > 0 && html`<tbody><tr class="group"><th scope="rowgroup" colspan="${replays.length + 1}">
Why model and recording differ (accesses)</th></tr>
${reasons.map((reason) => row(reason, (n) => n.differences.find((d) => d.reason === reason)?.count ?? 0))}</tbody>`}
</table></div>
${notContained.length > 0 && html`<p>A recording of this kind cannot contain the following,
so no verdict is drawn from it:</p>
<ul>${notContained.map((thing) => html`<li>${thing}</li>`)}</ul>`}
`;
}
