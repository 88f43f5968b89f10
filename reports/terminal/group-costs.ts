/** What the work of each group costs over the baseline, in as few lines as possible. Decides nothing. */

import type { Results, WorkloadSummary } from '../../core/run/results.js';
import { baselineOf } from '../findings/baseline.js';
import { breakEvenOf } from '../costs/break-even.js';
import { builtinProfiles } from '../costs/builtin-profiles.js';
import { sayCpus } from '../words/cpus.js';
import { sayBreakEven, sayCaveats, sayInterval, sayStatement } from '../words/cost-words.js';
import type { CostDifference } from '../costs/difference.js';
import { wordsOf } from '../costs/event-roles.js';
import type { PolicyCost } from '../costs/workload-costs.js';
import { alike } from '../findings/alike.js';
import { violatingPolicies } from '../findings/violating-policies.js';
import type { Group } from './groups.js';
import { paragraph } from './paragraph.js';

/** How counts and times are meant; said once, above all workloads. */
export function costsPreface(results: Results, width: number): readonly string[] {
  const prices = builtinProfiles.map(({ title, policy }) => `${title} (which has ${policy})`).join(', ');
  const cpus = sayCpus(results.measurements);
  const sentences = [
    `Events per workload. Policies with the same counts share a letter; A has the baseline, ${baselineOf(results) ?? ''}.`,
    `A time is what a policy takes more than the baseline: an interval over the spread of the prices of ${prices},`,
    'transplanted to every other policy; "no statement" where it contains zero. Contention and caches are not modelled:',
    'they and the events without a price are in no time. A break-even has all other priced events in it.',
    ...(cpus === undefined ? [] : [`Placement: ${cpus}; a time reaches over all of them.`]),
  ];
  return paragraph('', sentences.join(' '), width);
}

/** Under which policies the program goes wrong. */
export function wrongLines(
  workload: WorkloadSummary,
  groups: readonly Group[],
  results: Results,
  width: number,
): readonly string[] {
  const policies = (members: readonly PolicyCost[]): readonly string[] => members.map(({ policy }) => policy);
  return violatingPolicies(results, workload).flatMap(({ scenario, policies: wrong }) => {
    const who = groups.flatMap(({ letter, costs }) => {
      const here = policies(costs).filter((policy) => wrong.includes(policy));
      if (here.length === 0) return [];
      return [here.length === costs.length ? letter : `${letter} (${here.join(', ')})`];
    });
    return paragraph(
      '  ',
      `goes wrong under ${who.join(', ')}, where ${scenario} is violated: counts there are of a program that loses data`,
      width,
    );
  });
}

/** Groups that cost the same in one entry, then the events without a price. Empty where there is no baseline. */
export function costLines(groups: readonly Group[], width: number): readonly string[] {
  const told = groups.flatMap(({ letter, hasBaseline, costs: [cost] }) => {
    const said = hasBaseline ? '' : sayCost(cost);
    return said === '' ? [] : [{ letter, said }];
  });
  const unpriced = new Set(
    groups.flatMap(({ costs: [{ differences }] }) =>
      differences.flatMap((difference) => difference.unpriced.map(({ event }) => wordsOf(event).many)),
    ),
  );
  return [
    ...(told.length === 0 ? [] : paragraph('  ', `time over A (${builtinProfiles.map(sayCaveats).join('; ')}):`, width)),
    ...alike(told, ({ said }) => said).flatMap((same) =>
      paragraph(`  ${same.map(({ letter }) => letter).join(', ')}: `, same[0].said, width),
    ),
    ...(unpriced.size === 0 ? [] : paragraph('  ', `without a price: ${[...unpriced].join(', ')}`, width)),
  ];
}

/** A break-even is of interest where the prices do not decide. */
function sayCost({ differences, statement }: PolicyCost): string {
  const [first] = differences;
  if (first === undefined || statement === undefined) return '';
  if (statement === 'equal') return 'equal, but for events that are part of others';
  const breakEven = statement === 'no statement' ? breakEvenOf(first) : undefined;
  return [
    `${sayIntervals(differences)}, ${sayStatement(statement, first)}`,
    ...(breakEven === undefined ? [] : [sayBreakEven(breakEven)]),
  ].join('; ');
}

function sayIntervals(differences: readonly CostDifference[]): string {
  const [only, ...others] = differences;
  if (only !== undefined && others.length === 0) return sayInterval(only);
  return differences.map((difference) => `${sayInterval(difference)} by ${difference.profile.id}`).join(', ');
}
