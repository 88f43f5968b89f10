/**
 * What an actor remembers between steps. A register is needed while some list runs: its own, from the call on, whose step writes
 * the arguments, or those that it is declared for. Steps know a register by its number, which says nothing of where it is: that
 * is laid out per policy (`register-layout.ts`), from all registers that were declared before the first policy was compiled.
 */

import { registersTooLate, unknownName } from '../errors/errors.js';

/**
 * While which lists a register is needed, whatever they call: these, or `callers`, the owner and all that call it. Results are
 * for callers, and so is what a caller leaves in it from one call to the next.
 */
export type Needed = readonly string[] | 'callers';

/** A register as it was declared. */
export interface Declared {
  readonly owner: string;
  readonly name: string;
  /** No list among them: every list needs it. */
  readonly needed: Needed;
  /** Of steps of policies' own; what policies without such steps run has no use for it. */
  readonly isOwn: boolean;
}

/** By number. */
const declared: Declared[] = [];

let areFixed = false;

/**
 * Declares registers of the machine's lists and numbers them. Declaring a name twice is an error of ours.
 * @param owner the list that they belong to; if it is none, whatever they have in common
 * @param needed lists that need them; without: the owner, or every list where it is none
 * @throws {CowlabError} COW080 once a policy has been compiled
 */
export function registers<const N extends string>(
  owner: string,
  names: readonly N[],
  needed: Needed = [owner],
): { readonly [K in N]: number } {
  return declare(owner, names, needed, false);
}

/**
 * Declares registers for steps of a policy's own, where the module is loaded: `registers('mine', ['page'])`.
 * @param owner what they have in common: no name may come twice under it
 * @param needed lists that need them; without: the owner, or every list where it is none
 * @throws {CowlabError} COW080 once a policy has been compiled
 */
export function ownRegisters<const N extends string>(
  owner: string,
  names: readonly N[],
  needed: Needed = [owner],
): { readonly [K in N]: number } {
  return declare(owner, names, needed, true);
}

function declare<N extends string>(
  owner: string,
  names: readonly N[],
  needed: Needed,
  isOwn: boolean,
): { readonly [K in N]: number } {
  if (areFixed) throw registersTooLate(owner, names);
  const numbers = {} as Record<N, number>;
  for (const name of names) {
    if (numberOf(owner, name) >= 0) throw new Error(`register ${owner}.${name} is declared twice`);
    numbers[name] = declared.push({ owner, name, needed, isOwn }) - 1;
  }
  return numbers;
}

function numberOf(owner: string, name: string): number {
  return declared.findIndex((register) => register.owner === owner && register.name === name);
}

/**
 * A register of one of the machine's lists, for a step of a policy's own: `register('own-and-lock-table', 'pte')`.
 * @throws {CowlabError} COW004 when there is none of that name
 */
export function register(owner: string, name: string): number {
  const number = numberOf(owner, name);
  if (number >= 0) return number;
  throw unknownName('register', `${owner}.${name}`, declared.map(registerName));
}

/** `own-and-lock-table.pte` */
export function registerName({ owner, name }: Declared): string {
  return `${owner}.${name}`;
}

/** All registers, by number, as they are from now on: none is declared any more. */
export function fixRegisters(): readonly Declared[] {
  areFixed = true;
  return declared;
}

/** Names of registers by the list that they belong to, in the order in which they were declared. */
export function registersByOwner(): ReadonlyMap<string, readonly string[]> {
  const byOwner = new Map<string, string[]>();
  for (const { owner, name } of declared) byOwner.set(owner, [...(byOwner.get(owner) ?? []), name]);
  return byOwner;
}
