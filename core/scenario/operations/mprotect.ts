/** mprotect(2). */

import { operationSchema } from '../operation-schema.js';
import { place, prot } from '../schema-words.js';
import { writtenAs } from './written.js';

/** How `mprotect` is written, what it declares, and the action that it becomes. */
export const mprotect = writtenAs({
  schema: operationSchema('mprotect(2)', 'Change the protection of the pages', { mprotect: place, prot }),
  ofProcess: true,
  build: (draft, { scope }) => {
    const place = scope.place(draft, 'mprotect', draft.data.mprotect, 'pages');
    return [{ action: { op: 'mprotect', place, prot: draft.data.prot } }];
  },
});
