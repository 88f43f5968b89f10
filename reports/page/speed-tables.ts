/** How fast the simulator itself is, by itself and on whole workloads. */

import type { Rate, Results } from '../../core/run/results.js';
import { mostMargin } from '../../core/run/steady.js';
import { showRate, showRatio } from '../words/numbers.js';
import { html, type Html } from './html.js';

interface Measured {
  readonly what: string;
  readonly policy: string;
  readonly rate: Rate;
}

/** Undefined where no speed was measured. */
export function speedTables(results: Results): Html | undefined {
  const alone = results.speed.map((speed): Measured => ({
    what: speed.subject ?? speed.name,
    policy: speed.policy ?? '',
    rate: speed,
  }));
  const onWorkloads = results.measurements.flatMap(({ workload, policy, speed }): readonly Measured[] =>
    speed === undefined ? [] : [{ what: workload, policy, rate: speed }],
  );
  if (alone.length + onWorkloads.length === 0) return undefined;
  return html`<h3>Speed of the simulator</h3>
<p>Simulated operations per second of this program on the host above, with the margin of error of the mean at 95 %
confidence; nothing of it says how fast a kernel is. Measured under a few policies only. Single operations ran
alone, each in a thread of its own; workloads ran in a short form, a tenth of their size, beside other cells,
recordings as they are. Where the margin is above ${mostMargin} %, there is no figure.</p>
${table('Single operations', alone)}${table('Workloads', onWorkloads)}`;
}

function table(title: string, measured: readonly Measured[]): Html | undefined {
  if (measured.length === 0) return undefined;
  const policies = [...new Set(measured.map(({ policy }) => policy))];
  const at = (what: string, policy: string): Measured | undefined =>
    measured.find((one) => one.what === what && one.policy === policy);
  const rows = [...new Set(measured.map(({ what }) => what))].map(
    (what) => html`<tr><th scope="row">${what}</th>${policies.map((policy) => html`<td>${figure(at(what, policy))}</td>`)}</tr>
`,
  );
  return html`<div class="scroll counts" role="region" tabindex="0" aria-label="Speed of the simulator: ${title}"><table>
<caption>${title}, simulated operations per second</caption>
<thead><tr><th scope="col">measured</th>${policies.map((policy) => html`<th scope="col">${policy}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function figure(measured: Measured | undefined): Html | undefined {
  if (measured === undefined) return undefined;
  const { operationsPerSecond, marginPercent, samples } = measured.rate;
  const margin = `± ${showRatio(marginPercent, 2)} %`;
  const words = operationsPerSecond === null ? `no figure: ${margin}` : `${showRate(operationsPerSecond)} ${margin}`;
  return html`<span title="${samples} samples">${words}</span>`;
}
