/** madvise(2). */

import { settingNotBuilt } from '../../errors/errors.js';
import { supportedAdvices } from '../supported.js';
import { operationSchema } from '../operation-schema.js';
import { advice, place } from '../schema-words.js';
import { writtenAs } from './written.js';

/** How `madvise` is written, what it declares, and the action that it becomes. */
export const madvise = writtenAs({
  schema: operationSchema('madvise(2)', 'Give advice about the pages', { madvise: place, advice }),
  ofProcess: true,
  build: (draft, { scope }) => {
    const { madvise: place, advice: given } = draft.data;
    if (!supportedAdvices.includes(given))
      throw settingNotBuilt({ key: 'advice', value: given }, supportedAdvices, scope.where(draft, 'advice'));
    return [{ action: { op: 'madvise', place: scope.place(draft, 'madvise', place, 'pages'), advice: given } }];
  },
});
