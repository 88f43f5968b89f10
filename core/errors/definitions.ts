/** A policy whose definition does not fit the machine: its id, its parents, its parts, its fields. */

import { CowlabError } from './cowlab-error.js';
import { sentence } from './words.js';

/** Who has what is refused. */
export interface Refused {
  readonly id: string;
  /** The plugin file it came from; undefined for built-in ones. */
  readonly origin?: string | undefined;
}

/** Ids stand in file names, and between the signs of `a+b`. */
export function badPolicyId(id: string): CowlabError {
  return new CowlabError('COW138', `The policy \`${id}\` is not a policy id.`, {
    expected: 'lower-case words with dashes or dots between them',
  });
}

/** A variant is bound over a policy. */
export function variantAlone(id: string): CowlabError {
  return new CowlabError('COW139', `The policy \`${id}\` is a rule variant and cannot stand alone.`, {
    expected: `a policy before it: \`POLICY+${id}\``,
  });
}

/** `a` extends `b`, which extends `a`. */
export function parentsInCircle({ id, origin }: Refused): CowlabError {
  return new CowlabError('COW230', `The policy \`${id}\` extends itself through its parents.`, {
    where: origin,
    expected: 'a policy without a cycle',
  });
}

/** @param field `frame.colour` */
export function fieldOfOddWidth({ id, origin }: Refused, field: string, bits: number): CowlabError {
  return new CowlabError('COW231', `The policy \`${id}\` adds the field \`${field}\` of ${bits} bits.`, {
    where: origin,
    expected: '8, 16 or 32 bits',
  });
}

/** Fields are laid out by name. */
export function fieldThereAlready({ id, origin }: Refused, field: string): CowlabError {
  return new CowlabError('COW232', `The policy \`${id}\` adds the field \`${field}\`, which there is already.`, {
    where: origin,
    expected: 'a name of its own',
  });
}

/** Rules read it as a property, beside what every object has. */
export function fieldNoName({ id, origin }: Refused, field: string): CowlabError {
  return new CowlabError('COW332', `The policy \`${id}\` adds the field \`${field}\`, which is no name for a property.`, {
    where: origin,
    expected: 'a small letter, then letters and digits: `wasShared`; not what every object has, as `constructor`',
  });
}

/** @param part `orders` @param said in the words of what was thrown */
export function partUnreadable({ id, origin }: Refused, part: string, said: string, expected: string): CowlabError {
  return new CowlabError('COW233', sentence(`The policy \`${id}\` has \`${part}\` that cannot be read: ${said}`), {
    where: origin,
    expected,
  });
}

/** @param part `orders` @param found `a function` */
export function partUnfit({ id, origin }: Refused, part: string, found: string, expected: string): CowlabError {
  return new CowlabError('COW234', `The policy \`${id}\` has \`${part}\` that is ${found}.`, { where: origin, expected });
}

/** @param key the word under which a rule is bound */
export function ruleUnderWord({ id, origin }: Refused, key: string): CowlabError {
  return new CowlabError('COW235', `The policy \`${id}\` has \`${key}\` among its rules, which is no service identifier.`, {
    where: origin,
    expected: 'keys like `[Rule.WriteFault]`',
  });
}

/** @param token what it is bound as */
export function ruleNoClass({ id, origin }: Refused, token: string): CowlabError {
  return new CowlabError('COW236', `The policy \`${id}\` binds a ${token} that is not a class.`, {
    where: origin,
    expected: 'a class with `@injectable()`',
  });
}
