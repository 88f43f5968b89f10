/** Programs that this machine cannot run: too large, or with parts that are not built. */

import { CowlabError } from './cowlab-error.js';
import { showCount } from './numbers.js';

/** `counted` is what the program has too many of, `steps`; `where` is the first that is too many. Nothing more of the file is read then. */
export class TooLarge extends CowlabError {
  constructor(counted: string, most: number, where: string) {
    const limit = `${showCount(most)} ${counted}`;
    super('COW012', `The program has more than ${limit}.`, { where, expected: `at most ${limit}` });
  }
}

/** @param part in the format's words: `` `swap-out` ``, `` `backing: hugetlb` `` */
export function notBuilt(part: string, where?: string, expected?: string): CowlabError {
  return new CowlabError('COW011', `${part} is part of the scenario format but is not built yet.`, { where, expected });
}
