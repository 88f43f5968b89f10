/** What was run, how fast the simulator itself is, and what the model leaves out. */

import type { Speed } from '../../core/run/results.js';
import { baselineOf } from '../baseline.js';
import { showRate } from '../numbers.js';
import { html, type Html } from './html.js';
import type { ReportContent } from './report-content.js';

export function runSection({ results }: ReportContent): Html {
  const { host } = results;
  return html`<section id="run" aria-labelledby="run-title">
<h2 id="run-title">This run</h2>
<dl class="facts">
<dt>command</dt><dd><code>${results.command}</code></dd>
<dt>seed</dt><dd>${results.seed}</dd>
<dt>baseline</dt><dd>${baselineOf(results) ?? 'none'}</dd>
<dt>cowlab</dt><dd>${results.version}</dd>
<dt>host</dt><dd>Node ${host.node}, ${host.platform}, ${host.cpus} CPUs, load ${host.load}</dd>
<dt>files</dt><dd><a href="results.json">results.json</a>, <a href="correctness.csv">correctness.csv</a>,
<a href="performance.csv">performance.csv</a></dd>
</dl>
${results.speed.length > 0 && speedTable(results.speed)}
${results.notModelled.length > 0 && html`<h3>Not modelled</h3>
<p><em>Holds</em> means: no counterexample within what is modelled. Left out are:</p>
<ul>${results.notModelled.map((thing) => html`<li>${thing}</li>`)}</ul>`}
</section>`;
}

function speedTable(speed: readonly Speed[]): Html {
  const rows = speed.map((s) => html`<tr><th scope="row">${s.name}</th><td>${showRate(s.operationsPerSecond)}</td>
<td>± ${s.marginPercent} %</td><td>${s.samples}</td></tr>
`);
  return html`<h3>Speed of the simulator</h3>
<p>How fast this program simulates, as medians of one run on the host above.
It says nothing about how fast a kernel is.</p>
<div class="scroll counts" role="region" tabindex="0" aria-label="Speed of the simulator"><table>
<caption>Simulated operations per second</caption>
<thead><tr><th scope="col">measured</th><th scope="col">operations/s</th>
<th scope="col">margin of error</th><th scope="col">samples</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
