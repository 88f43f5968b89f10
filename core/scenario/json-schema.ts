/** The scenario format for editors. */

import * as z from 'zod/mini';
import { operationSchemas } from './schema-operations.js';
import { fileSchema } from './schema.js';

/** The published JSON Schema (draft 2020-12), for editors. */
export function scenarioJsonSchema(): object {
  const [first, ...rest] = Object.values(operationSchemas);
  const schema = fileSchema(z.union([first, ...rest]).check(z.meta({ id: 'operation', title: 'Operation' })));
  return z.toJSONSchema(
    schema.check(
      z.meta({
        title: 'cowlab scenario',
        description: 'A small program of processes and devices over copy-on-write memory, and its verdicts',
      }),
    ),
    { io: 'input' },
  );
}
