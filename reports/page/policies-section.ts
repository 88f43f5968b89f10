/** The policies: what each decides, and the names of the scenarios it breaches, by kind. */

import type { PolicySummary } from '../../core/run/results.js';
import { breachKinds } from '../../core/program/verdict.js';
import { type BreachedScenario, breachedScenarios, breachWords } from '../breach-words.js';
import { breachAnchor, policyAnchor } from '../names.js';
import { html, type Html, join } from './html.js';
import type { ReportContent } from './report-content.js';

export function policiesSection({ results }: ReportContent): Html {
  const breached = breachedScenarios(results);
  const ids = new Set(results.policies.map((policy) => policy.id));
  return html`<section id="policies" aria-labelledby="policies-title">
<h2 id="policies-title">Policies</h2>
<div class="cards">
${results.policies.map((policy) => card(policy, breached.filter((b) => b.policy === policy.id), ids))}</div>
</section>`;
}

function card(policy: PolicySummary, breached: readonly BreachedScenario[], ids: ReadonlySet<string>): Html {
  const facts = [
    policy.since !== undefined && html`since Linux ${policy.since}`,
    policy.extends !== undefined && html`extends ${parent(policy.extends, ids)}`,
    policy.sources.length > 0 && html`${join(policy.sources, ', ')}`,
  ].filter((fact) => fact !== false);
  return html`<article class="card" id="${policyAnchor(policy.id)}">
<h3>${policy.id}</h3>
<p>${policy.title}</p>
${facts.length > 0 && html`<p class="fine">${join(facts, ' · ')}</p>`}
${breached.length === 0 ? html`<p class="fine">No scenario of this run is breached.</p>` : byKind(policy, breached)}
</article>
`;
}

/** A policy is often compared without the one it extends. */
function parent(id: string, ids: ReadonlySet<string>): Html {
  return ids.has(id) ? html`<a href="#${policyAnchor(id)}">${id}</a>` : html`${id}`;
}

function byKind(policy: PolicySummary, breached: readonly BreachedScenario[]): Html {
  const kinds = breachKinds.filter((kind) => breached.some((b) => b.kind === kind));
  return html`<dl class="kinds">${kinds.map((kind) => html`<dt title="${breachWords[kind]}">${kind}</dt>
<dd>${join(breached.filter((b) => b.kind === kind).map((b) => link(policy.id, b)), ', ')}</dd>`)}</dl>`;
}

function link(policy: string, { scenario, documentedHazard }: BreachedScenario): Html {
  const note = documentedHazard && ' (documented hazard)';
  return html`<a href="#${breachAnchor(scenario, policy)}">${scenario}</a>${note}`;
}
