/**
 * What steps rely on: facts that some establish, others need, and some end. The order check follows them through every way
 * (flow.ts), so that no order runs a step outside of its lock. A fact is about the operation at hand, its address space and its page.
 */

import { nameTaken } from '../errors/errors.js';

/** The facts of the machine's own steps, each with what is true while it holds. */
const facts = {
  'mmap-lock': 'the mmap lock of the address space is held, for reading or for writing',
  'vma-lock': 'the lock of the one area in question is held, for reading',
  'vma-write-locks': 'the areas that are to change, or to be copied, are locked for writing',
  'pte-lock': 'the page table of the page is locked',
  'both-locks': 'the page tables of source and destination are locked',
  'child-table': 'the page table of the child is locked',
  'page-lock': 'the page lock is held',
  'irqs-off': 'interrupts are off: page tables stay, and flushes by IPI wait',
  'odd-sequence': 'the write-protect sequence is odd: lockless pins stay out',
  seq: 'the write-protect sequence has been read, and was even',
  pte: 'the PTE has been read once, without a lock',
  'parent-pte': 'the PTE of the parent has been read',
  followed: 'the PTE may be handed out as it is',
  reference: 'a reference is held that nobody else knows of yet',
  'child-reference': "the reference of the child's mapping is taken",
  'old-reference': 'a reference keeps the page that is being copied',
  'sleep-reference': 'a reference keeps the page while its lock is waited for',
  page: 'a fresh page is at hand',
  copy: 'a fresh page for the copy is at hand',
  preallocated: 'a page that was allocated ahead is at hand',
  cached: 'the page-cache page is locked, and a reference on it is held',
  gathered: 'the frame of a PTE that was cleared is in the gather',
  'write-protected': 'the PTE of the parent has lost its write bit, if that had to be',
  changed: 'the PTE has its new protection',
  flushed: 'no translation of before is left',
} as const satisfies Readonly<Record<string, string>>;

/** A fact that a policy's own steps add to those of the machine: made by `ownFact`. */
export type OwnFact = string & { readonly isOwnFact: true };

/** What steps give, need and end. */
export type Fact = keyof typeof facts | OwnFact;

/** Several facts of which one is enough. */
export interface AnyOf {
  readonly facts: readonly Fact[];
}

/** What a step needs: a fact, or any of several. */
export type Need = Fact | AnyOf;

const own = new Set<string>();

/**
 * A fact of a policy's own, for its steps to give and to need.
 * @throws {CowlabError} COW005 when the machine has one of that name
 */
export function ownFact(name: string): OwnFact {
  if (Object.hasOwn(facts, name)) throw nameTaken('fact', name);
  own.add(name);
  return name as OwnFact;
}

/** Every fact that there is, own ones included. */
export function factNames(): string[] {
  return [...Object.keys(facts), ...own];
}

/** `mmap-lock or vma-lock`: whoever needs it is content with either. */
export function anyOf(...facts: readonly Fact[]): AnyOf {
  return { facts };
}

/** Each of them alone meets the need; of a single fact, that one. */
export function factsOf(need: Need): readonly Fact[] {
  return typeof need === 'string' ? [need] : need.facts;
}

/** `mmap-lock or vma-lock`. */
export function needInWords(need: Need): string {
  return factsOf(need).join(' or ');
}
