/** The document of `cowlab explain --json`. */

import type { Checked } from '../../core/explore/check.js';
import type { Replay } from '../../core/explore/replay.js';
import type { CompiledPolicy } from '../../core/index.js';
import { changeInWords } from '../../core/explore/state-words.js';
import { outcomeInWords } from '../../core/program/outcome.js';
import type { Program } from '../../core/program/program.js';
import { reported } from '../../core/program/breach-words.js';

/** The document `cowlab/explanation@1`. */
export function explanationDocument(program: Program, policy: CompiledPolicy, checked: Checked, run: Replay): object {
  const { verdict, breaches, outcomes, states, transitions, complete, why } = checked;
  return {
    schema: 'cowlab/explanation@1',
    scenario: program.name,
    title: program.title,
    sources: program.sources,
    policy: policy.id,
    verdict,
    breaches: breaches.map(reported),
    outcomes,
    states,
    transitions,
    memoryModel: program.memoryModel,
    complete,
    why,
    steps: run.steps.map(({ actor, operation, phase, list, step, changes, decided, breaches: broken }) => ({
      actor: program.actors[actor].name,
      operation: operation.text,
      where: operation.where,
      phase,
      list,
      step,
      changes: changes.map(changeInWords),
      decided,
      breaches: broken.map(reported),
    })),
    ...(run.omitted === 0 ? {} : { omittedSteps: run.omitted }),
    outcome: run.outcome === undefined ? undefined : outcomeInWords(program, run.outcome),
  };
}
