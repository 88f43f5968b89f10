import type { Checked } from '../../../../core/explore/check.js';
import type { EventName } from '../../../../core/program/events.js';
import type { Program } from '../../../../core/program/program.js';
import { expectationsFor, expectedVerdict, type Expectations } from '../../../../core/run/expectations.js';
import { policy } from '../builtin.js';

/** What a scenario asserts for a built-in policy, by its id. */
export function assertedFor(program: Program, id: string): Expectations {
  return expectationsFor(program, policy(id), (key) => key);
}

/** What is not as `expect` and `expect-events` of the scenario say for a policy. */
export function unexpected(program: Program, id: string, checked: Pick<Checked, 'verdict' | 'events'>): string[] {
  const asserted = assertedFor(program, id);
  const verdict = expectedVerdict(asserted, checked.verdict) ?? checked.verdict;
  const counts = asserted.events.flatMap((events) => Object.entries(events) as [EventName, number][]);
  return [
    ...(verdict === checked.verdict ? [] : [`${checked.verdict}, not ${verdict}`]),
    ...counts.flatMap(([event, count]) => (checked.events[event] === count ? [] : [event])),
  ];
}
