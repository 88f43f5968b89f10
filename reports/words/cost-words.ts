/** Costs in sentences. Nothing here decides anything. */

import { showDifference, showInterval, showRatio, showTime } from './numbers.js';
import type { BreakEven } from '../costs/break-even.js';
import type { CostDifference } from '../costs/difference.js';
import { wordsOf } from '../costs/event-roles.js';
import type { CostProfile } from '../costs/profile.js';
import { dependsOnPlacement, type Statement, statementOn, withoutEvents } from '../costs/statement.js';

/** `cheaper, without GUP-slow pages (+1,000): as long as one costs less than 1.2 µs` */
export function sayStatement(statement: Statement, difference: CostDifference): string {
  switch (statement) {
    case 'equal':
      return 'equal counts';
    case 'no statement':
      return `no statement${dependsOnPlacement(difference) ? `: ${sayPlacements(difference)}` : ''}`;
    case 'cheaper':
    case 'dearer':
      return `${statement}${sayWithout(difference)}`;
  }
}

/** `depends on which CPU a process ran on (2 CPUs: dearer; 1: equal counts; 4: dearer)` */
function sayPlacements({ placements }: CostDifference): string {
  const said = placements.map((placement, index) => {
    const statement = statementOn(placement);
    return `${placement.cpus ?? '?'}${index === 0 ? ' CPUs' : ''}: ${statement === 'equal' ? 'equal counts' : statement}`;
  });
  return `depends on which CPU a process ran on (${said.join('; ')})`;
}

function sayWithout(difference: CostDifference): string {
  const left = withoutEvents(difference);
  const [only] = left;
  if (only === undefined) return '';
  const names = left.map(({ event, more }) => `${wordsOf(event).many} (${showDifference(more)})`).join(', ');
  return `, without ${names}: ${
    left.length > 1 ? 'as long as they do not outweigh it' : `as long as one costs less than ${showTime(only.limit)}`
  }`;
}

/** `GUP-slow pages +1,000, barriers −3`; empty when every differing event has a price. */
export function sayUnpriced({ unpriced }: CostDifference): string {
  return unpriced.map(({ event, more }) => `${wordsOf(event).many} ${showDifference(more)}`).join(', ');
}

/** `cheaper while a copy costs less than 2.1 reuses (measured: 1.24 to 6.88)` */
export function sayBreakEven({ event, unit, cheaperWhile, ratio, measured }: BreakEven): string {
  const [one, others] = [wordsOf(event).one, wordsOf(unit)];
  const [low, high] = [showRatio(ratio.low), showRatio(ratio.high)];
  const limit = low === high ? low : `${low} to ${high}`;
  return (
    `cheaper while ${article(one)} ${one} costs ${cheaperWhile} than ${limit} ${limit === '1' ? others.one : others.many} ` +
    `(measured: ${showRatio(measured.low)} to ${showRatio(measured.high)})`
  );
}

function article(noun: string): string {
  return /^[aeio]/iu.test(noun) ? 'an' : 'a';
}

/** `transplanted: Linux 6.18.44 has neither mapcount nor early-cow`; empty where the profile is of both. */
export function sayTransplanted({ profile, transplanted }: CostDifference): string {
  const [first, second] = transplanted;
  if (first === undefined) return '';
  const who = second === undefined ? `does not have ${first}` : `has neither ${first} nor ${second}`;
  return `transplanted: Linux ${profile.kernel} ${who}`;
}

/** What no time contains; to be said wherever one stands. */
export const notInTimes = 'without contention, caches, unpriced events';

/** `prices of Linux 6.18.44, transplanted; without contention, caches, unpriced events` */
export function sayCaveats({ kernel }: CostProfile): string {
  return `prices of Linux ${kernel}, transplanted; ${notInTimes}`;
}

/** `−3.41 to 1.2 ms`; in words where no event has a price. */
export function sayInterval({ interval, placements }: CostDifference): string {
  return placements.some(({ priced }) => priced.length > 0) ? showInterval(interval) : 'no priced event differs';
}
