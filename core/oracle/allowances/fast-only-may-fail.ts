/**
 * Lockless get_user_pages may give up for reasons of its own; a caller that asked for the fast path only then
 * gets nothing. Source: gup_fast_fallback and its callers with FOLL_FAST_ONLY; the kernel-doc of
 * get_user_pages_fast_only (mm/gup.c).
 */

import { codes } from '../../program/values.js';
import type { Latitude } from '../eager/eager.js';

/** What the allowance permits on the eager machine. */
export const fastOnlyMayFail: Latitude = {
  allowance: 'fast-only-may-fail',
  refuses: (eager, action, column) => action.path === 'fast' && eager.happens(column, codes.EAGAIN),
};
