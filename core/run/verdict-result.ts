/** From a checked program to the entry of a report: the verdict beside what the scenario asserts, and the trace. */

import { replayBreach } from '../explore/breach-run.js';
import type { Checked } from '../explore/check.js';
import type { Replay } from '../explore/replay.js';
import type { Program } from '../program/program.js';
import { reported } from '../program/breach-words.js';
import type { CompiledPolicy } from '../policy/compile.js';
import { expectedVerdict, type Expectations } from './expectations.js';
import type { TraceLine, VerdictResult } from './results.js';

/**
 * The result of one scenario under one policy. A violation is replayed before it is reported: its trace is that of
 * the replay.
 * @param run that replay, by whoever has made it already
 * @throws {CowlabError} COW330 when the replay does not show the breach and a plugin is to blame
 * @throws {Error} when no plugin is: that would be a defect of the machine
 */
export function verdictResult(
  program: Program,
  policy: CompiledPolicy,
  checked: Checked,
  expectations: Expectations,
  run: Replay | undefined = replayBreach(program, policy, checked),
): VerdictResult {
  const { verdict, breaches, outcomes, states, transitions, eagerStates, stateBytes, complete, events, why } = checked;
  const expected = expectedVerdict(expectations, verdict);
  const eventMismatches = expectations.events.flatMap((counts) => mismatches(counts, events));
  return {
    scenario: program.name,
    policy: policy.id,
    verdict,
    ...(expected === undefined ? {} : { expected }),
    breaches: breaches.map(reported),
    outcomes,
    states,
    transitions,
    eagerStates,
    stateBytes,
    memoryModel: program.memoryModel,
    complete,
    events,
    ...(eventMismatches.length === 0 ? {} : { eventMismatches }),
    ...(program.documentedHazard === undefined ? {} : { documentedHazard: program.documentedHazard }),
    ...(why === undefined ? {} : { why }),
    ...(run === undefined ? {} : traceOf(program, run)),
  };
}

function traceOf(program: Program, { steps, omitted }: Replay): Pick<VerdictResult, 'trace' | 'traceOmits'> {
  const trace = steps.map(({ actor, operation, step }): TraceLine => ({
    actor: program.actors[actor].name,
    op: operation.text,
    operation: operation.action.op,
    step,
  }));
  return { trace, ...(omitted === 0 ? {} : { traceOmits: omitted }) };
}

function mismatches(expected: Readonly<Record<string, number>>, counted: Readonly<Record<string, number>>): string[] {
  return Object.entries(expected)
    .filter(([event, count]) => (counted[event] ?? 0) !== count)
    .map(([event, count]) => `${event}: expected ${count}, counted ${counted[event] ?? 0}`);
}
