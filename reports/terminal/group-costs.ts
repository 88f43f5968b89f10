/** What the work of each group costs over the baseline, in as few lines as possible. Decides nothing. */

import type { Results } from '../../core/run/results.js';
import { baselineOf } from '../baseline.js';
import { breakEvenOf } from '../costs/break-even.js';
import { builtinProfiles } from '../costs/builtin-profiles.js';
import { sayBreakEven, sayStatement } from '../costs/cost-words.js';
import type { CostDifference } from '../costs/difference.js';
import { wordsOf } from '../costs/event-roles.js';
import type { PolicyCost } from '../costs/workload-costs.js';
import { showInterval } from '../numbers.js';
import type { Group } from './groups.js';
import { paragraph } from './paragraph.js';

/** How counts and times are meant; said once, above all workloads. */
export function costsPreface(results: Results, width: number): readonly string[] {
  const prices = builtinProfiles.map(({ title, policy }) => `${title} (which has ${policy})`).join(', ');
  const sentences = [
    `Events per workload. Policies with the same counts share a letter; A has the baseline, ${baselineOf(results) ?? ''}.`,
    `A time is what a policy takes more than the baseline: an interval over the spread of the prices of ${prices},`,
    'transplanted to every other policy; "no statement" where it contains zero. A break-even weighs the two events that',
    'differ most against each other and leaves the others aside. Contention and caches are not modelled.',
  ];
  return paragraph('', sentences.join(' '), width);
}

/** Groups that cost the same in one entry, then the events without a price. Empty where there is no baseline. */
export function costLines(groups: readonly Group[], width: number): readonly string[] {
  const letters = new Map<string, string[]>();
  for (const { letter, hasBaseline, costs: [cost] } of groups) {
    const said = hasBaseline ? '' : sayCost(cost);
    if (said !== '') letters.set(said, [...letters.get(said) ?? [], letter]);
  }
  const unpriced = new Set(groups.flatMap(({ costs: [{ differences }] }) =>
    differences.flatMap((difference) => difference.unpriced.map(({ event }) => wordsOf(event).many))));
  return [
    ...[...letters].flatMap(([said, those]) => paragraph(`  ${those.join(', ')}: `, said, width)),
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
    ...(breakEven === undefined ? [] : [sayBreakEven({ ...breakEven, aside: [] })]),
  ].join('; ');
}

function sayIntervals(differences: readonly CostDifference[]): string {
  if (differences.every(({ priced }) => priced.length === 0)) return 'no priced event differs';
  const [only, ...others] = differences;
  if (only !== undefined && others.length === 0) return showInterval(only.interval);
  return differences.map(({ interval, profile }) => `${showInterval(interval)} by ${profile.id}`).join(', ');
}
