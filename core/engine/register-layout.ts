/**
 * Where an actor's registers are: two are apart if lists that need them nest. A register is needed only while one of its lists runs;
 * so of two of which no list nests with one of the other's, one is done with before the other is written. That is a colouring of the
 * registers by the call graph of a policy's lists.
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

/** Lists that need a register, and all that may run above or below them: what these need is elsewhere. */
interface Claim {
  readonly lists: ReadonlySet<string>;
  readonly nested: readonly string[];
}

/** Of a register that no list of this policy uses: any place will do. */
const unclaimed: Claim = { lists: new Set(), nested: [] };

/**
 * Gives every register a place.
 * @param declared by number
 * @param calls without a circle
 * @param hasOwnSteps some steps are a policy's own: these may look at a register as long as the operation runs in which it was
 * written, since no step says which ones it looks at
 */
export function layOutRegisters(declared: readonly Declared[], calls: Calls, hasOwnSteps: boolean): RegisterLayout {
  const graph = new CallGraph(calls);
  const claims = declared.map((register) => {
    if (!hasOwnSteps) return register.isOwn ? unclaimed : graph.claimOf(graph.listsOf(register));
    return graph.claimOf(graph.above(graph.listsOf(register)));
  });
  const registerAt = new Uint16Array(declared.length);
  const taken: Set<string>[] = [];
  // Those that most others must keep away from first: later ones find a place between them more easily.
  const inTurn = [...declared.keys()].toSorted((a, b) => claims[b].nested.length - claims[a].nested.length || a - b);
  for (const number of inTurn) {
    const { lists, nested } = claims[number];
    const free = taken.findIndex((others) => !nested.some((list) => others.has(list)));
    const place = free >= 0 ? free : taken.push(new Set()) - 1;
    for (const list of lists) taken[place].add(list);
    registerAt[number] = place;
  }
  return { registers: taken.length, registerAt };
}

/** Who calls whom, directly or not. */
class CallGraph {
  private readonly callers: Calls;

  constructor(private readonly calls: Calls) {
    const callersOf = (list: string): string[] => [...calls.keys()].filter((caller) => calls.get(caller)?.has(list) === true);
    this.callers = new Map([...calls.keys()].map((list) => [list, new Set(callersOf(list))]));
  }

  /** The lists that need a register. */
  listsOf({ owner, needed }: Declared): ReadonlySet<string> {
    const named = needed === 'callers' ? [owner, ...(this.callers.get(owner) ?? [])] : needed;
    const lists = named.filter((list) => this.calls.has(list));
    return new Set(lists.length > 0 ? lists : this.calls.keys());
  }

  claimOf(lists: ReadonlySet<string>): Claim {
    return { lists, nested: [...new Set([...this.above(lists), ...reached(lists, this.calls)])] };
  }

  /** These lists, and all within which they may run. */
  above(lists: ReadonlySet<string>): ReadonlySet<string> {
    return reached(lists, this.callers);
  }
}

/** These lists, and all to which a way leads from them. */
function reached(lists: ReadonlySet<string>, ways: Calls): ReadonlySet<string> {
  const found = new Set(lists);
  // What is added while it runs is visited, too.
  for (const list of found) for (const next of ways.get(list) ?? []) found.add(next);
  return found;
}
