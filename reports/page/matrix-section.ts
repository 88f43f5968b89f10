/** The matrix: scenarios in rows, policies in columns, every cell a letter in a shape with its words. */

import { plural } from '../../core/errors/numbers.js';
import type { PolicySummary, ScenarioSummary, VerdictResult } from '../../core/run/results.js';
import { kindsOf } from '../findings/breaches.js';
import { Cells } from '../findings/cells.js';
import { markOf, marks } from '../words/marks.js';
import { unexpectedIn } from '../findings/unexpected.js';
import { breachAnchor, policyAnchor } from '../words/names.js';
import { sayUnexpected } from '../words/unexpected-words.js';
import { isObserved } from '../findings/observed.js';
import { html, type Html } from './html.js';
import type { ReportContent } from './report-content.js';

/** Rows that hold everywhere are folded away when there are more of them than this. */
const unfoldedRows = 12;

/** Verdicts of all scenarios under all policies. */
export function matrixSection({ results }: ReportContent): Html {
  const cells = new Cells(results);
  const [telling, quiet] = [cells.telling(), cells.quiet()];
  const table = (scenarios: readonly ScenarioSummary[], caption: string): Html =>
    matrixTable(scenarios, results.policies, cells, caption);
  return html`<section id="matrix" aria-labelledby="matrix-title">
<h2 id="matrix-title">Verdicts</h2>
<p>A scenario <em>holds</em> when every outcome of the policy’s machine, over all interleavings, is one that the
eager machine allows: a machine on which fork copies every private page at once. Every cell leads to
what was found there.</p>
${legend(cells)}
${telling.length > 0 && table(telling, `Where a policy does not hold (${plural(telling.length, 'scenario')})`)}
${
  quiet.length > 0 &&
  html`<details class="quiet"${quiet.length <= unfoldedRows && html` open`}>
<summary>${plural(quiet.length, 'scenario holds', 'scenarios hold')} under every policy</summary>
${table(quiet, 'Holds under every policy')}
</details>`
}
</section>`;
}

function legend(cells: Cells): Html {
  const hasBroken = cells.all().some(({ verdict }) => verdict === 'broken');
  const items = Object.values(marks)
    .filter(({ name }) => name !== 'absent' && (name !== 'broken' || hasBroken))
    .map(
      (mark) => html`<li><span class="mark ${mark.name}">${mark.letter}</span>
<strong>${mark.words}</strong>: ${mark.meaning}</li>`,
    );
  return html`<ul class="legend">${items}<li><span class="flag">!</span>
<strong>not as expected</strong>: the scenario asserts something else, or the cell was not seen to its end</li></ul>`;
}

function matrixTable(
  scenarios: readonly ScenarioSummary[],
  policies: readonly PolicySummary[],
  cells: Cells,
  caption: string,
): Html {
  const heads = policies.map(({ id }) => html`<th scope="col"><a href="#${policyAnchor(id)}">${id}</a></th>`);
  const cellsOf = (scenario: ScenarioSummary): readonly Html[] =>
    policies.map((policy) => cell(scenario, policy, cells.at(scenario.name, policy.id)));
  const row = (scenario: ScenarioSummary): Html => html`<tr><th scope="row"><span class="name">${scenario.name}</span>
<span class="title">${scenario.title}</span></th>${cellsOf(scenario)}</tr>
`;
  const observed = scenarios.filter(isObserved);
  return html`<div class="scroll matrix" role="region" tabindex="0" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">scenario</th>${heads}</tr></thead>
<tbody>
${scenarios.filter((scenario) => !isObserved(scenario)).map(row)}</tbody>
${
  observed.length > 0 &&
  html`<tbody><tr class="group"><th scope="rowgroup" colspan="${policies.length + 1}">
<span>Also performed on real kernels</span></th></tr>
${observed.map(row)}</tbody>`
}</table></div>`;
}

function cell(scenario: ScenarioSummary, policy: PolicySummary, result: VerdictResult | undefined): Html {
  const mark = markOf(result);
  if (result === undefined) {
    return html`<td><span class="mark absent" title="${scenario.name} under ${policy.id}: not run"></span></td>`;
  }
  const unexpected = unexpectedIn(result);
  const flag =
    unexpected !== undefined &&
    html`<span class="flag" title="${sayUnexpected(unexpected)}">!${spoken('not as expected')}</span>`;
  const shown = html`<span class="mark ${mark.name}" title="${cellTitle(result)}">${mark.letter}${spoken(
    mark.words,
  )}</span>${flag}`;
  return html`<td><a href="#${breachAnchor(scenario.name, policy.id)}">${shown}</a></td>`;
}

/** For those who hear the page: a letter alone says little. */
function spoken(words: string): Html {
  return html`<span class="spoken"> ${words}</span>`;
}

function cellTitle(result: VerdictResult): string {
  const kinds = kindsOf(result);
  const about = kinds.length > 0 ? ` (${kinds.join(', ')})` : '';
  const why = result.why === undefined ? '' : `: ${result.why}`;
  return `${result.scenario} under ${result.policy}: ${markOf(result).words}${about}${why}`;
}
