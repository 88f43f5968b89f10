/** The names behind the picture of correctness: which scenarios fail, by class, and under which policies. */

import type { Results } from '../../core/run/results.js';
import { type ClassEntry, classEntries, classesIn } from '../findings/classes.js';
import { classWords, noteOf } from '../words/breach-words.js';
import { historyOf } from '../findings/history.js';
import { breachAnchor } from '../words/names.js';
import { html, type Html, join } from './html.js';

/** Undefined when nothing fails. */
export function classTable(results: Results): Html | undefined {
  const entries = classEntries(results);
  if (entries.length === 0) return undefined;
  const order = historyOf(results).order;
  const groups = classesIn(entries).map((kind) => {
    const mine = entries.filter((entry) => entry.kind === kind);
    const scenarios = [...new Set(mine.map(({ scenario }) => scenario))];
    return html`<tbody><tr class="group"><th scope="rowgroup" colspan="2"><strong>${kind}</strong>: ${classWords[kind]}</th></tr>
${scenarios.map((scenario) =>
  row(
    scenario,
    mine.filter((entry) => entry.scenario === scenario),
    order,
  ),
)}</tbody>`;
  });
  return html`<details class="names"><summary>The scenarios by name</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Failed scenarios by class"><table>
<caption>Scenarios that some policy fails, by class, and the policies that fail them</caption>
<thead><tr><th scope="col">scenario</th><th scope="col">policies</th></tr></thead>
${groups}</table></div></details>`;
}

function row(scenario: string, entries: readonly ClassEntry[], order: readonly string[]): Html {
  const sorted = entries.toSorted((a, b) => order.indexOf(a.policy) - order.indexOf(b.policy));
  const groups = [...new Set(sorted.map(noteOf))].map((note) => {
    const links = sorted
      .filter((entry) => noteOf(entry) === note)
      .map(({ policy }) => html`<a href="#${breachAnchor(scenario, policy)}">${policy}</a>`);
    return html`${join(links, ', ')}${note !== '' && ` (${note})`}`;
  });
  return html`<tr><th scope="row"><span class="name">${scenario}</span></th><td>${join(groups, '; ')}</td></tr>
`;
}
