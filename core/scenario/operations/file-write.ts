/** write(2) of pages of a file. */

import { operationSchema } from '../operation-schema.js';
import { filePlace, value } from '../schema-words.js';
import { eachPage, writtenAs } from './written.js';

/** How `file-write` is written, what it declares, and the action that it becomes. */
export const fileWrite = writtenAs({
  schema: operationSchema('write(2)', 'Write pages of the file', { 'file-write': filePlace, value }),
  build: (draft, { scope, storedValue }) => {
    const pages = scope.filePages(draft, 'file-write', draft.data['file-write']);
    const stored = storedValue(draft, draft.data.value);
    return eachPage(pages, (file, page) => ({ action: { op: 'file-write', file, page, value: stored } }));
  },
});
