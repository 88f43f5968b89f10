/** Options and arguments that have a value, or a neighbour, that they cannot have. */

import { CowlabError } from './cowlab-error.js';

/** @param text as it was typed, as in the other factories here */
export function notStates(text: string): CowlabError {
  return new CowlabError('COW127', `\`${text}\` is not a number of states.`, { expected: 'a whole number above 0' });
}

/** `--max-memory`. */
export function notASize(text: string): CowlabError {
  return new CowlabError('COW128', `\`${text}\` is not a size.`, {
    expected: 'a number of bytes above 0, or one with a unit: `512MiB`, `2GiB`, `300MB`',
  });
}

/** `--stuck-after`. */
export function notSeconds(text: string): CowlabError {
  return new CowlabError('COW129', `\`${text}\` is not a number of seconds.`, { expected: 'a number from 0.1 to 1000000' });
}

/** `--parameter`. */
export function notAParameter(text: string): CowlabError {
  return new CowlabError('COW220', `\`${text}\` is not a parameter.`, {
    expected: '`NAME=NUMBER`, for instance `--parameter pages=4096`',
  });
}

/** @param noun `a seed` @param least it may be */
export function notWhole(text: string, noun: string, least: number): CowlabError {
  return new CowlabError('COW221', `\`${text}\` is not ${noun}.`, { expected: `a whole number, ${least} or more` });
}

/** A parameter of a workload. */
interface Parameter {
  readonly workload: string;
  readonly name: string;
  readonly value: number;
}

function parameterIs({ workload, name, value }: Parameter): string {
  return `the parameter ${name} of ${workload} is ${value}.`;
}

/** @param most rounded down when it is told */
export function parameterOutOfRange(parameter: Parameter, least: number, most: number): CowlabError {
  return new CowlabError('COW224', parameterIs(parameter), { expected: `a number from ${least} to ${Math.floor(most)}` });
}

/** A fraction. */
export function parameterNotWhole(parameter: Parameter): CowlabError {
  return new CowlabError('COW225', parameterIs(parameter), { expected: 'a whole number' });
}

/** `cowlab report DIR DIR2 --out …`. */
export function optionOfOneReport(option: string): CowlabError {
  return new CowlabError('COW226', `\`${option}\` has no meaning for two reports, of which nothing is written.`, {
    expected: '`cowlab report DIR DIR2`, with --json or --quiet at most',
  });
}

/** `bench --simulator` or `--explore` beside an option of measured cells. */
export function optionOfWorkloads(option: string, instead: string): CowlabError {
  return new CowlabError('COW322', `\`${option}\` has no meaning with ${instead}.`, {
    expected: `${instead} with --json or --quiet only`,
  });
}
