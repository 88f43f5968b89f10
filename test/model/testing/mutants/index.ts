/** All mutants that are told by a built-in scenario, and those that are not, with the reason. */

import { faultMutants, faultSurvivors } from './faults.js';
import { flushMutants } from './flush.js';
import { forkMutants } from './fork.js';
import { gupMutants, gupSurvivors } from './gup.js';
import { lockMutants } from './locks.js';
import type { CaughtMutant, Survivor } from './mutant.js';

export const caughtMutants: readonly CaughtMutant[] = [
  ...forkMutants,
  ...faultMutants,
  ...gupMutants,
  ...flushMutants,
  ...lockMutants,
];
export const survivors: readonly Survivor[] = [...faultSurvivors, ...gupSurvivors];
