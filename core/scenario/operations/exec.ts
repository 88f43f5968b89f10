/** execve(2). */

import { operationSchema } from '../operation-schema.js';
import { yes } from '../schema-words.js';
import { writtenAs } from './written.js';

/** How `exec` is written, what it declares, and the action that it becomes. */
export const exec = writtenAs({
  schema: operationSchema('execve(2)', 'All mappings go, the process lives', { exec: yes() }),
  ofProcess: true,
  build: () => [{ action: { op: 'exec' } }],
});
