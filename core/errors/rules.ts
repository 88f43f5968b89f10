/** Rules that are missing, or lack what the machine asks of them. */

import { CowlabError } from './cowlab-error.js';
import type { Refused } from './definitions.js';
import { sentence } from './words.js';

/** What a rule may say of the fields that it reads. */
const readsExpected = "an array of the fields that it reads, like `['frame.refs']`";

/** @param rule `write-fault`, as in the other factories here */
export function ruleMissing({ id, origin }: Refused, rule: string): CowlabError {
  return new CowlabError('COW033', `The policy \`${id}\` has no ${rule} rule.`, {
    where: origin,
    expected: 'it to bind the rule, or to extend a policy that does',
  });
}

/** @param said in the words of what was thrown */
export function ruleNotMade({ id, origin }: Refused, rule: string, said: string): CowlabError {
  return new CowlabError('COW133', sentence(`The policy \`${id}\` has a ${rule} rule that cannot be made: ${said}`), {
    where: origin,
    expected: 'rules that it, or a parent, can construct',
  });
}

/** @param member `mayReuse`, `reads` @param said in the words of what was thrown @param expected by itself what `reads` must be */
export function ruleUnreadable(
  { id, origin }: Refused,
  rule: string,
  member: string,
  said: string,
  expected = readsExpected,
): CowlabError {
  return new CowlabError(
    'COW134',
    sentence(`The policy \`${id}\` binds a ${rule} rule whose \`${member}\` cannot be read: ${said}`),
    { where: origin, expected },
  );
}

/** @param member `mayReuse` @param expected all that the rule must have */
export function ruleLacks({ id, origin }: Refused, rule: string, member: string, expected: string): CowlabError {
  return new CowlabError('COW135', `The policy \`${id}\` binds a ${rule} rule without \`${member}\`.`, {
    where: origin,
    expected,
  });
}

/** As `ruleLacks`, for a question that cannot be asked. */
export function ruleHasNoMethod({ id, origin }: Refused, rule: string, member: string, expected: string): CowlabError {
  return new CowlabError('COW136', `The policy \`${id}\` binds a ${rule} rule whose \`${member}\` is no method.`, {
    where: origin,
    expected,
  });
}

/** `reads` is no array of texts. */
export function readsAreNoNames({ id, origin }: Refused, rule: string): CowlabError {
  return new CowlabError('COW137', `The policy \`${id}\` binds a ${rule} rule whose \`reads\` are no names.`, {
    where: origin,
    expected: readsExpected,
  });
}
