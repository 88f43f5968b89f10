/** One operation of the scenario format as a schema. */

import * as z from 'zod/mini';
import { integer, name } from './schema-words.js';

/** Keys every operation may have. */
const common = {
  as: z.optional(name.check(z.meta({ description: 'Observation: the value read, `ok`, or the error' }))),
  times: z.optional(
    integer(1, 65_536, 'a number of repetitions from 1 to 65536').check(z.meta({ description: 'Repeat this step' })),
  ),
};

/** Keys of the operations that take a reference: the handle must have a name, or nobody could drop it. */
export const taking = {
  ...common,
  as: name.check(z.meta({ description: 'Handle: the name of the reference or pin; observes `ok` or the error' })),
};

/** A strict map keyed by the operation's own name. @param others keys beside it, default those of every operation */
export function operationSchema<Shape extends z.core.$ZodShape, Common extends z.core.$ZodShape = typeof common>(
  title: string,
  description: string,
  shape: Shape,
  others?: Common,
): z.ZodMiniObject<Shape & Common, z.core.$strict> {
  const keys = { ...shape, ...(others ?? common) } as Shape & Common;
  return z
    .strictObject(keys, {
      error: `a map with ${Object.keys(keys)
        .map((key) => `\`${key}\``)
        .join(', ')}`,
    })
    .check(z.meta({ title, description }));
}
