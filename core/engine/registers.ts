/**
 * What an actor remembers between steps. Every register belongs to one list, so lists that nest use disjoint
 * registers by construction; a caller passes arguments by writing the callee's registers before the call.
 */

import { unknownName } from '../errors/errors.js';

const owners = new Map<string, string>();

/** Declares the registers of a list and numbers them. Declaring a name twice is an error of ours. */
export function registers<const N extends string>(owner: string, names: readonly N[]): { readonly [K in N]: number } {
  const numbers = {} as Record<N, number>;
  for (const name of names) {
    const full = `${owner}.${name}`;
    if (owners.has(full)) throw new Error(`register ${full} is declared twice`);
    numbers[name] = owners.size;
    owners.set(full, owner);
  }
  return numbers;
}

/**
 * A register of one of the machine's lists, for a step of a policy's own: `register('own-and-lock-table', 'pte')`.
 * @throws {CowlabError} when there is none of that name
 */
export function register(owner: string, name: string): number {
  const number = [...owners.keys()].indexOf(`${owner}.${name}`);
  if (number < 0) throw unknownName('register', `${owner}.${name}`, owners.keys());
  return number;
}

/** How many registers an actor has: all that were declared. */
export function registerCount(): number {
  return owners.size;
}

/** Names of registers by the list that they belong to, in the order in which they were declared. */
export function registersByOwner(): ReadonlyMap<string, readonly string[]> {
  const byOwner = new Map<string, string[]>();
  for (const [full, owner] of owners) byOwner.set(owner, [...(byOwner.get(owner) ?? []), full.slice(owner.length + 1)]);
  return byOwner;
}
