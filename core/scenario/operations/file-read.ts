/** read(2) of pages of a file. */

import { operationSchema } from '../operation-schema.js';
import { filePlace } from '../schema-words.js';
import { eachPage, writtenAs } from './written.js';

/** `file-read`. */
export const fileRead = writtenAs({
  schema: operationSchema('read(2)', 'Read pages of the file', { 'file-read': filePlace }),
  build: (draft, { scope }) =>
    eachPage(scope.filePages(draft, 'file-read', draft.data['file-read']), (file, page) => ({
      action: { op: 'file-read', file, page },
      values: 1,
    })),
});
