/** Standard output is the command's answer, which a machine may read: what plugins print goes to standard error. */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [output, errors] = [1, 2];

/** What writes to a file that is given by its number. */
const writers = [
  'write',
  'writeSync',
  'writev',
  'writevSync',
  'writeFile',
  'writeFileSync',
  'appendFile',
  'appendFileSync',
] as const;

/**
 * For this thread, from now on. `console.log` and `process.stdout` of a thread are caught by who started it; this is for
 * `fs.writeSync(1, …)`, by which one prints what must not wait for a loop to end.
 */
export function keepOutputClean(): void {
  for (const name of writers) {
    const original = fs[name] as (file: unknown, ...rest: unknown[]) => unknown;
    const redirected = (file: unknown, ...rest: unknown[]): unknown => original(file === output ? errors : file, ...rest);
    Object.assign(fs, { [name]: redirected });
  }
  syncBuiltinESMExports();
}
