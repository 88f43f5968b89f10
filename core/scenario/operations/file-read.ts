/** read(2) of pages of a file. */

import { operationSchema } from '../operation-schema.js';
import { filePlace } from '../schema-words.js';
import { eachPage, writtenAs } from './written.js';

/** How `file-read` is written, what it declares, and the action that it becomes. */
export const fileRead = writtenAs({
  schema: operationSchema('read(2)', 'Read pages of the file', { 'file-read': filePlace }),
  build: (draft, { scope }) =>
    eachPage(scope.filePages(draft, 'file-read', draft.data['file-read']), (file, page) => ({
      action: { op: 'file-read', file, page },
      values: 1,
    })),
});
