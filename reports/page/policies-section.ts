/** The policies: what each decides and changes, and the names of the scenarios it breaches, by kind. */

import type { PolicySummary } from '../../core/run/results.js';
import { breachKinds } from '../../core/program/verdict.js';
import { againstParents, type AgainstParent } from '../findings/against-parent.js';
import { breachWords } from '../words/breach-words.js';
import { type BreachedScenario, breachedScenarios } from '../findings/breaches.js';
import { breachAnchor, policyAnchor } from '../words/names.js';
import { isObserved } from '../findings/observed.js';
import { html, type Html, join } from './html.js';
import type { ReportContent } from './report-content.js';

/** What each policy decides, with its sources. */
export function policiesSection({ results }: ReportContent): Html {
  const breached = breachedScenarios(results);
  const ids = new Set(results.policies.map((policy) => policy.id));
  const changes = againstParents(results.policies, results.verdicts);
  const observed = new Set(results.scenarios.filter(isObserved).map(({ name }) => name));
  return html`<section id="policies" aria-labelledby="policies-title">
<h2 id="policies-title">Policies</h2>
<p>What each decides, when a kernel first had it, and which verdicts it changes against the policy it builds on.</p>
<div class="cards">
${results.policies.map((policy) =>
  card(policy, {
    breached: breached.filter((b) => b.policy === policy.id),
    ids,
    observed,
    change: changes.find((change) => change.policy === policy.id),
  }),
)}</div>
</section>`;
}

interface Known {
  readonly breached: readonly BreachedScenario[];
  /** All policies of the run. */
  readonly ids: ReadonlySet<string>;
  /** Scenarios performed on real kernels. */
  readonly observed: ReadonlySet<string>;
  readonly change: AgainstParent | undefined;
}

function card(policy: PolicySummary, { breached, ids, observed, change }: Known): Html {
  const facts = [
    policy.extends !== undefined && html`builds on ${parent(policy.extends, ids)}`,
    policy.sources.length > 0 && html`${join(policy.sources, ', ')}`,
  ].filter((fact) => fact !== false);
  return html`<article class="card" id="${policyAnchor(policy.id)}">
<h3>${policy.id}<small>${policy.since === undefined ? 'in no release' : `since Linux ${policy.since}`}</small></h3>
<div><p>${policy.title}</p>
${change !== undefined && changed(change, observed)}
<details><summary>${breached.length === 0 ? 'sources' : 'sources, and all scenarios it breaches'}</summary>
${facts.length > 0 && html`<p class="fine">${join(facts, ' · ')}</p>`}
${change !== undefined && leavesOut(change, observed) && changed(change, none)}
${breached.length === 0 ? html`<p class="fine">No scenario of this run is breached.</p>` : byKind(policy, breached)}
</details></div>
</article>
`;
}

const none: ReadonlySet<string> = new Set();

function leavesOut({ breaks, mends }: AgainstParent, hidden: ReadonlySet<string>): boolean {
  return [...breaks, ...mends].some((name) => hidden.has(name));
}

/**
 * What comes back and what goes, each a link to the run that shows it: under the policy, or under its parent. Those
 * `hidden` are only counted.
 */
function changed({ policy, parent: base, breaks, mends }: AgainstParent, hidden: ReadonlySet<string>): Html {
  const part = (verb: string, scenarios: readonly string[], id: string): Html[] => {
    const links = scenarios
      .filter((name) => !hidden.has(name))
      .map((name) => html`<a href="#${breachAnchor(name, id)}">${name}</a>`);
    const others = scenarios.length - links.length;
    const rest = others === 0 ? [] : [html`${links.length > 0 ? 'and ' : ''}${others} performed on real kernels`];
    return scenarios.length === 0 ? [] : [html`<strong>${verb}</strong> ${join([...links, ...rest], ', ')}`];
  };
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
  return html`<dl class="kinds">${kinds.map(
    (kind) => html`<dt>${kind}: <span class="fine">${breachWords[kind]}</span></dt>
<dd>${join(
      breached.filter((b) => b.kind === kind).map((b) => link(policy.id, b)),
      ', ',
    )}</dd>`,
  )}</dl>`;
}

function link(policy: string, { scenario, documentedHazard }: BreachedScenario): Html {
  const note = documentedHazard && ' (documented hazard)';
  return html`<a href="#${breachAnchor(scenario, policy)}">${scenario}</a>${note}`;
}
