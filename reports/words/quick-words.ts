/** What a report says of a quick run, wherever it is read. */

import type { Results } from '../../core/run/results.js';

/** Undefined where the workloads were run as they are. */
export function sayQuick({ quick }: Pick<Results, 'quick'>): string | undefined {
  if (quick !== true) return undefined;
  return (
    'This was a quick run: workloads had a tenth of their size, recordings their own. Verdicts are those of a whole run; counts and ' +
    'costs are not, and no speed was measured.'
  );
}
