/** Results and cost profiles that cowlab reads back. */

import { CowlabError } from './cowlab-error.js';

/** @param what the part of it (`` the field `seed` ``) @param found what stands there @param where the file, or `file:line:column` */
export function damagedResults(what: string, found: string, expected: string, where: string, hint?: string): CowlabError {
  return new CowlabError('COW050', `${what} is ${found}.`, { where, expected, hint });
}

/** @param found the schema it names, @param expected that of this version: `cowlab/results@1` */
export function resultsOfOtherVersion(found: string, expected: string, where: string): CowlabError {
  return new CowlabError('COW051', `The field \`schema\` is \`${found}\`, which this version of cowlab does not know.`, {
    where,
    expected: `\`${expected}\``,
    hint: 'use the version of cowlab that wrote it, or a newer one',
  });
}

/** @param field `measurements.fault`; undefined: the whole */
export function wrongProfile(field: string | undefined, expected: string, where: string): CowlabError {
  const named = field === undefined ? '' : ` \`${field}\``;
  return new CowlabError('COW052', `The cost profile field${named} is not as it should be.`, { where, expected });
}
