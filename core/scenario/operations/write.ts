/** A store. */

import { operationSchema } from '../operation-schema.js';
import { place, value } from '../schema-words.js';
import { writtenAs } from './written.js';

/** How `write` is written, what it declares, and the action that it becomes. */
export const write = writtenAs({
  schema: operationSchema('Store', 'Store the value in every page of the place', { write: place, value }),
  ofProcess: true,
  build: (draft, { scope, storedValue }) => {
    const place = scope.place(draft, 'write', draft.data.write, 'halves');
    return [{ action: { op: 'write', place, value: storedValue(draft, draft.data.value) } }];
  },
});
