/** The policy that costs are differences to. */

import type { Results } from '../../core/run/results.js';

const usual = 'mapcount';

/** The one the run names, else `mapcount`, else the first policy; undefined without policies. */
export function baselineOf({ baseline, policies }: Results): string | undefined {
  const has = (id: string | undefined): boolean => policies.some((policy) => policy.id === id);
  return [baseline, usual, policies[0]?.id].find(has);
}
