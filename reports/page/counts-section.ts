/** Event counts: one table per workload, policies as columns. */

import type { Measurement, Results, WorkloadSummary } from '../../core/run/results.js';
import { type EventRow, eventRows, measurementsOf, peakFramesRow } from '../event-rows.js';
import { showCount } from '../numbers.js';
import { html, type Html, join } from './html.js';
import type { ReportContent } from './report-content.js';

export function countsSection({ results }: ReportContent): Html | undefined {
  const workloads = results.workloads.filter((w) => results.measurements.some((m) => m.workload === w.id));
  if (workloads.length === 0) return undefined;
  return html`<section id="counts" aria-labelledby="counts-title">
<h2 id="counts-title">Event counts</h2>
<p>What happened in the model. Rows in which the policies differ are marked <span class="differs">≠</span>.
Counts are not times.</p>
${workloads.map((workload) => workloadTable(workload, results))}</section>`;
}

function workloadTable(workload: WorkloadSummary, results: Results): Html {
  const cells = measurementsOf(results, workload.id);
  const ran = cells.filter((cell) => cell !== undefined);
  const rows = [...eventRows(cells, false), peakFramesRow(cells)];
  const operations = toOperations(cells);
  const heads = results.policies.map((policy) => html`<th scope="col">${policy.id}</th>`);
  const failed = ran.filter((cell) => cell.error !== undefined);
  return html`<h3>${workload.title}</h3>
<p>${workload.about} <span class="fine">${inputs(ran)}</span></p>
<div class="scroll counts" role="region" tabindex="0" aria-label="Event counts of ${workload.title}"><table>
<caption>Counts of <code>${workload.id}</code> by policy</caption>
<thead><tr><th scope="col">event</th>${heads}</tr></thead>
<tbody>${[operations, ...rows].map((row) => tableRow(row, cells))}</tbody></table></div>
${failed.map((cell) => html`<p class="failed">${cell.policy} failed: ${cell.error}</p>`)}
`;
}

function toOperations(cells: readonly (Measurement | undefined)[]): EventRow {
  const counts = cells.map((cell) => (cell?.error === undefined ? cell?.operations : undefined));
  const different = new Set(counts.filter((count) => count !== undefined));
  return { event: 'operations of the program', counts, differs: different.size > 1 };
}

function tableRow(row: EventRow, cells: readonly (Measurement | undefined)[]): Html {
  const counts = row.counts.map((count, index) => {
    if (count !== undefined) return html`<td>${showCount(count)}</td>`;
    return html`<td class="fine">${cells[index] === undefined ? 'not run' : 'failed'}</td>`;
  });
  const sign = row.differs && html` <span class="differs" title="the policies differ">≠</span>`;
  return html`<tr${row.differs && html` class="differing"`}><th scope="row">${row.event}${sign}</th>${counts}</tr>
`;
}

/** Seed and parameters; the same for every policy, since all run one program. */
function inputs(ran: readonly Measurement[]): Html {
  const first = ran[0];
  if (first === undefined) return html``;
  const parameters = Object.entries(first.parameters).map(([name, value]) => html`${name} ${showParameter(value)}`);
  return html`${join([html`seed ${first.seed}`, ...parameters], ', ')}`;
}

function showParameter(value: number): string {
  return Number.isInteger(value) ? showCount(value) : String(value);
}
