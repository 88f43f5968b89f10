/** mmap(2) of a declared area. */

import { partOfMapping } from '../../errors/errors.js';
import { pageCount } from '../../program/operations.js';
import { parsePlace } from '../place.js';
import { operationSchema } from '../operation-schema.js';
import { place } from '../schema-words.js';
import { writtenAs } from './written.js';

/** How `mmap` is written, what it declares, and the action that it becomes. */
export const mmap = writtenAs({
  schema: operationSchema('mmap(2)', 'Map a declared area again, fresh', { mmap: place }),
  ofProcess: true,
  build: (draft, { scope }) => {
    const { mmap: text } = draft.data;
    const place = scope.place(draft, 'mmap', text, 'pages');
    const where = scope.where(draft, 'mmap');
    const area = scope.memory.areaNumber(parsePlace(text, where).name, where);
    if (pageCount(place) !== scope.memory.areas[area].pages) throw partOfMapping(text, where);
    return [{ action: { op: 'mmap', area, place } }];
  },
});
