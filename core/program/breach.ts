/** What went wrong, as data: found where the machine, the oracle and the search look, said by breach-words.ts alone. */

import type { BreachKind } from './verdict.js';

/** A value of an outcome as reports print it: `C.r0` is `2`. Of both halves of a page, where they are equal, by the name of the page. */
export interface NamedValue {
  /** Of the observation: `C.r0`. */
  readonly name: string;
  /** As `showValue` says it: `2`, `initial#0`, `EFAULT`. */
  readonly value: string;
}

/** An operation that an actor is in, or has before it. */
export interface UnderWay {
  /** Its name: `P`. */
  readonly actor: string;
  /** As the program has it: `write buf, value 1`. */
  readonly operation: string;
}

type NoFacts = Readonly<Record<string, never>>;

/**
 * By what was broken, the facts that are known of it. Frames, processes, page tables, actors and pages are numbers of the
 * machine, from 0; `references`, `mapcount` and all that is counted are how many there are. Two breaches with equal facts
 * are one, so nothing is noted that is not said.
 */
export interface BreachFacts {
  /** The eager machine never shows this value. */
  readonly 'value-not-allowed': { readonly values: readonly [NamedValue]; readonly allowed: readonly string[] };
  /** It shows each of these, but never together. */
  readonly 'values-not-together': { readonly values: readonly NamedValue[] };

  /** In a total order an operation waits at this step for what nobody will do. */
  readonly 'waits-forever': { readonly actor: string; readonly operation: string; readonly step: string };
  /** In a total order an operation repeats its steps without an end. */
  readonly 'goes-round': { readonly actor: string; readonly operation: string };
  /** Deadlock: every actor of the race that is not done is blocked. */
  readonly 'nobody-goes-on': { readonly underWay: readonly UnderWay[] };
  /** Livelock: from here on no interleaving leads to an end. */
  readonly 'nobody-comes-to-an-end': { readonly underWay: readonly UnderWay[] };

  /** More references were put at once (`lost`) than the frame had. */
  readonly 'more-put-than-held': { readonly frame: number; readonly lost: number; readonly references: number };
  /** The last reference went while PTEs still map the frame. */
  readonly 'freed-while-mapped': { readonly frame: number; readonly mapcount: number };
  /** A translation that was not flushed was used after its frame was freed or given away. */
  readonly 'stale-access': { readonly access: 'load' | 'store'; readonly page: number; readonly frame: number };
  /** A fault that only files answer (do_fault) was taken in an area that is of none: the kernel calls nobody. */
  readonly 'fault-of-no-file': { readonly page: number };
  /** A pin was dropped of a frame whose count has none. */
  readonly 'unpin-not-pinned': { readonly frame: number };

  /** A free frame is mapped, cached or held by a handle. */
  readonly 'free-but-in-use': { readonly frame: number };
  /** The frame has fewer references than PTEs, caches and handles that hold it. */
  readonly 'references-too-few': { readonly frame: number; readonly references: number; readonly inUse: number };
  /** With no operation under way the frame has more references than anybody holds. */
  readonly 'references-unaccounted': { readonly frame: number; readonly references: number; readonly accounted: number };
  /** More PTEs map the frame than its mapcount says. */
  readonly 'mapcount-too-low': { readonly frame: number; readonly mapcount: number; readonly mapped: number };
  /** The mapcount says more than are found along the reverse map. */
  readonly 'mapcount-not-found': { readonly frame: number; readonly mapcount: number; readonly found: number };
  /** The counters of an address space are not what its page tables hold. */
  readonly 'resident-pages': {
    readonly process: number;
    readonly countedAnon: number;
    readonly countedFile: number;
    readonly anon: number;
    readonly file: number;
  };
  /** The frame is in several LRU places at once. */
  readonly 'places-on-lru': { readonly frame: number; readonly places: number };

  /** PageAnonExclusive of a page that is not anonymous. */
  readonly 'exclusive-not-anonymous': { readonly frame: number };
  /** PageAnonExclusive of a page that KSM shares. */
  readonly 'exclusive-ksm': { readonly frame: number };
  /** PageAnonExclusive of a page that several PTEs map. */
  readonly 'exclusive-mapped-often': { readonly frame: number; readonly mapcount: number };
  /** A writable PTE of private memory maps a page that is not exclusive. */
  readonly 'writable-not-exclusive': { readonly frame: number };
  /** A pin holds an anonymous page that is not exclusive. */
  readonly 'pinned-not-exclusive': { readonly frame: number };
  /** A pinned page is mapped by a process whose has_pinned is not set. */
  readonly 'pin-not-announced': { readonly process: number };
  /** A handle pins the frame, and its accounting says that it is not pinned. */
  readonly 'pin-not-seen': { readonly frame: number };

  /** With no operation under way a page-table lock is held. */
  readonly 'table-locked': { readonly table: number };
  /** With no operation under way the lock of an address space's PMDs is held. */
  readonly 'pmd-locked': { readonly process: number };
  /** With no operation under way a page lock is held. */
  readonly 'page-locked': { readonly frame: number };
  /** With no operation under way the mmap lock is held. */
  readonly 'mmap-locked': { readonly process: number; readonly forWhat: 'reading' | 'writing' };
  /** With no operation under way the lock of an area is held. */
  readonly 'area-locked': { readonly process: number; readonly page: number };
  /** With no operation under way an actor has interrupts off. */
  readonly 'interrupts-off': { readonly actor: number };
  /** With no operation under way the write-protect sequence count says that a fork is. */
  readonly 'sequence-odd': { readonly process: number };

  /** A fault asked for an unshared and for a writable page at once. */
  readonly 'unshares-and-writes': NoFacts;
  /** An unshare fault came for shared memory. */
  readonly 'unshares-shared-memory': NoFacts;
  /** An unshare fault made the PTE writable or dirty. */
  readonly 'unshare-grants': { readonly page: number; readonly grant: 'writable' | 'dirty' };
  /** A PTE that maps the zero page became writable. */
  readonly 'zero-page-writable': NoFacts;
  /** A read fault made the PTE writable where it must not. */
  readonly 'read-grants-write': { readonly page: number };
  /** Fork tests for pins outside of its write-protect sequence. */
  readonly 'tests-outside-sequence': NoFacts;

  /** What a step of a policy's own found, in its words. */
  readonly said: { readonly sentence: string };
}

/** What can be broken. */
export type FlawName = keyof BreachFacts;

/** What is broken, with its facts. */
export type Flaw<Name extends FlawName = FlawName> = {
  readonly [N in Name]: { readonly what: N; readonly facts: BreachFacts[N] };
}[Name];

/** One thing that went wrong, as it is found. */
export type Breach = Flaw & {
  /** What sort of harm it is; by it reports group breaches. */
  readonly kind: BreachKind;
  /** The id of the invariant that no longer holds: `I1w`. Absent where it is not one of these. */
  readonly invariant?: string;
};

/** Equal breaches have equal keys, in whatever order their facts were noted. A state that is wrong is asked often: most facts are numbers. */
export function breachKey({ kind, invariant = '', what, facts }: Breach): string {
  let key = `${kind} ${invariant} ${what}`;
  for (const [name, value] of Object.entries(facts).sort(byName))
    key += ` ${name} ${typeof value === 'number' ? value : JSON.stringify(value)}`;
  return key;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** The values of an outcome that a breach is about; none where it is about something else. */
export function valuesOf(breach: Breach): readonly NamedValue[] {
  return breach.what === 'value-not-allowed' || breach.what === 'values-not-together' ? breach.facts.values : [];
}
