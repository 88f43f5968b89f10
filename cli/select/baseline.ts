/** `--baseline`: the policy that costs are differences to. */

import { baselineNotCompared, unknownName } from '../../core/errors/errors.js';

/**
 * @param known whether there is such a policy at all
 * @throws {CowlabError} COW004 when it is unknown, COW228 when it is not among those that are compared
 */
export function checkBaseline(baseline: string, compared: readonly string[], known: (id: string) => boolean): void {
  if (compared.includes(baseline)) return;
  if (!known(baseline)) throw unknownName('policy', baseline, compared);
  throw baselineNotCompared(baseline, compared);
}
