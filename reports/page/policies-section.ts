/** The policies: what each decides, and the names of the scenarios it breaches, by kind. */

import type { PolicySummary } from '../../core/run/results.js';
import { breachKinds } from '../../core/program/verdict.js';
import { againstParents, type AgainstParent } from '../against-parent.js';
import { type BreachedScenario, breachedScenarios, breachWords } from '../breach-words.js';
import { breachAnchor, policyAnchor } from '../names.js';
import { html, type Html, join } from './html.js';
import type { ReportContent } from './report-content.js';

export function policiesSection({ results }: ReportContent): Html {
  const breached = breachedScenarios(results);
  const ids = new Set(results.policies.map((policy) => policy.id));
  const changes = againstParents(results.policies, results.verdicts);
  return html`<section id="policies" aria-labelledby="policies-title">
<h2 id="policies-title">Policies</h2>
<div class="cards">
${results.policies.map((policy) => card(
    policy, breached.filter((b) => b.policy === policy.id), ids, changes.find((change) => change.policy === policy.id)))}</div>
</section>`;
}

function card(
  policy: PolicySummary, breached: readonly BreachedScenario[], ids: ReadonlySet<string>, change: AgainstParent | undefined,
): Html {
  const facts = [
    policy.since !== undefined && html`since Linux ${policy.since}`,
    policy.extends !== undefined && html`extends ${parent(policy.extends, ids)}`,
    policy.sources.length > 0 && html`${join(policy.sources, ', ')}`,
  ].filter((fact) => fact !== false);
  return html`<article class="card" id="${policyAnchor(policy.id)}">
<h3>${policy.id}</h3>
<p>${policy.title}</p>
${facts.length > 0 && html`<p class="fine">${join(facts, ' · ')}</p>`}
${change !== undefined && changed(change)}
${breached.length === 0 ? html`<p class="fine">No scenario of this run is breached.</p>` : byKind(policy, breached)}
</article>
`;
}

/** What comes back and what goes, each a link to the run that shows it: under the policy, or under its parent. */
function changed({ policy, parent: base, breaks, mends }: AgainstParent): Html {
  const part = (verb: string, scenarios: readonly string[], id: string): Html[] => (scenarios.length === 0 ? [] : [
    html`<strong>${verb}</strong> ${join(scenarios.map((name) => html`<a href="#${breachAnchor(name, id)}">${name}</a>`), ', ')}`,
  ]);
  const parts = [...part('breaks', breaks, policy), ...part('mends', mends, base)];
  const what = parts.length > 0 ? join(parts, '; ') : 'no verdict differs';
  return html`<p class="fine">Against ${base}: ${what}.</p>`;
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
