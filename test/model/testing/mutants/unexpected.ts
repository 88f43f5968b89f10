import type { Checked } from '../../../../core/explore/check.js';
import type { EventName } from '../../../../core/program/events.js';
import type { Program } from '../../../../core/program/program.js';

/** What is not as `expect` and `expect-events` of the scenario say for a policy. */
export function unexpected({ expect: verdicts, expectEvents }: Program, id: string, checked: Pick<Checked, 'verdict' | 'events'>): string[] {
  const verdict = verdicts[id] ?? checked.verdict;
  const counts = Object.entries(expectEvents[id] ?? {}) as [EventName, number][];
  return [
    ...(verdict === checked.verdict ? [] : [`${checked.verdict}, not ${verdict}`]),
    ...counts.flatMap(([event, count]) => (checked.events[event] === count ? [] : [event])),
  ];
}
