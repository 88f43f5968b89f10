/** madvise(2). */

import { notBuilt } from '../../errors/errors.js';
import { isSupportedAdvice } from '../supported.js';
import { operationSchema } from '../operation-schema.js';
import { advice, place } from '../schema-words.js';
import { writtenAs } from './written.js';

/** `madvise`. */
export const madvise = writtenAs({
  schema: operationSchema('madvise(2)', 'Give advice about the pages', { madvise: place, advice }),
  ofProcess: true,
  build: (draft, { scope }) => {
    const { madvise: place, advice: given } = draft.data;
    if (!isSupportedAdvice(given)) throw notBuilt(`\`advice: ${given}\``, scope.where(draft, 'advice'));
    return [{ action: { op: 'madvise', place: scope.place(draft, 'madvise', place, 'pages'), advice: given } }];
  },
});
