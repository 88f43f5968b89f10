/** A device store through a handle. */

import { storedThroughReading } from '../../errors/errors.js';
import { operationSchema } from '../operation-schema.js';
import { handlePlace, value } from '../schema-words.js';
import { eachPage, writtenAs } from './written.js';

/** How `dma-write` is written, what it declares, and the action that it becomes. */
export const dmaWrite = writtenAs({
  schema: operationSchema('Device store', 'The device stores through the pin or writable reference', {
    'dma-write': handlePlace,
    value,
  }),
  /** @throws {CowlabError} COW117 for a handle taken for reading. */
  build: (draft, { scope, storedValue }) => {
    const stored = storedValue(draft, draft.data.value);
    const pages = scope.handlePages(draft, 'dma-write', draft.data['dma-write']);
    const { name, write } = scope.handles[pages.index];
    if (!write) throw storedThroughReading(name, scope.where(draft, 'dma-write'));
    return eachPage(pages, (handle, page, half) => ({ action: { op: 'dma-write', handle, page, half, value: stored } }));
  },
});
