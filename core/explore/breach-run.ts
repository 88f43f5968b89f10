/** A breach is shown again before it is reported: its run, repeated step by step. */

import { replayWithoutBreach } from '../errors/errors.js';
import type { Program } from '../program/program.js';
import { breachKey } from '../program/breach.js';
import { breachInWords } from '../program/breach-words.js';
import { differs } from '../policy/blame.js';
import type { CompiledPolicy } from '../policy/compile.js';
import type { Checked } from './check.js';
import { replay, type Replay } from './replay.js';

/**
 * The shortest breaching run again, step by step; undefined where nothing was breached.
 * @throws {CowlabError} COW330 when it does not show the breach and a plugin is to blame; as `replay`
 * @throws {Error} when no plugin is: that would be a defect of the machine
 */
export function replayBreach(program: Program, policy: CompiledPolicy, { breaches, schedule }: Checked): Replay | undefined {
  const [first] = breaches;
  if (first === undefined) return undefined;
  const again = replay(program, policy, schedule ?? []);
  const isShown = again.breaches.some((breach) => breachKey(breach) === breachKey(first));
  // Where nobody can go on, the replay ends as the run did: without an outcome and without a step to blame.
  const isStuck = first.kind === 'progress' && again.outcome === undefined;
  if (!isShown && !isStuck) throw differs(policy, (culprit) => replayWithoutBreach(culprit, program.name, breachInWords(first)));
  return again;
}
