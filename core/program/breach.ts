/** What went wrong, as data: found where the machine, the oracle and the search look, said by breach-words.ts alone. */

import type { BreachKind } from './verdict.js';

/** A value of an outcome as reports print it: `C.r0` is `2`. Of both halves of a page, where they are equal, by the name of the page. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** An operation that an actor is in, or has before it. */
export interface UnderWay {
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

  readonly 'waits-forever': { readonly actor: string; readonly operation: string; readonly step: string };
  readonly 'goes-round': { readonly actor: string; readonly operation: string };
  readonly 'nobody-goes-on': { readonly underWay: readonly UnderWay[] };
  readonly 'nobody-comes-to-an-end': { readonly underWay: readonly UnderWay[] };

  readonly 'more-put-than-held': { readonly frame: number; readonly lost: number; readonly references: number };
  readonly 'freed-while-mapped': { readonly frame: number; readonly mapcount: number };
  readonly 'stale-access': { readonly access: 'load' | 'store'; readonly page: number; readonly frame: number };
  readonly 'unpin-not-pinned': { readonly frame: number };

  readonly 'free-but-in-use': { readonly frame: number };
  readonly 'references-too-few': { readonly frame: number; readonly references: number; readonly inUse: number };
  readonly 'references-unaccounted': { readonly frame: number; readonly references: number; readonly accounted: number };
  readonly 'mapcount-too-low': { readonly frame: number; readonly mapcount: number; readonly mapped: number };
  readonly 'mapcount-not-found': { readonly frame: number; readonly mapcount: number; readonly found: number };
  readonly 'resident-pages': {
    readonly process: number;
    readonly countedAnon: number;
    readonly countedFile: number;
    readonly anon: number;
    readonly file: number;
  };
  readonly 'places-on-lru': { readonly frame: number; readonly places: number };

  readonly 'exclusive-not-anonymous': { readonly frame: number };
  readonly 'exclusive-ksm': { readonly frame: number };
  readonly 'exclusive-mapped-often': { readonly frame: number; readonly mapcount: number };
  readonly 'writable-not-exclusive': { readonly frame: number };
  readonly 'pinned-not-exclusive': { readonly frame: number };
  readonly 'pin-not-announced': { readonly process: number };
  readonly 'pin-not-seen': { readonly frame: number };

  readonly 'table-locked': { readonly table: number };
  readonly 'pmd-locked': { readonly process: number };
  readonly 'page-locked': { readonly frame: number };
  readonly 'mmap-locked': { readonly process: number; readonly forWhat: 'reading' | 'writing' };
  readonly 'interrupts-off': { readonly actor: number };
  readonly 'sequence-odd': { readonly process: number };

  readonly 'unshares-and-writes': NoFacts;
  readonly 'unshares-shared-memory': NoFacts;
  readonly 'unshare-grants': { readonly page: number; readonly grant: 'writable' | 'dirty' };
  readonly 'zero-page-writable': NoFacts;
  readonly 'read-grants-write': { readonly page: number };
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
