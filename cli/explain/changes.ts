/** A subject of the state that changed, as short as it can be said. */

import type { Change, Fact, State } from '../../core/explore/describe.js';
import { changeInWords, sayFact, saySubject } from '../../core/explore/state-words.js';
import { valuesOf, type Breach } from '../../core/program/breach.js';

/** Locks and translation caches: beside the point where nobody runs concurrently. */
export function isAboutLocks({ subject: { kind } }: Pick<Change, 'subject'>): boolean {
  return kind === 'mmap-lock' || kind === 'page-lock' || kind === 'tlb';
}

/** `frame 2: refs 1 → 2`, `P.buf: frame 2, writable → frame 2, read-only`, `C.r0 = 2`. */
export function showChange(change: Change): string {
  const { subject } = change;
  const { about, from, to } = changeInWords(change);
  if (to === undefined && isAboutLocks(change)) return `${about}: ${subject.kind === 'tlb' ? 'flushed' : 'released'}`;
  if (to === undefined) return `${about}: gone (was ${from ?? 'nothing'})`;
  if (from === undefined) return `${about}: ${to}`;
  return subject.kind === 'frame' || subject.kind === 'own' ? `${about}: ${changedFacts(change)}` : `${about}: ${from} → ${to}`;
}

/** Of `holds 1, refs 1, mapcount 1, exclusive` only what differs. */
function changedFacts({ from = [], to = [] }: Change): string {
  const changed = to.flatMap((fact) => {
    const old = sameFact(from, fact);
    if (old === undefined) return [now(fact)];
    return old.value === fact.value ? [] : [`${sayFact(old)} → ${fact.value ?? ''}`];
  });
  const gone = from.filter((fact) => sameFact(to, fact) === undefined).map(noLonger);
  return [...changed, ...gone].join(', ');
}

function sameFact(state: State, { what, isNot }: Fact): Fact | undefined {
  return state.find((fact) => fact.what === what && fact.isNot === isNot);
}

function now(fact: Fact): string {
  return fact.isNot === true ? sayFact(fact) : `now ${sayFact(fact)}`;
}

function noLonger({ what, isNot }: Fact): string {
  return isNot === true ? `now ${what}` : `no longer ${what}`;
}

/** Is it one of the values that a breach is about? `C.r0` with `2`, where the eager machine allows 1 alone. */
export function namedBy(breaches: readonly Breach[]): (name: string, value: string) => boolean {
  const named = new Map<string, Set<string>>();
  for (const { name, value } of breaches.flatMap(valuesOf)) {
    named.set(name, (named.get(name) ?? new Set()).add(value));
  }
  return (name, value) => named.get(name)?.has(value) === true;
}

/** Is it the observation of a value that a breach is about? */
export function showsBreach({ subject, to = [] }: Change, isNamed: ReturnType<typeof namedBy>): boolean {
  return subject.kind === 'observation' && to.some(({ value = '' }) => isNamed(saySubject(subject), value));
}
