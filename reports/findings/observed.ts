/** Scenarios that were performed on real kernels: they confirm the model, and stand behind those that ask something. */

import type { ScenarioSummary } from '../../core/run/results.js';

/** Was it performed on a real kernel? */
export function isObserved({ tags }: ScenarioSummary): boolean {
  return tags.includes('observed');
}

/** Otherwise in their order. */
export function observedLast(scenarios: readonly ScenarioSummary[]): readonly ScenarioSummary[] {
  return [...scenarios.filter((scenario) => !isObserved(scenario)), ...scenarios.filter(isObserved)];
}
