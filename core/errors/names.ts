/** Names and keys that are unknown, or given twice. */

import { CowlabError } from './cowlab-error.js';
import { didYouMean, oneOf } from './words.js';

/** `kind` is the noun: `policy`, `area`, `operation`; `otherwise` is a hint beside the nearest names. */
export function unknownName(
  kind: string,
  name: string,
  known: Iterable<string>,
  where?: string,
  otherwise?: string,
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
  return new CowlabError('COW132', `The composition \`${composition}\` names \`${part}\` twice.`, {
    expected: 'every policy and variant of a composition once',
    hint: `did you mean \`${[...new Set(composition.split('+'))].join('+')}\`?`,
  });
}

/** A policy binds what is called like a rule of the machine, but is none. */
export function unknownRule(id: string, name: string, known: readonly string[], where?: string): CowlabError {
  return new CowlabError('COW130', `The policy \`${id}\` binds a rule named \`${name}\`, which the machine never asks.`, {
    where,
    expected: oneOf(known),
    hint: didYouMean(name, known),
  });
}

/** A rule declares that it reads what no view has. `rule` is its class. */
export function unknownField(id: string, rule: string, name: string, known: readonly string[], where?: string): CowlabError {
  return new CowlabError(
    'COW131',
    `The rule ${rule} of policy \`${id}\` declares that it reads \`${name}\`, which there is not.`,
    { where, expected: oneOf(known), hint: didYouMean(name, known) },
  );
}
