/** munmap(2). */

import { codes } from '../../../program/values.js';
import { remap } from '../mappings.js';
import { leavingGrain, type Performed } from './performed.js';

/** What a unit of `munmap` does on the eager machine, and what can come between two of them. */
export const munmap: Performed<'munmap'> = {
  /** A hole is no error; a reference keeps the page. */
  perform: (eager, { action }, { page }) => {
    remap(eager, action.place.process, page, undefined);
    return codes.ok;
  },
  grain: leavingGrain,
  areasFirst: true,
};
