/**
 * Every message about refused input or a broken run, with its code: one factory per message, all here.
 * `CowlabError` is what the command line prints; any other error is a defect of cowlab itself.
 */

import { nearestNames } from './nearest.js';
import { printable } from './printable.js';

/** The codes, and the kind of mistake each stands for. A code is never reused for another kind. */
export const errorCodes = {
  COW001: 'not YAML, or YAML this format does not use',
  COW002: 'the shape does not fit: a wrong type, a missing key, a value out of its range',
  COW003: 'an unknown key',
  COW004: 'an unknown name',
  COW005: 'a name given twice',
  COW006: 'a value that is not a small integer written once',
  COW007: 'a place that does not exist or does not fit here',
  COW008: 'a handle used before it is taken, or in a way its kind does not have',
  COW009: 'an actor that does not exist yet, or cannot do this',
  COW010: 'an operation that is not allowed at this point',
  COW011: 'part of the format, but not built yet',
  COW012: 'a program larger than a limit',
  COW020: 'a file that cannot be read',
  COW021: 'a wrong option or argument of the command line',
  COW022: 'output that cannot be written',
  COW030: 'a plugin that failed to load',
  COW031: 'a plugin that exports no policy, or one that binds nothing',
  COW032: 'a rule that threw during a run, or answered what is no answer',
  COW033: 'a policy that does not fit the machine: a rule missing or unfit, an order that cannot work',
  COW034: 'a step of a policy that threw during the run',
  COW035: 'a policy that is not deterministic: the same question, answered in two ways',
  COW036: 'a rule that reads a field which it does not declare',
  COW037: 'a plugin that ended its thread or process, did not answer, or took too much memory',
  COW038: 'a plugin that changes what belongs to the language, `Object.prototype` for instance',
  COW039: 'code of a plugin that failed when nobody waited for it: a rejected promise, a timer that threw',
  COW040: 'a truncated or damaged trace',
  COW041: 'a line of a trace that cannot be understood',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** What an error carries beside its message. */
export interface ErrorDetails {
  /** `file:line:column`, or the option, plugin or file it is about. */
  readonly where?: string | undefined;
  readonly expected?: string | undefined;
  readonly hint?: string | undefined;
  /** 2: the input was refused (default); 3: the run broke. */
  readonly exitCode?: 2 | 3;
  readonly cause?: unknown;
}

/** An error a person can act on. `message` is one sentence: what happened. */
export class CowlabError extends Error {
  override readonly name = 'CowlabError';
  readonly code: ErrorCode;
  readonly where: string | undefined;
  readonly expected: string | undefined;
  readonly hint: string | undefined;
  /** The exit code of the command: 2 when the input was refused, 3 when the run broke. */
  readonly exitCode: 2 | 3;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.where = details.where;
    this.expected = details.expected;
    this.hint = details.hint;
    this.exitCode = details.exitCode ?? 2;
  }

  /**
   * As the command line prints it: place, code and sentence; then what was expected, then the hint. What would steer a
   * terminal is escaped: names and texts are a user's.
   */
  format(): string {
    const place = this.where === undefined ? '' : `${shown(this.where)}: `;
    const lines = [`${place}${this.code}: ${shown(this.message)}`];
    if (this.expected !== undefined) lines.push(`  expected: ${shown(this.expected)}`);
    if (this.hint !== undefined) lines.push(`  hint: ${shown(this.hint)}`);
    return lines.join('\n');
  }
}

/** `a, b or c`; a long list is cut. */
function oneOf(names: readonly string[], limit = 40): string {
  if (names.length === 0) return 'a name that is declared; none is';
  if (names.length > limit) return `${names.slice(0, limit).join(', ')} … (${names.length} in all)`;
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

function didYouMean(name: string, known: readonly string[]): string | undefined {
  const near = nearestNames(name, known);
  return near.length === 0 ? undefined : `did you mean ${oneOf(near.map((n) => `\`${n}\``))}?`;
}

/** `kind` is the noun: `policy`, `area`, `operation`; `otherwise` is a hint beside the nearest names. */
export function unknownName(
  kind: string, name: string, known: Iterable<string>, where?: string, otherwise?: string,
): CowlabError {
  const names = [...known];
  const hints = [didYouMean(name, names), otherwise].filter((hint) => hint !== undefined);
  return new CowlabError('COW004', `There is no ${kind} named \`${name}\`.`, {
    where,
    expected: oneOf(names),
    hint: hints.length === 0 ? undefined : hints.join(' '),
  });
}

/** `owner` is what has the keys: `a scenario`, `an area`, `` `pin` ``. */
export function unknownKey(owner: string, key: string, known: Iterable<string>, where?: string): CowlabError {
  const names = [...known];
  return new CowlabError('COW003', `\`${key}\` is not a key of ${owner}.`, {
    where,
    expected: oneOf(names),
    hint: didYouMean(key, names),
  });
}

export function notYaml(found: string, where?: string, hint?: string): CowlabError {
  return new CowlabError('COW001', sentence(found), { where, hint });
}

/** `what` is the thing (`` `pages` of area `buf` ``), `found` what stands there. */
export function wrongShape(what: string, found: string, expected: string, where?: string, hint?: string): CowlabError {
  return new CowlabError('COW002', `${what} is ${found}.`, { where, expected, hint });
}

/** A required key is not there. */
export function missingKey(owner: string, key: string, expected: string, where?: string): CowlabError {
  return new CowlabError('COW002', `${owner} has no \`${key}\`.`, { where, expected });
}

/** A name stands for two things. `first` is the place of its first use. */
export function nameTaken(kind: string, name: string, where?: string, first?: string): CowlabError {
  const before = first === undefined ? '' : `; the first is at ${first}`;
  return new CowlabError('COW005', `The ${kind} name \`${name}\` is used twice${before}.`, {
    where,
    expected: `a name of its own for every ${kind}`,
  });
}

/** `composition` is `a+b+b`, `part` what it names twice. */
export function composedTwice(composition: string, part: string): CowlabError {
  return new CowlabError('COW005', `The composition \`${composition}\` names \`${part}\` twice.`, {
    expected: 'every policy and variant of a composition once',
    hint: `did you mean \`${[...new Set(composition.split('+'))].join('+')}\`?`,
  });
}

export function badValue(found: string, expected: string, where?: string, hint?: string): CowlabError {
  return new CowlabError('COW006', sentence(found), { where, expected, hint });
}

export function badPlace(found: string, expected: string, where?: string, hint?: string): CowlabError {
  return new CowlabError('COW007', sentence(found), { where, expected, hint });
}

export function badHandle(found: string, expected: string, where?: string, hint?: string): CowlabError {
  return new CowlabError('COW008', sentence(found), { where, expected, hint });
}

export function badActor(found: string, expected: string, where?: string, hint?: string): CowlabError {
  return new CowlabError('COW009', sentence(found), { where, expected, hint });
}

export function badOperation(found: string, expected: string, where?: string, hint?: string): CowlabError {
  return new CowlabError('COW010', sentence(found), { where, expected, hint });
}

/** `what` the program has too many of, `steps`; `where` is the first that is too many. Nothing more of the file is read then. */
export class TooLarge extends CowlabError {
  constructor(what: string, most: number, where: string) {
    const limit = `${most.toLocaleString('en-US')} ${what}`;
    super('COW012', `The program has more than ${limit}.`, { where, expected: `at most ${limit}` });
  }
}

/** `what` in the format's words: `` `swap-out` ``, `` `backing: hugetlb` ``. */
export function notBuilt(what: string, where?: string, expected?: string): CowlabError {
  return new CowlabError('COW011', `${what} is part of the scenario format but is not built yet.`, { where, expected });
}

export function fileNotReadable(path: string, why: string): CowlabError {
  return new CowlabError('COW020', `${path} cannot be read: ${why}.`, { where: path, expected: 'a readable file' });
}

export function badOption(found: string, expected: string, hint?: string): CowlabError {
  return new CowlabError('COW021', sentence(found), { expected, hint });
}

export function pluginThrew(plugin: string, why: string, cause?: unknown): CowlabError {
  return new CowlabError('COW030', `The plugin failed to load: ${withoutStop(why)}.`, { where: plugin, cause });
}

/** @param found what it exports instead, "`default` is a function" each; most are not told */
export function exportsNoPolicy(plugin: string, found: readonly string[]): CowlabError {
  const told = found.length === 0 ? 'it exports nothing' : found.slice(0, 4).join(', ') + (found.length > 4 ? ' …' : '');
  return new CowlabError('COW031', `The plugin exports no policy: ${withoutStop(told)}.`, {
    where: plugin,
    expected: '`export default definePolicy(\'my-policy\', { … })`, or policies as named exports or in an array',
  });
}

export function pluginBindsNothing(plugin: string, expected: string): CowlabError {
  return new CowlabError('COW031', 'The plugin brings nothing: its policy binds no rule.', {
    where: plugin,
    expected,
  });
}

/** The run broke, not the input: exit code 3. `policy` is its id, `rule` the decision it answered. */
export function ruleThrew(policy: string, rule: string, why: string, plugin?: string, cause?: unknown): CowlabError {
  return new CowlabError(
    'COW032',
    `The rule ${rule} of policy \`${policy}\` threw during the run: ${withoutStop(why)}.`,
    {
      where: plugin,
      exitCode: 3,
      cause,
      expected: 'an answer to every question the machine asks',
    },
  );
}

/** As `ruleThrew`, for a rule that answered what is no answer. */
export function ruleAnswered(policy: string, rule: string, answer: string, expected: string, plugin?: string): CowlabError {
  return new CowlabError('COW032', `The rule ${rule} of policy \`${policy}\` answered ${answer}.`, {
    where: plugin, exitCode: 3, expected,
  });
}

/** As `ruleThrew`, for a step of the policy's own. */
export function stepThrew(policy: string, why: string, plugin?: string, cause?: unknown): CowlabError {
  return new CowlabError('COW034', `A step of policy \`${policy}\` threw during the run: ${withoutStop(why)}.`, {
    where: plugin, exitCode: 3, cause, expected: 'an answer of every step: `next`, `done`, `blocked`, `goto(…)` …',
  });
}

/** `why` is a sentence without its stop: `its thread ended with code 0 before it answered`. */
export function pluginLost(plugins: readonly string[], why: string, exitCode: 2 | 3): CowlabError {
  return new CowlabError('COW037', sentence(`The plugin is broken: ${why}`), {
    where: plugins.length === 0 ? undefined : plugins.join(', '), exitCode,
    expected: 'a plugin that only answers what it is asked', hint: 'it must not end the program, wait, or keep what it allocates',
  });
}

/** `where` is `file:line` of the last whole line, or the file. */
export function truncatedTrace(where: string, why: string): CowlabError {
  return new CowlabError('COW040', `The trace ends early: ${withoutStop(why)}.`, { where, expected: 'a whole file' });
}

export function malformedTrace(where: string, found: string, expected: string): CowlabError {
  return new CowlabError('COW041', `The trace has a line that cannot be understood: ${withoutStop(found)}.`, {
    where,
    expected,
  });
}

/** A name may be as long as a file. */
function shown(text: string): string {
  return printable(text.length > 4000 ? `${text.slice(0, 4000)}…` : text);
}

function withoutStop(text: string): string {
  return text.trimEnd().replace(/[.\n]+$/u, '');
}

function sentence(text: string): string {
  return `${withoutStop(text)}.`;
}

/** A policy that cannot run on this machine. `what` completes "policy `x` …". */
export function wrongPolicy(id: string, what: string, expected: string, where?: string): CowlabError {
  return new CowlabError('COW033', sentence(`The policy \`${id}\` ${what}`), { where, expected });
}

/** A policy binds what is called like a rule of the machine, but is none. */
export function unknownRule(id: string, name: string, known: readonly string[], where?: string): CowlabError {
  return new CowlabError('COW004', `The policy \`${id}\` binds a rule named \`${name}\`, which the machine never asks.`, {
    where, expected: oneOf(known), hint: didYouMean(name, known),
  });
}

/** A rule declares that it reads what no view has. `rule` is its class. */
export function unknownField(id: string, rule: string, name: string, known: readonly string[], where?: string): CowlabError {
  return new CowlabError('COW004', `The rule ${rule} of policy \`${id}\` declares that it reads \`${name}\`, which there is not.`, {
    where, expected: oneOf(known), hint: didYouMean(name, known),
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
  { seen, before, now }: { readonly seen: readonly (readonly [field: string, value: unknown])[]; readonly before: unknown; readonly now: unknown },
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
  return new CowlabError('COW035', `The policy \`${policy}\` is not deterministic: replayed, ${withoutStop(what)}.`, {
    where: plugin, exitCode: 3, expected: 'rules and steps that depend on nothing but what they are handed',
  });
}

/** As `ruleThrew`, for a rule that looks at `field` without having it among its `reads`. */
export function undeclaredRead({ policy, rule, question, plugin }: Asked, field: string, known: readonly string[]): CowlabError {
  const isKnown = known.includes(field);
  return new CowlabError(
    'COW036',
    `The rule ${rule} of policy \`${policy}\`, asked ${question}, reads \`${field}\`, which ${isKnown ? 'it does not declare' : 'there is not'}.`,
    {
      where: plugin, exitCode: 3,
      expected: isKnown ? `\`reads\` with all fields that the rule reads: add '${field}'` : oneOf(known),
      hint: isKnown ? undefined : didYouMean(field, known),
    },
  );
}

/** @param changed `Object.prototype.polluted`, each @param exitCode 2 while it is loaded, 3 in a run */
export function pluginChangedLanguage(plugin: string, changed: readonly string[], exitCode: 2 | 3): CowlabError {
  const told = changed.slice(0, 4).map((name) => `\`${name}\``).join(', ') + (changed.length > 4 ? ` and ${changed.length - 4} more` : '');
  return new CowlabError('COW038', `The plugin changes what belongs to the language: ${told}.`, {
    where: plugin, exitCode, expected: 'the objects of the language as they were: cowlab runs on them',
  });
}

/** @param exitCode 2 while it is loaded, 3 in a run */
export function pluginFailedLate(plugin: string, why: string, exitCode: 2 | 3, cause?: unknown): CowlabError {
  return new CowlabError('COW039', `Code of the plugin failed when nobody waited for it: ${withoutStop(why)}.`, {
    where: plugin, exitCode, cause, expected: 'no promise that is rejected, and no timer that throws',
  });
}
