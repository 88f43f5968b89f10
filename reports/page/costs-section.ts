/** Events and costs: one table per workload. */

import { showCount } from '../../core/errors/numbers.js';
import type { Results, WorkloadSummary } from '../../core/run/results.js';
import { baselineOf } from '../findings/baseline.js';
import { costsOf, type PolicyCost } from '../costs/workload-costs.js';
import { equalPolicies } from '../findings/equal-policies.js';
import { type EventRow, eventRows, peakFramesRow } from '../findings/event-rows.js';
import { historyOf } from '../findings/history.js';
import { violatingPolicies, type ViolatingPolicies } from '../findings/violating-policies.js';
import { sayCpus } from '../words/cpus.js';
import { breachAnchor } from '../words/names.js';
import { meaningOfEqualCounts } from '../words/equal-counts.js';
import { breakEvens } from './break-evens.js';
import { costRows } from './cost-rows.js';
import { html, type Html, join } from './html.js';
import { pricesTable } from './prices-table.js';
import type { ReportContent } from './report-content.js';

/** Counts and differences in cost, workload by workload; undefined: nothing was measured. */
export function costsSection({ results }: ReportContent): Html | undefined {
  const workloads = results.workloads.filter((w) => results.measurements.some((m) => m.workload === w.id));
  const baseline = baselineOf(results);
  if (workloads.length === 0 || baseline === undefined) return undefined;
  return html`<section id="costs" aria-labelledby="costs-title">
<h2 id="costs-title">Events and costs</h2>
<p>Counts are what happened in the model; small figures are differences to the baseline, <code>${baseline}</code>.
A time is only ever the difference of two policies, as an interval over the spread of the prices below. Where it
contains zero there is <em>no statement</em>. Policies with the same counts share a row. In no time, above or below,
are contention and caches, which are not modelled, and events without a price: a statement names those that could turn
it around. Processes are placed on CPUs by their numbers, an assumption; where a recording does not say on which CPU a
process ran, intervals reach over other numbers of CPUs as well, and a statement holds on all of them.</p>
${pricesTable()}
${workloads.map((workload) => workloadTable(workload, results, baseline))}</section>`;
}

function workloadTable(workload: WorkloadSummary, results: Results, baseline: string): Html {
  const order = historyOf(results).order;
  const costs = costsOf(results, workload.id).toSorted((a, b) => order.indexOf(a.policy) - order.indexOf(b.policy));
  const cells = costs.map(({ cell }) => cell);
  const rows = [...eventRows(cells, false), peakFramesRow(cells)];
  const failed = results.measurements.filter((cell) => cell.workload === workload.id && cell.error !== undefined);
  const home = cells.find(({ policy }) => policy === baseline);
  const label = `Costs of ${workload.title}`;
  const wrong = violatingPolicies(results, workload);
  const wrongPolicies = new Set(wrong.flatMap(({ policies }) => policies));
  const table = html`<div class="scroll counts" role="region" tabindex="0" aria-label="${label}"><table>
<caption><code>${workload.id}</code>: where the policies differ</caption>
${costRows(
  costs,
  rows.filter((row) => row.differs),
  home,
  wrongPolicies,
)}</table></div>`;
  return html`<article class="workload"><h3>${workload.title}</h3>
<p>${workload.about} <span class="fine">${inputs(costs)}</span></p>
${wrong.map(wrongNote)}
${equalPolicies(costs).length > 1 ? table : costs.length > 1 && html`<p class="fine">${meaningOfEqualCounts}</p>`}
${failed.map((cell) => html`<p class="failed">${cell.policy} failed: ${cell.error}</p>`)}
${home === undefined && html`<p class="fine">The baseline has no counts here, so there are no differences.</p>`}
${equalRows(rows, costs.length)}
${breakEvens(costs)}</article>
`;
}

function wrongNote({ scenario, policies }: ViolatingPolicies): Html {
  const [first = ''] = policies;
  return html`<p>The program goes wrong under ${policies.join(', ')}:
<a href="#${breachAnchor(scenario, first)}">${scenario}</a> does in small what it does, and is violated. Its counts
there are those of a program that loses data.</p>
`;
}

/** One line for all that is the same, so that the table shows what is not. */
function equalRows(rows: readonly EventRow[], policies: number): Html | undefined {
  const equal = rows.filter((row) => !row.differs && row.counts.length > 0);
  if (equal.length === 0) return undefined;
  const counts = equal.map(({ event, counts: [count] }) => html`${event}&nbsp;${showCount(count ?? 0)}`);
  return html`<p class="fine">${policies > 1 ? 'Equal under every policy' : 'Counts'}: ${join(counts, ', ')}.</p>`;
}

/** Operations, seed and parameters by name; the same for every policy, since all run one program. */
function inputs(costs: readonly PolicyCost[]): Html {
  const first = costs[0]?.cell;
  if (first === undefined) return html``;
  const parameters = Object.entries(first.parameters)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => html`${name} ${showParameter(value)}`);
  const operations = html`${showCount(first.operations)} operations`;
  const cpus = sayCpus([first]);
  const placed = cpus === undefined ? [] : [html`${cpus}`];
  return html`${join([operations, html`seed ${first.seed}`, ...parameters, ...placed], ', ')}`;
}

function showParameter(value: number): string {
  return Number.isInteger(value) ? showCount(value) : String(value);
}
