/** Where results come from: what a reader needs to make them again. */

import { hostNow, type Provenance } from '../../core/run/assemble.js';
import { packageVersion } from '../../core/run/package-root.js';
import { commandLineOf } from './called.js';

/** What of the options is said in the results. */
interface Provenanced {
  readonly seed: number;
  readonly baseline?: string;
  readonly quick?: boolean;
}

/** To be asked before the run: the load of the host then is not cowlab's own. */
export function provenanceOf({ seed, baseline, quick }: Provenanced): Provenance {
  // Who runs it again begins anew.
  const command = commandLineOf(process.argv.slice(2).filter((word) => word !== '--resume'));
  return {
    version: packageVersion(),
    command,
    seed,
    ...(quick === true ? { quick } : {}),
    ...(baseline === undefined ? {} : { baseline }),
    host: hostNow(),
  };
}
