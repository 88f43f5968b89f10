/** A policy whose rules and steps do not answer as they must. */

import { CowlabError } from './cowlab-error.js';
import { didYouMean, oneOf, withoutStop } from './words.js';

/** The run broke, not the input: exit code 3. `policy` is its id, `rule` the decision it answered. */
export function ruleThrew(policy: string, rule: string, why: string, plugin?: string, cause?: unknown): CowlabError {
  return new CowlabError('COW032', `The rule ${rule} of policy \`${policy}\` threw during the run: ${withoutStop(why)}.`, {
    where: plugin,
    exitCode: 3,
    cause,
    expected: 'an answer to every question the machine asks',
  });
}

/** As `ruleThrew`, for a rule that answered what is no answer. */
export function ruleAnswered(policy: string, rule: string, answer: string, expected: string, plugin?: string): CowlabError {
  return new CowlabError('COW239', `The rule ${rule} of policy \`${policy}\` answered ${answer}.`, {
    where: plugin,
    exitCode: 3,
    expected,
  });
}

/** As `ruleThrew`, for a step of the policy's own. */
export function stepThrew(policy: string, why: string, plugin?: string, cause?: unknown): CowlabError {
  return new CowlabError('COW034', `A step of policy \`${policy}\` threw during the run: ${withoutStop(why)}.`, {
    where: plugin,
    exitCode: 3,
    cause,
    expected: 'an answer of every step: `next`, `done`, `blocked`, `goto(…)` …',
  });
}

/** A question to a rule: the class that answers, the policy that bound it, and the plugin that this came from. */
export interface Asked {
  readonly policy: string;
  readonly rule: string;
  /** `mustCopy`. */
  readonly question: string;
  readonly plugin: string | undefined;
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

/** As `ruleThrew`, for a policy whose run cannot be repeated; `what` completes "replayed, …". */
export function policyNotDeterministic(policy: string, what: string, plugin?: string): CowlabError {
  return new CowlabError('COW330', `The policy \`${policy}\` is not deterministic: replayed, ${withoutStop(what)}.`, {
    where: plugin,
    exitCode: 3,
    expected: 'rules and steps that depend on nothing but what they are handed',
  });
}

/** As `ruleThrew`, for a rule that looks at `field` without having it among its `reads`. */
export function undeclaredRead({ policy, rule, question, plugin }: Asked, field: string, known: readonly string[]): CowlabError {
  const isKnown = known.includes(field);
  return new CowlabError(
    'COW036',
    `The rule ${rule} of policy \`${policy}\`, asked ${question}, reads \`${field}\`, which ${isKnown ? 'it does not declare' : 'there is not'}.`,
    {
      where: plugin,
      exitCode: 3,
      expected: isKnown ? `\`reads\` with all fields that the rule reads: add '${field}'` : oneOf(known),
      hint: isKnown ? undefined : didYouMean(field, known),
    },
  );
}
