/** lru_add_drain_all. */

import { operationSchema } from '../operation-schema.js';
import { yes } from '../schema-words.js';
import { writtenAs } from './written.js';

/** How `lru-drain` is written, what it declares, and the action that it becomes. */
export const lruDrain = writtenAs({
  schema: operationSchema('lru_add_drain_all', 'Flush the LRU batches of all CPUs', { 'lru-drain': yes() }),
  build: () => [{ action: { op: 'lru-drain' } }],
});
