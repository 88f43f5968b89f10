/** How long a scenario is likely to take, before it is run: a guess, by which the longest are begun first. */

import type { Operation, Program } from '../program/program.js';

/** Steps of an ordinary operation on one page. */
const stepsPerOperation = 15;

/**
 * States that a search may come to. One is where each actor of the race is, so there are at most as many as their places
 * multiplied: an actor more weighs more than any number of operations in order. Computed and not remembered from an earlier
 * run, so that the first run has it too, and every run the same.
 */
export function likelyStates({ steps, race, after }: Pick<Program, 'steps' | 'race' | 'after'>): number {
  const inOrder = placesIn([...steps, ...after]);
  return inOrder + race.reduce((product, { operations }) => product * (1 + placesIn(operations)), 1);
}

function placesIn(operations: readonly Operation[]): number {
  return operations.reduce((sum, { times }) => sum + times * stepsPerOperation, 0);
}
