/** munmap(2). */

import { operationSchema } from '../operation-schema.js';
import { place } from '../schema-words.js';
import { writtenAs } from './written.js';

/** How `munmap` is written, what it declares, and the action that it becomes. */
export const munmap = writtenAs({
  schema: operationSchema('munmap(2)', 'Unmap the pages', { munmap: place }),
  ofProcess: true,
  build: (draft, { scope }) => [{ action: { op: 'munmap', place: scope.place(draft, 'munmap', draft.data.munmap, 'pages') } }],
});
