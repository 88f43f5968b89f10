/** read(2) of a page of a file. */

import { systemCalls } from '../../mm/system-calls.js';
import { pageCacheOf } from '../page-cache.js';
import type { Explored } from './explored.js';

/** `file-read`. */
export const fileRead: Explored<'file-read'> = {
  begin: (m, program, { actor, action }) =>
    systemCalls['file-read'](m, actor, pageCacheOf(program).ofFile(action.file, action.page)),
};
