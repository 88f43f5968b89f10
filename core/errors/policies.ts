/** A policy whose rules and steps do not answer as they must. */

import { CowlabError } from './cowlab-error.js';
import type { Refused } from './definitions.js';
import { wordsOf } from './thrown.js';
import { didYouMean, oneOf, withoutStop } from './words.js';

/** A question to a rule: the class that answers, the policy that bound it, and the plugin that this came from. */
export interface Asked {
  readonly policy: string;
  readonly rule: string;
  /** `mustCopy`; where only the decision is known, `for fork`. */
  readonly question: string;
  readonly plugin: string | undefined;
}

/** The run broke, not the input: exit code 3. @param cause what it threw */
export function ruleThrew({ policy, rule, question, plugin }: Asked, cause: unknown): CowlabError {
  const said = withoutStop(wordsOf(cause));
  return new CowlabError(
    'COW032',
    `The rule ${rule}, asked ${question}, of policy \`${policy}\` threw during the run: ${said}.`,
    { where: plugin, exitCode: 3, cause, expected: 'an answer to every question the machine asks' },
  );
}

/** As `ruleThrew`, for a rule that answered what is no answer. @param answer as it is shown @param to `mustCopy` @param expected the answers */
export function ruleAnswered(
  { policy, rule, question, plugin }: Asked,
  answer: string,
  to: string,
  expected: string,
): CowlabError {
  return new CowlabError(
    'COW239',
    `The rule ${rule}, asked ${question}, of policy \`${policy}\` answered ${answer} to \`${to}\`.`,
    { where: plugin, exitCode: 3, expected },
  );
}

/** As `ruleThrew`, for a step of the policy's own. */
export function stepThrew({ id, origin }: Refused, cause: unknown): CowlabError {
  return new CowlabError('COW034', `A step of policy \`${id}\` threw during the run: ${withoutStop(wordsOf(cause))}.`, {
    where: origin,
    exitCode: 3,
    cause,
    expected: 'an answer of every step: `next`, `done`, `blocked`, `goto(…)` …',
  });
}

/** As `ruleThrew`, for a rule that was asked twice about the same values, and answered `before` and `now`. */
export function ruleNotDeterministic(
  { policy, rule, question, plugin }: Asked,
  {
    seen,
    before,
    now,
  }: { readonly seen: readonly (readonly [field: string, value: unknown])[]; readonly before: unknown; readonly now: unknown },
): CowlabError {
  const values = seen.map(([field, value]) => `${field} = ${String(value)}`);
  const same = values.length === 0 ? 'whatever it is asked about' : `where ${values.join(', ')}`;
  return new CowlabError(
    'COW035',
    `The rule ${question} of policy \`${policy}\` is not deterministic: ${same}, ${rule} answered \`${String(before)}\` before and \`${String(now)}\` now.`,
    { where: plugin, exitCode: 3, expected: 'an answer that depends on nothing but what the rule is handed' },
  );
}

function notDeterministic(policy: string): string {
  return `The policy \`${policy}\` is not deterministic: replayed,`;
}

const onlyWhatIsHanded = 'rules and steps that depend on nothing but what they are handed';

/** As `ruleThrew`, for a policy whose run does not show its breach again. @param program its name @param breach as it was told */
export function replayWithoutBreach({ id, origin }: Refused, program: string, breach: string): CowlabError {
  return new CowlabError('COW330', `${notDeterministic(id)} ${program} does not show ${withoutStop(breach)}.`, {
    where: origin,
    exitCode: 3,
    expected: onlyWhatIsHanded,
  });
}

/** As `ruleThrew`, for a policy one of whose steps cannot be taken again. */
export function replayBlocked({ id, origin }: Refused): CowlabError {
  return new CowlabError('COW337', `${notDeterministic(id)} a step that was taken is blocked.`, {
    where: origin,
    exitCode: 3,
    expected: onlyWhatIsHanded,
  });
}

function readsOf({ policy, rule, question }: Asked, field: string): string {
  return `The rule ${rule} of policy \`${policy}\`, asked ${question}, reads \`${field}\`, which`;
}

/** As `ruleThrew`, for a rule that looks at a field without having it among its `reads`. */
export function undeclaredRead(asked: Asked, field: string): CowlabError {
  return new CowlabError('COW036', `${readsOf(asked, field)} it does not declare.`, {
    where: asked.plugin,
    exitCode: 3,
    expected: `\`reads\` with all fields that the rule reads: add '${field}'`,
  });
}

/** As `ruleThrew`, for a rule that looks at what no view has. @param known the fields that there are */
export function readOfUnknown(asked: Asked, field: string, known: readonly string[]): CowlabError {
  return new CowlabError('COW338', `${readsOf(asked, field)} there is not.`, {
    where: asked.plugin,
    exitCode: 3,
    expected: oneOf(known),
    hint: didYouMean(field, known),
  });
}
