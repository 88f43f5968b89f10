/** mremap(2). */

import { movedOntoItself, movedToOtherSize } from '../../errors/errors.js';
import { operationSchema } from '../operation-schema.js';
import { place } from '../schema-words.js';
import { writtenAs } from './written.js';

/** How `mremap` is written, what it declares, and the action that it becomes. */
export const mremap = writtenAs({
  schema: operationSchema('mremap(2)', 'Move pages within the process', { mremap: place, to: place }),
  ofProcess: true,
  build: (draft, { scope }) => {
    const place = scope.place(draft, 'mremap', draft.data.mremap, 'pages');
    const to = scope.place(draft, 'to', draft.data.to, 'pages');
    const where = scope.where(draft, 'to');
    if (place.last - place.first !== to.last - to.first) throw movedToOtherSize(where);
    if (place.first <= to.last && to.first <= place.last) throw movedOntoItself(where);
    return [{ action: { op: 'mremap', place, to } }];
  },
});
