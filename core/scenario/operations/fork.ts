/** fork(2). */

import { operationSchema } from '../operation-schema.js';
import { name } from '../schema-words.js';
import { writtenAs } from './written.js';

/** How `fork` is written, what it declares, and the action that it becomes. */
export const fork = writtenAs({
  schema: operationSchema('fork(2)', 'Create a process; `as` observes ok or the error', { fork: name }),
  ofProcess: true,
  once: 'fork',
  forks: (data) => data.fork,
  build: ({ data }, { scope }) => [{ action: { op: 'fork', child: scope.cast.processNumber(data.fork) } }],
});
