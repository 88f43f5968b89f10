/** `cowlab bench --explore`, which is `npm run bench:explore`: the search against SPIN, and on races. */

import { removeVerifiers } from '../../core/run/bench/spin.js';
import { say } from '../output.js';
import { endOnSignal } from '../run/interrupt.js';
import { openRegistry } from '../select/registry.js';
import type { BenchOptions } from './options.js';
import { againstSpin } from './against-spin.js';
import { ofRaces } from './races.js';
import { measured } from './simulator.js';

/** Returns the exit code: 0, or 3 when a figure could not be measured. */
export async function benchExplore(told: Pick<BenchOptions, 'json' | 'quiet'>): Promise<number> {
  const stopListening = endOnSignal(() => {
    removeVerifiers();
    say('cowlab: interrupted\n');
  });
  try {
    return await measured([...againstSpin(), ...ofRaces(await openRegistry([]))], told);
  } finally {
    stopListening();
  }
}
