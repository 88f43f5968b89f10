/** What is wrong with a scenario file, beside its names. */

import { showCount } from './numbers.js';
import { CowlabError } from './cowlab-error.js';
import { sentence } from './words.js';

/** Not YAML, too much of it, or a part of YAML that the format does not use. @param found a sentence without its stop, as in the other factories here */
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

/** A value of a store that is no small integer, or stands in two stores. */
export function badValue(found: string, expected: string, where?: string, hint?: string): CowlabError {
  return new CowlabError('COW006', sentence(found), { where, expected, hint });
}

/** A place that cannot be read as one, is beyond what there is, or does not fit the operation. */
export function badPlace(found: string, expected: string, where?: string, hint?: string): CowlabError {
  return new CowlabError('COW007', sentence(found), { where, expected, hint });
}

/** A handle used before it is taken, or in a way its kind does not have. */
export function badHandle(found: string, expected: string, where?: string, hint?: string): CowlabError {
  return new CowlabError('COW008', sentence(found), { where, expected, hint });
}

/** An actor that acts before it is forked, has no memory for this operation, or comes from itself. */
export function badActor(found: string, expected: string, where?: string, hint?: string): CowlabError {
  return new CowlabError('COW009', sentence(found), { where, expected, hint });
}

/** An operation, or a setting of memory or machine, that is not allowed together with what stands beside it. */
export function badOperation(found: string, expected: string, where?: string, hint?: string): CowlabError {
  return new CowlabError('COW010', sentence(found), { where, expected, hint });
}

/** `what` the program has too many of, `steps`; `where` is the first that is too many. Nothing more of the file is read then. */
export class TooLarge extends CowlabError {
  constructor(what: string, most: number, where: string) {
    const limit = `${showCount(most)} ${what}`;
    super('COW012', `The program has more than ${limit}.`, { where, expected: `at most ${limit}` });
  }
}

/** `what` in the format's words: `` `swap-out` ``, `` `backing: hugetlb` ``. */
export function notBuilt(what: string, where?: string, expected?: string): CowlabError {
  return new CowlabError('COW011', `${what} is part of the scenario format but is not built yet.`, { where, expected });
}
