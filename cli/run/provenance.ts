/** Where results come from: what a reader needs to make them again. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostNow, type Provenance } from '../../core/run/assemble.js';
import { packageRoot } from '../../core/run/package-root.js';
import { commandLineOf } from './called.js';

/** To be asked before the run: the load of the host then is not cowlab's own. */
export function provenanceOf({ seed, baseline }: { readonly seed: number; readonly baseline?: string }): Provenance {
  // Who runs it again begins anew.
  const command = commandLineOf(process.argv.slice(2).filter((word) => word !== '--resume'));
  return {
    version: versionOfPackage(), command, seed, ...(baseline === undefined ? {} : { baseline }), host: hostNow(),
  };
}

function versionOfPackage(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { readonly version: string };
  return manifest.version;
}
