/** A load. */

import { pageCount } from '../../program/operations.js';
import { operationSchema } from '../operation-schema.js';
import { place } from '../schema-words.js';
import { writtenAs } from './written.js';

/** How `read` is written, what it declares, and the action that it becomes. */
export const read = writtenAs({
  schema: operationSchema('Load', 'Load every page of the place; observed with `as`', { read: place }),
  ofProcess: true,
  /** Without `as` nobody looks at the values: the read observes ok or its error. */
  build: (draft, { scope }) => {
    const place = scope.place(draft, 'read', draft.data.read, 'halves');
    if (draft.data.as === undefined) return [{ action: { op: 'read', place, observed: false } }];
    return [{ action: { op: 'read', place, observed: true }, values: pageCount(place) }];
  },
});
