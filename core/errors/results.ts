/** Results and cost profiles that cowlab reads back. */

import { CowlabError } from './cowlab-error.js';
import { showCount } from './numbers.js';

const runAgain = 'run the command again that made the report';

/** @param field `seed` @param found what stands there @param expected by the schema @param file how it was named, as in the other factories here */
export function fieldUnfit(field: string, found: string, expected: string, file: string): CowlabError {
  return new CowlabError('COW050', `The field \`${field}\` is ${found}.`, { where: file, expected });
}

/** The text is no JSON. @param said by the parser; undefined: the text ends too early @param where `file:line:column` */
export function resultsNotJson(said: string | undefined, where: string): CowlabError {
  return new CowlabError('COW053', `The results file is not JSON (${said ?? 'it ends too early'}).`, {
    where,
    expected: 'a results.json as cowlab wrote it',
    hint: runAgain,
  });
}

/** @param most values that a file may have @param where the first that is too many */
export function resultsTooLarge(most: number, where: string): CowlabError {
  return new CowlabError('COW054', `The results file is of more than ${showCount(most)} values.`, {
    where,
    expected: `at most ${showCount(most)} values`,
  });
}

/** JSON of somebody else. @param found what stands where its schema is named @param expected the name that belongs there */
export function notResults(found: string, expected: string, file: string): CowlabError {
  return new CowlabError('COW055', `The field \`schema\` is ${found}.`, {
    where: file,
    expected: `\`${expected}\``,
    hint: 'is this a results.json of cowlab?',
  });
}

/** A cell of a row or column that is not described. @param name in quotes @param list where the names are: `policies` */
export function resultOfUnknown(field: string, name: string, list: string, file: string): CowlabError {
  return new CowlabError('COW056', `The field \`${field}\` is ${name}.`, {
    where: file,
    expected: `a name listed in \`${list}\``,
  });
}

/** @param entry `verdicts[3]` @param first the one that it repeats @param name of both, in quotes */
export function resultGivenTwice(entry: string, first: string, name: string, file: string): CowlabError {
  return new CowlabError('COW057', `The entry \`${entry}\` is the same as \`${first}\`: ${name}.`, {
    where: file,
    expected: 'each once',
  });
}

/** @param found the checksum that it names @param expected that of its content */
export function resultsChanged(found: string, expected: string, file: string): CowlabError {
  return new CowlabError('COW058', `The field \`checksum\` is ${found}.`, {
    where: file,
    expected: `${expected}, that of the content`,
    hint: `the file was changed after cowlab wrote it: ${runAgain}`,
  });
}

/** @param found the schema it names, @param expected that of this version: `cowlab/results@1` */
export function resultsOfOtherVersion(found: string, expected: string, file: string): CowlabError {
  return new CowlabError('COW051', `The field \`schema\` is \`${found}\`, which this version of cowlab does not know.`, {
    where: file,
    expected: `\`${expected}\``,
    hint: 'use the version of cowlab that wrote it, or a newer one',
  });
}

/** @param field `measurements.fault`; undefined: the whole @param expected by the schema */
export function wrongProfile(field: string | undefined, expected: string, where: string): CowlabError {
  const named = field === undefined ? '' : ` \`${field}\``;
  return new CowlabError('COW052', `The cost profile field${named} is not as it should be.`, { where, expected });
}
