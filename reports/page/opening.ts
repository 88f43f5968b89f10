/** How the page begins: what was asked, which policy kernels have today, and what was found about it. */

import { plural } from '../../core/errors/numbers.js';
import type { BreachKind } from '../../core/program/verdict.js';
import type { Results, WorkloadSummary } from '../../core/run/results.js';
import { baselineOf } from '../findings/baseline.js';
import { breachWords } from '../words/breach-words.js';
import { costsOf } from '../costs/workload-costs.js';
import type { Statement } from '../costs/statement.js';
import { violatingPolicies } from '../findings/violating-policies.js';
import { breachAnchor, policyAnchor } from '../words/names.js';
import {
  type NewestAgainstOlder,
  newestAgainstOlder,
  type ViolatedScenario,
  type WorsePolicies,
} from '../findings/newest-against-older.js';
import { html, type Html, join, listed } from './html.js';

/** The first paragraphs of the page. */
export function opening(results: Results): Html {
  const policies = plural(results.policies.length, 'policy', 'policies');
  const scenarios = plural(results.scenarios.length, 'small program');
  const workloads = plural(results.workloads.length, 'long one');
  const findings = newestAgainstOlder(results);
  return html`<p class="lead">Under which copy-on-write policy does a program stay correct that forks, writes, and lends its
pages to the kernel or to a device, and what does the policy cost? Here ${policies} ran ${scenarios}
(<em>scenarios</em>) in every interleaving, and ${workloads} (<em>workloads</em>), on one simulated machine.</p>
${findings !== undefined && found(findings, results)}`;
}

function found({ newest, violated, same, worse }: NewestAgainstOlder, results: Results): Html {
  const kinds = new Set([...violated, ...worse].flatMap((one) => one.kinds));
  const still =
    violated.length === 0
      ? html`No scenario ${results.unfinished !== undefined && 'finished so far '}is violated under it`
      : html`Still violated under it: ${listed(violated.map((one) => scenario(one, newest.id)))}`;
  return html`<p>Of the policies compared, the newest kernels have ${policy(newest.id)}, since Linux ${newest.since}.
${same.length > 0 && html`${listed(same.map(policy))} ${same.length === 1 ? 'has' : 'have'} the same verdicts.`}</p>
<p>${still}.${worse.length > 0 && ' Policies of older kernels violate scenarios that hold under it:'}</p>
${worse.length > 0 && html`<ul class="worse">${worse.map(older)}</ul>`}
${kinds.size > 0 && html`<p class="fine">${join([...kinds].map(inWords), '; ')}.</p>`}
${costs(newest.id, results)}`;
}

function policy(id: string): Html {
  return html`<a href="#${policyAnchor(id)}">${id}</a>`;
}

function inWords(kind: BreachKind): Html {
  return html`<strong>${kind}</strong>: ${breachWords[kind]}`;
}

function scenario({ scenario: name, kinds, isHazard, heldUnder }: ViolatedScenario, id: string): Html {
  const what = isHazard ? 'documented hazard' : kinds.join(', ');
  return html`<a href="#${breachAnchor(name, id)}">${name}</a> (${what}${
    heldUnder.length > 0 && html`; it held under ${listed(heldUnder.map(policy))}`
  })`;
}

function older({ policies, kinds }: WorsePolicies): Html {
  const links = policies.map(policy);
  const who = policies.length > 3 ? html`${links[0]} to ${links.at(-1)}` : listed(links);
  return html`<li>${who}: ${kinds.length === 0 ? 'documented hazards only' : kinds.join(', ')}</li>
`;
}

/** On which workloads something can be said about its cost; undefined for the baseline itself and without workloads. */
function costs(id: string, results: Results): Html | undefined {
  const baseline = baselineOf(results);
  const stated = results.workloads.flatMap((workload) =>
    costsOf(results, workload.id).flatMap(({ policy: who, statement }) =>
      who === id && statement !== undefined ? [{ workload, statement }] : [],
    ),
  );
  if (stated.length === 0 || baseline === undefined) return undefined;
  const on = (statement: Statement): readonly Html[] =>
    stated
      .filter((one) => one.statement === statement)
      .map(({ workload }) => html`<code>${workload.id}</code>${caveat(workload, baseline, results)}`);
  const said = (['cheaper', 'dearer'] as const).flatMap((statement) =>
    on(statement).length === 0 ? [] : [html`${statement} on ${listed(on(statement))}`],
  );
  const rest =
    said.length === stated.length
      ? ''
      : said.length === 0
        ? 'on no workload can anything be said: counts are equal, or the interval contains zero'
        : 'on the others counts are equal or allow no statement';
  return html`<p>In <a href="#costs">estimated time</a>, without contention and caches, against ${policy(baseline)}: ${join(
    [...said, ...(rest === '' ? [] : [rest])],
    '; ',
  )}.</p>`;
}

/** What is cheaper or dearer than a program that goes wrong is compared with no correct one. */
function caveat(workload: WorkloadSummary, baseline: string, results: Results): Html | undefined {
  const wrong = violatingPolicies(results, workload).filter(({ policies }) => policies.includes(baseline));
  if (wrong.length === 0) return undefined;
  const links = wrong.map(({ scenario: name }) => html`<a href="#${breachAnchor(name, baseline)}">${name}</a>`);
  return html` (whose program goes wrong under ${baseline}: ${listed(links)})`;
}
