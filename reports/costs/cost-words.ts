/** Costs in sentences. Nothing here decides anything. */

import { showDifference, showRatio, showTime } from '../numbers.js';
import type { BreakEven } from './break-even.js';
import type { CostDifference } from './difference.js';
import { wordsOf } from './event-roles.js';
import type { Interval } from './interval.js';
import { type Statement, withoutEvents } from './statement.js';

/** `cheaper, without GUP-slow pages (+1,000): as long as one costs less than 1.2 µs` */
export function sayStatement(statement: Statement, difference: CostDifference): string {
  switch (statement) {
    case 'equal': return 'equal counts';
    case 'no statement': return 'no statement';
    case 'cheaper':
    case 'dearer': return `${statement}${sayWithout(difference)}`;
  }
}

function sayWithout(difference: CostDifference): string {
  const left = withoutEvents(difference);
  const [only] = left;
  if (only === undefined) return '';
  const names = left.map(({ event, more }) => `${wordsOf(event).many} (${showDifference(more)})`).join(', ');
  return `, without ${names}: ${left.length > 1 ? 'as long as they do not outweigh it'
    : `as long as one costs less than ${showTime(only.limit)}`}`;
}

/** `GUP-slow pages +1,000, barriers −3`; empty when every differing event has a price. */
export function sayUnpriced({ unpriced }: CostDifference): string {
  return unpriced.map(({ event, more }) => `${wordsOf(event).many} ${showDifference(more)}`).join(', ');
}

/** More differences than this beside a break-even are counted, not named: the table has them all. */
const mostNamed = 4;

/** `cheaper while a copy costs less than 2.1 reuses (measured: 1.24 to 6.88), leaving freed pages +12 aside` */
export function sayBreakEven({ gained, saved, ratio, measured, aside }: BreakEven): string {
  const [one, others] = [wordsOf(gained).one, wordsOf(saved)];
  const noun = showRatio(ratio) === '1' ? others.one : others.many;
  const left = aside.length > mostNamed ? `${aside.length} other differences`
    : aside.map(({ event, more }) => `${wordsOf(event).many} ${showDifference(more)}`).join(', ');
  return `cheaper while ${article(one)} ${one} costs less than ${showRatio(ratio)} ${noun}${
    measured === undefined ? ' (not measured)' : ` (measured: ${sayRatios(measured)})`}${
    left === '' ? '' : `, leaving ${left} aside`}`;
}

function sayRatios({ low, high }: Interval): string {
  return `${showRatio(low)} to ${showRatio(high)}`;
}

function article(noun: string): string {
  return /^(?:[aeio]|LRU|mprotect)/iu.test(noun) ? 'an' : 'a';
}

/** `transplanted: Linux 6.18.44 has neither mapcount nor early-cow`; empty where the profile is of both. */
export function sayTransplanted({ profile, transplanted }: CostDifference): string {
  const [first, second] = transplanted;
  if (first === undefined) return '';
  const who = second === undefined ? `does not have ${first}` : `has neither ${first} nor ${second}`;
  return `transplanted: Linux ${profile.kernel} ${who}`;
}
