/** Loads through a handle, by the kernel or by a device: they differ in who does it. */

import type { Draft } from '../unresolved.js';
import { operationSchema } from '../operation-schema.js';
import { handlePlace } from '../schema-words.js';
import { eachPage, writtenAs, type Building, type Built } from './written.js';

function load(op: 'read-ref' | 'dma-read', draft: Draft, { scope }: Building, text: string): Built[] {
  return eachPage(scope.handlePages(draft, op, text), (handle, page, half) => ({
    action: { op, handle, page, half },
    values: 1,
    handle,
  }));
}

/** How `read-ref` is written, what it declares, and the action that it becomes. */
export const readRef = writtenAs({
  schema: operationSchema('Read through a handle', 'Read what the reference or pin shows', { 'read-ref': handlePlace }),
  build: (draft, building) => load('read-ref', draft, building, draft.data['read-ref']),
});

/** How `dma-read` is written, what it declares, and the action that it becomes. */
export const dmaRead = writtenAs({
  schema: operationSchema('Device load', 'The device reads through the pin or reference', { 'dma-read': handlePlace }),
  build: (draft, building) => load('dma-read', draft, building, draft.data['dma-read']),
});
