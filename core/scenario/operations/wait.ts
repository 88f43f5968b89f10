/** In a race: until observations exist. */

import * as z from 'zod/mini';
import { waitForLater, waitOutsideRace } from '../../errors/errors.js';
import type { Scope } from '../scope.js';
import { mayPrecede, type Draft } from '../unresolved.js';
import { operationSchema } from '../operation-schema.js';
import { name } from '../schema-words.js';
import { writtenAs } from './written.js';

function observed(scope: Scope, draft: Draft, index: number, name: string): number[] {
  const where = scope.source.where([...draft.path, 'wait', index]);
  const { draft: awaited, first, count } = scope.observed(name, where);
  if (!mayPrecede(awaited, draft)) throw waitForLater(name, where);
  return Array.from({ length: count }, (_, page) => first + page);
}

/** How `wait` is written, what it declares, and the action that it becomes. */
export const wait = writtenAs({
  schema: operationSchema('Wait', 'In a race: wait until these observations exist', {
    wait: z.array(name, { error: 'a list of observations' }).check(z.minLength(1, { error: 'at least one observation' })),
  }),
  /** Its observations may come later in the file: they are resolved when all is built. COW004, COW010, COW201. */
  build: (draft, { scope, later }) => {
    if (draft.phase !== 'race') throw waitOutsideRace(scope.where(draft));
    const observations: number[] = [];
    later(() => {
      const { mistakes } = scope.source;
      for (const [index, awaited] of draft.data.wait.entries()) {
        observations.push(...(mistakes.collect(() => observed(scope, draft, index, awaited)) ?? []));
      }
    });
    return [{ action: { op: 'wait', observations } }];
  },
});
