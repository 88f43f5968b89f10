/** Recorded programs against their replay: what the model did with them, and what a recording cannot say. */

import { plural, showCount } from '../../core/errors/numbers.js';
import type { RecordingNotes } from '../../core/program/workload.js';
import type { Results, WorkloadSummary } from '../../core/run/results.js';
import { alike } from '../findings/alike.js';
import { measurementsOf } from '../findings/event-rows.js';
import { figureParts, type FigureRow } from '../findings/recorded-figures.js';
import { showCounts } from '../words/numbers.js';
import { html, type Html, join } from './html.js';
import type { ReportContent } from './report-content.js';

/** Policies under which the replay came to the same. */
interface Replay {
  readonly policies: readonly string[];
  readonly notes: RecordingNotes;
}

/** Recordings against their replays; undefined: none was replayed. */
export function recordingSection({ results }: ReportContent): Html | undefined {
  const recorded = results.workloads.flatMap((workload) => {
    const replays = replaysOf(results, workload);
    return replays.length === 0 ? [] : [recording(workload, replays, results)];
  });
  if (recorded.length === 0) return undefined;
  return html`<section id="recordings" aria-labelledby="recordings-title">
<h2 id="recordings-title">Recorded programs</h2>
<p>A recording knows the faults of one kernel. The replay performs one access per recorded fault under every policy and
compares whether it faults. Whether a page was reused or copied, which is what policies differ in, is not in a recording:
agreement shows that mappings and forks are replayed rightly, and says nothing for or against a policy.</p>
${recorded}</section>`;
}

function replaysOf(results: Results, { id }: WorkloadSummary): readonly Replay[] {
  const replays = measurementsOf(results, id).flatMap((cell) =>
    cell?.recording === undefined ? [] : [{ policy: cell.policy, notes: cell.recording }],
  );
  return alike(replays, ({ notes }) => JSON.stringify(notes)).map((same): Replay => ({
    policies: same.map(({ policy }) => policy),
    notes: same[0].notes,
  }));
}

function recording(workload: WorkloadSummary, replays: readonly Replay[], results: Results): Html {
  const notContained = distinct(replays, (notes) => notes.notContained);
  return html`<article class="recording"><h3>${workload.title}</h3>
${replayTable(workload, replays, results)}
${processTable(workload, replays)}
${
  notContained.length > 0 &&
  html`<details><summary>What this recording cannot contain, so that no verdict is drawn from it
(${showCount(notContained.length)})</summary>
<ul>${notContained.map((thing) => html`<li>${thing}</li>`)}</ul></details>`
}</article>
`;
}

function replayTable(workload: WorkloadSummary, replays: readonly Replay[], results: Results): Html {
  const label = `Replay of ${workload.title}`;
  const row = ({ figure, values }: FigureRow): Html => html`<tr><th scope="row">${figure.words}</th>${values.map(
    (value) => html`<td>${showCount(value)}</td>`,
  )}</tr>
`;
  const title = (part: string): Html => html`<tr class="group">
<th scope="rowgroup" colspan="${replays.length + 1}">${part}</th></tr>
`;
  const parts = figureParts(replays.map(({ notes }) => notes)).map(
    ({ part, rows }) => html`<tbody>${part !== undefined && title(part)}${rows.map(row)}</tbody>`,
  );
  return html`<div class="scroll counts" role="region" tabindex="0" aria-label="${label}"><table>
<caption><code>${workload.id}</code>: recording and replay</caption>
<thead><tr><th scope="col">count</th>${replays.map(
    (replay) => html`<th scope="col">${heading(replay, results)}</th>`,
  )}</tr></thead>
${join(parts, '\n')}</table></div>`;
}

function heading({ policies }: Replay, results: Results): Html {
  if (policies.length === 1 || policies.length < results.policies.length) return html`${join(policies, ', ')}`;
  return html`under each of the ${plural(policies.length, 'policy', 'policies')}`;
}

/** Faults by process. Where policies differ in it, from the least to the most. */
function processTable(workload: WorkloadSummary, replays: readonly Replay[]): Html | undefined {
  const [first] = replays;
  if (first === undefined || first.notes.processes.length === 0) return undefined;
  const label = `Processes of ${workload.title}`;
  const rows = first.notes.processes.map(({ pid, comm, faultsRecorded }, index) => {
    const inModel = replays.map(({ notes }) => notes.processes[index]?.faultedInModel ?? 0);
    return html`<tr><th scope="row">${pid} <code>${comm}</code></th><td>${showCount(faultsRecorded)}</td>
<td>${showCounts(inModel)}</td></tr>
`;
  });
  return html`<div class="scroll counts" role="region" tabindex="0" aria-label="${label}"><table>
<caption><code>${workload.id}</code>: faults by process</caption>
<thead><tr><th scope="col">process</th><th scope="col">recorded</th><th scope="col">in the model</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function distinct(replays: readonly Replay[], of: (notes: RecordingNotes) => readonly string[]): readonly string[] {
  return [...new Set(replays.flatMap(({ notes }) => of(notes)))];
}
