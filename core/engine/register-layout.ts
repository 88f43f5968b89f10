/**
 * Where an actor's registers are: those of lists that no operation runs both of share a place. That is a colouring of the registers
 * by the call graph of a policy's lists. Nesting alone would let more of them share; but callers write arguments several steps
 * before a call, and read results long after it, with other calls in between. So whatever one operation may run is apart.
 */

import type { Declared } from './registers.js';

/** Which lists each list may call, by name. */
export type Calls = ReadonlyMap<string, ReadonlySet<string>>;

/** Where the registers of an actor are. */
export interface RegisterLayout {
  /** Places of a register file. */
  readonly registers: number;
  /** Place of each register, by its number. */
  readonly registerAt: Uint16Array;
}

/**
 * Gives every register a place.
 * @param declared by number
 * @param calls without a circle
 */
export function layOutRegisters(declared: readonly Declared[], calls: Calls): RegisterLayout {
  const operations = [...calls.keys()].map((list) => reachedFrom(list, calls));
  const known = new Map<string, readonly number[]>();
  const users = declared.map((register) => {
    const lists = register.lists ?? [register.owner];
    const found = known.get(lists.join()) ?? usersOf(lists, calls, operations);
    known.set(lists.join(), found);
    return found;
  });
  const registerAt = new Uint16Array(declared.length);
  const taken: Set<number>[] = [];
  // Those of many operations first: later ones find a place between them more easily.
  const inTurn = [...declared.keys()].toSorted((a, b) => users[b].length - users[a].length || a - b);
  for (const number of inTurn) {
    const free = taken.findIndex((others) => !users[number].some((operation) => others.has(operation)));
    const place = free >= 0 ? free : taken.push(new Set()) - 1;
    for (const operation of users[number]) taken[place].add(operation);
    registerAt[number] = place;
  }
  return { registers: taken.length, registerAt };
}

/** A list and all that run within it. */
function reachedFrom(list: string, calls: Calls): ReadonlySet<string> {
  const reached = new Set([list]);
  // What is added while it runs is visited, too.
  for (const name of reached) for (const callee of calls.get(name) ?? []) reached.add(callee);
  return reached;
}

/** Numbers of the operations that run any of these lists. What belongs to no list is used in all of them. */
function usersOf(lists: readonly string[], calls: Calls, operations: readonly ReadonlySet<string>[]): readonly number[] {
  const isEverywhere = !lists.some((list) => calls.has(list));
  return [...operations.keys()].filter((number) => isEverywhere || lists.some((list) => operations[number].has(list)));
}
