/** The folder a report goes to, and what an interrupted run leaves beside it. */

import { CowlabError, type ErrorDetails } from './cowlab-error.js';
import { codeOf, reasonOf } from './reason.js';

/** What is in the folder of a report that is not to be replaced. */
function otherFolder(folder: string): ErrorDetails {
  return {
    where: folder,
    hint: 'choose another --out, or move what is there',
    expected: 'a new or empty folder, or a report that may be replaced: all that is in it is listed in its results.json',
  };
}

/** @param foreign a name in it that cowlab did not write, as in the other factories here */
export function notAReport(folder: string, foreign: string): CowlabError {
  return new CowlabError('COW023', `The folder ${folder} is not a report: it holds \`${foreign}\`.`, otherFolder(folder));
}

/** Nothing in it says what cowlab wrote. */
export function folderWithoutResults(folder: string, foreign: string): CowlabError {
  return new CowlabError(
    'COW420',
    `The folder ${folder} is not a report: it holds \`${foreign}\`, and no \`results.json\` that lists it.`,
    otherFolder(folder),
  );
}

/** Its `results.json` is not one of cowlab that lists files. */
export function folderOfOtherResults(folder: string): CowlabError {
  return new CowlabError(
    'COW421',
    `The folder ${folder} is not a report: it holds \`results.json\`, which does not say what cowlab has written here.`,
    otherFolder(folder),
  );
}

/** Somebody stored into the folder while the next report was made beside it. */
export function cameBefore(folder: string, foreign: string): CowlabError {
  return new CowlabError(
    'COW422',
    `The folder ${folder} is not a report: it holds \`${foreign}\`, which came while the report was made.`,
    otherFolder(folder),
  );
}

/** @param cause what the system threw */
export function reportNotWritable(folder: string, cause: unknown): CowlabError {
  const reason = codeOf(cause) === 'ENOTDIR' ? 'it, or a part of its path, is a file' : reasonOf(cause);
  return new CowlabError('COW024', `The report cannot be written to ${folder}: ${reason}.`, {
    where: folder,
    expected: 'a folder that can be created or replaced',
    hint: 'choose another --out',
    cause,
  });
}

/** Somebody stored into the old folder between two system calls; exit code 3. @param previous where that folder is now */
export function cameMeanwhile(folder: string, previous: string): CowlabError {
  return new CowlabError(
    'COW025',
    `The report is in ${folder}, but something else came into the old folder meanwhile: it is kept.`,
    { where: previous, expected: 'nobody else who writes there', exitCode: 3 },
  );
}

/** @param foreign a name in it that no interrupted run has left */
export function notUnfinished(folder: string, foreign: string): CowlabError {
  return new CowlabError('COW026', `The folder ${folder} is not of an unfinished run: it holds \`${foreign}\`.`, {
    where: folder,
    expected: 'no such folder, or one that an interrupted run has left',
    hint: 'choose another --out',
  });
}

/** The place beside the report is there and cannot be looked into. @param cause what the system threw */
export function unfinishedNotReadable(folder: string, cause: unknown): CowlabError {
  return new CowlabError('COW125', `The folder ${folder} cannot be read: ${reasonOf(cause)}.`, {
    where: folder,
    expected: 'a folder, or nothing',
    hint: 'choose another --out',
    cause,
  });
}

const startsOver = 'without --resume the run starts over';

/** @param where the line that is not as it was written */
export function damagedRecord(where: string): CowlabError {
  return new CowlabError('COW120', 'The record of the unfinished run is damaged.', {
    where,
    expected: 'every line as cowlab wrote it',
    hint: startsOver,
  });
}

/** @param found the schema it names, @param expected that of this version */
export function recordOfOtherVersion(found: string, expected: string, where: string): CowlabError {
  return new CowlabError(
    'COW121',
    `The record of the unfinished run is \`${found}\`, which this version of cowlab does not know.`,
    { where, expected: `\`${expected}\``, hint: startsOver },
  );
}

/** @param expected the schema that it would name */
export function notARecord(expected: string, where: string): CowlabError {
  return new CowlabError('COW122', 'The record of the unfinished run is no record of cowlab.', {
    where,
    expected: `\`${expected}\``,
    hint: startsOver,
  });
}

const withoutResume = 'without --resume the run starts from the beginning';

/** @param folder the place beside the report where it would be */
export function nothingUnfinished(folder: string): CowlabError {
  return new CowlabError('COW027', 'There is no unfinished run to go on with.', {
    where: folder,
    expected: 'what an interrupted run to the same report folder has left',
    hint: withoutResume,
  });
}

/** @param command what began the unfinished run, as typed */
export function otherRun(folder: string, command: string): CowlabError {
  return new CowlabError('COW028', 'Nothing that the unfinished run has finished is of this run.', {
    where: folder,
    expected: `some of the cells of \`${command}\`, with the same inputs`,
    hint: withoutResume,
  });
}
