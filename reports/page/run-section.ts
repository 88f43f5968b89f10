/** What was run, how fast the simulator itself is, and what the model leaves out. */

import { baselineOf } from '../findings/baseline.js';
import { html, type Html } from './html.js';
import type { ReportContent } from './report-content.js';
import { speedTables } from './speed-tables.js';

/** How the run was made: command, seed, version, host. */
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
${speedTables(results)}
${
  results.notModelled.length > 0 &&
  html`<h3>Not modelled</h3>
<p><em>Holds</em> means: no counterexample within what is modelled. Left out are:</p>
<ul>${results.notModelled.map((thing) => html`<li>${thing}</li>`)}</ul>`
}
</section>`;
}
