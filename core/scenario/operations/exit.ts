/** exit(2). */

import { operationSchema } from '../operation-schema.js';
import { yes } from '../schema-words.js';
import { writtenAs } from './written.js';

/** How `exit` is written, what it declares, and the action that it becomes. */
export const exit = writtenAs({
  schema: operationSchema('exit(2)', 'All mappings go; references and pins stay until put', { exit: yes() }),
  ofProcess: true,
  once: 'exit',
  build: () => [{ action: { op: 'exit' } }],
});
