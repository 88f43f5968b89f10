/** What a handle holds is given back, whichever way it was taken. */

import { drop as dropHandle } from '../references.js';
import type { Performed } from './performed.js';

/** `put`, `unpin` and `dio-end`. */
export const drop: Performed<'put' | 'unpin' | 'dio-end'> = { perform: (eager, { action }) => dropHandle(eager, action.handle) };
