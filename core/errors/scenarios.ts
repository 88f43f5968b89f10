/** Programs that this machine cannot run: too large, or with parts that are not built. */

import { CowlabError } from './cowlab-error.js';
import { showCount } from './numbers.js';
import { oneOf } from './words.js';

/** What a program may have too many of. */
const counted = {
  steps: 'steps',
  observations: 'observations',
  areaPages: 'pages of areas',
  filePages: 'pages of files',
  handlePages: 'pages that references and pins hold',
  processPages: 'pages in the address spaces of all processes',
  reachablePages: 'pages that all its actors can reach',
  accesses: 'accesses to pages, with repetitions',
} as const;

/** @param excess what it has too many of @param most of them that a program may have @param where the first that is too many. Nothing more of the file is read then. */
export function programTooLarge(excess: keyof typeof counted, most: number, where: string): CowlabError {
  const limit = `${showCount(most)} ${counted[excess]}`;
  return new CowlabError('COW012', `The program has more than ${limit}.`, { where, expected: `at most ${limit}` });
}

function notBuiltYet(part: string): string {
  return `${part} is part of the scenario format but is not built yet.`;
}

/** @param op `swap-out` */
export function operationNotBuilt(op: string, where: string): CowlabError {
  return new CowlabError('COW011', notBuiltYet(`\`${op}\``), { where });
}

/** A key of a scenario, alone or with one of its values. */
interface Setting {
  readonly key: string;
  /** Undefined: the key is not built with any value. */
  readonly value?: string | number | boolean;
}

/** @param instead values of the key that are built; none: it is to be left out */
export function settingNotBuilt({ key, value }: Setting, instead: readonly string[], where: string): CowlabError {
  return new CowlabError('COW213', notBuiltYet(value === undefined ? `\`${key}\`` : `\`${key}: ${value}\``), {
    where,
    expected: instead.length === 0 ? `no \`${key}\`` : oneOf(instead.map((other) => `\`${other}\``)),
  });
}

/** @param place `C:buf` */
export function othersMemoryNotBuilt(place: string, where: string): CowlabError {
  return new CowlabError('COW214', notBuiltYet(`Another process's memory (\`${place}\`)`), { where });
}

/** @param apart where the pages that are moved together may have been set apart */
export function moveOfSeveralNotBuilt(apart: string, where: string): CowlabError {
  return new CowlabError('COW215', notBuiltYet(`\`mremap\` of pages that may be several areas (set apart at ${apart})`), {
    where,
    expected: 'one `mremap` for each page',
  });
}

/** What a small machine may have too little room for. */
const roomFor = { frame: 'frames', vma: 'areas', table: 'page tables', filePage: 'pages of files' } as const;

/** A capacity that is computed from the program: the run broke, exit code 3. @param entity of the state */
export function roomExceeded(entity: keyof typeof roomFor, room: number): CowlabError {
  const what = roomFor[entity];
  return new CowlabError('COW301', `The machine has room for ${showCount(room)} ${what}, and the program takes more.`, {
    exitCode: 3,
    expected: `room for all ${what} of the program, which is computed from its operations`,
    hint: 'this is a defect of cowlab, or of a step of the policy that takes what it need not have',
  });
}

/** The room for processes is what a workload declares: the run broke, exit code 3. */
export function moreProcesses(declared: number): CowlabError {
  return new CowlabError('COW302', `The workload has more than the ${showCount(declared)} processes that it declares.`, {
    exitCode: 3,
    expected: 'a `size` with as many processes as are alive at once',
  });
}
