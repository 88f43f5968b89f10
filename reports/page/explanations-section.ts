/** The explanations: for every cell of the matrix what was found and where the steps are told. */

import type { ScenarioSummary, VerdictResult } from '../../core/run/results.js';
import { breachWords } from '../words/breach-words.js';
import { alike, type Together } from '../findings/alike.js';
import { Cells } from '../findings/cells.js';
import { markOf } from '../words/marks.js';
import { unexpectedIn } from '../findings/unexpected.js';
import { breachAnchor, policyAnchor, scenarioAnchor, traceFileName } from '../words/names.js';
import { sayUnexpected } from '../words/unexpected-words.js';
import { sayEffort } from '../words/effort.js';
import { html, type Html, join } from './html.js';
import type { ReportContent } from './report-content.js';
import { traceTables } from './trace-table.js';

/** Cells explained together whose effort is shown without unfolding. */
const unfoldedEfforts = 3;

const memoryModels = { sc: 'sequential consistency', tso: 'total store order', weak: 'a weak memory model' } as const;

/** Why each violated scenario is violated; undefined: none is. */
export function explanationsSection({ results, traceFiles }: ReportContent): Html | undefined {
  const cells = new Cells(results);
  const articles = [...cells.telling(), ...cells.quiet()].flatMap((scenario) => {
    const found = cells.row(scenario.name);
    return found.length === 0 ? [] : [article(scenario, found, traceFiles)];
  });
  if (articles.length === 0) return undefined;
  return html`<section id="explanations" aria-labelledby="explanations-title">
<h2 id="explanations-title">What was found, cell by cell</h2>
<p>Every scenario unfolds when it is chosen, here or in the matrix: <a href="#unfolded">unfold all</a>,
<a href="#explanations">fold</a>. The run behind any cell, step by step:
<code>cowlab explain SCENARIO --policy POLICY</code>.</p>
<div id="unfolded">
${articles}</div></section>`;
}

/** Folded without a script: the style sheet unfolds what is chosen, and browsers that can what is searched for. */
function article(scenario: ScenarioSummary, found: readonly VerdictResult[], traceFiles: ReadonlySet<string>): Html {
  const notes = [...new Set([...scenario.tags, ...scenario.sources])];
  const kinds = new Map(found.map((result) => [markOf(result).name, markOf(result)]));
  return html`<article class="scenario" id="${scenarioAnchor(scenario.name)}">
<h3><a class="name" href="#${scenarioAnchor(scenario.name)}">${scenario.name}</a>
<span class="title">${scenario.title}</span> ${[...kinds.values()].map(
    ({ name, letter, words }) =>
      html`<span class="mark ${name}" role="img" aria-label="${words}" title="${words}">${letter}</span>`,
  )}</h3>
<div class="found" hidden="until-found">
${scenario.about !== '' && html`<p>${scenario.about}</p>`}
${notes.length > 0 && html`<p class="fine">${join(notes, ' · ')}</p>`}
${scenario.documentedHazard !== undefined && html`<p class="fine">Documented hazard: ${scenario.documentedHazard}</p>`}
${sameFindings(found).map((results) => explanation(results, traceFiles))}</div></article>
`;
}

/** Policies under which the same was found are explained together. */
function sameFindings(found: readonly VerdictResult[]): readonly Together<VerdictResult>[] {
  return alike(found, (result) => JSON.stringify([markOf(result).name, result.breaches, result.why, unexpectedIn(result)]));
}

function explanation(results: Together<VerdictResult>, traceFiles: ReadonlySet<string>): Html {
  const [result] = results;
  const mark = markOf(result);
  const unexpected = unexpectedIn(result);
  const policies = results.map(
    ({ scenario, policy }) => html`<a id="${breachAnchor(scenario, policy)}" href="#${policyAnchor(policy)}">${policy}</a>`,
  );
  return html`<div class="explanation">
<h4><span class="mark ${mark.name}" aria-hidden="true">${mark.letter}</span>
${mark.words} under ${join(policies, ', ')}</h4>
${
  unexpected !== undefined &&
  html`<p><span class="flag" aria-hidden="true">!</span>
Not as expected: ${sayUnexpected(unexpected)}.</p>`
}
${result.why !== undefined && html`<p>${result.why}</p>`}
${
  result.breaches.length > 0 &&
  html`<ul>${result.breaches.map(
    (breach) =>
      html`<li><strong>${breach.kind}</strong>: <code>${breach.detail}</code>
<span class="fine">${breachWords[breach.kind]}</span></li>`,
  )}</ul>`
}
${efforts(results, traceFiles)}${traceTables(results)}</div>
`;
}

/** Of a few cells in full, of more folded away: the heading has named them all. */
function efforts(results: readonly VerdictResult[], traceFiles: ReadonlySet<string>): Html {
  const list = html`<ul class="effort">${results.map((r) => effort(r, traceFiles))}</ul>
`;
  if (results.length <= unfoldedEfforts) return list;
  return html`<details><summary>what was looked at, policy by policy</summary>${list}</details>
`;
}

/** How much was looked at, whether that was all, and where the run is told in full. */
function effort(result: VerdictResult, traceFiles: ReadonlySet<string>): Html {
  const bound = result.complete ? 'every interleaving' : 'not every interleaving';
  const file = traceFileName(result.scenario, result.policy);
  return html`<li class="fine">${result.policy}: ${sayEffort(result)}; ${bound} under ${memoryModels[result.memoryModel]}${
    traceFiles.has(file) && html` · <a href="${encodeURI(file)}">the run step by step</a>`
  }</li>
`;
}
