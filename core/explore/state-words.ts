/** The state and what changes in it, in words. Nothing else says them, and nobody reads them back. */

import type { Change, Fact, State, Subject, SubjectKind } from './describe.js';

const subjects: Readonly<Record<SubjectKind, (subject: Subject) => string>> = {
  page: ({ name }) => name,
  sequence: ({ name }) => `write-protect sequence of ${name}`,
  'has-pinned': ({ name }) => `has-pinned of ${name}`,
  'mmap-lock': ({ name }) => `mmap lock of ${name}`,
  frame: ({ name }) => `frame ${name}`,
  'page-lock': ({ name }) => `page lock of frame ${name}`,
  own: ({ name, entity = '' }) => `${entity} ${name}`,
  handle: ({ name }) => name,
  tlb: ({ name, page = '' }) => `TLB of ${name} for ${page}`,
  observation: ({ name }) => name,
};

/** `P.buf`, `frame 2`, `mmap lock of P`: no two subjects of a program that are told of at once are called alike. */
export function saySubject(subject: Subject): string {
  return subjects[subject.kind](subject);
}

/** `refs 1`, `exclusive`, `not on the LRU` */
export function sayFact({ what, value, isNot }: Fact): string {
  return [...(isNot === true ? ['not'] : []), what, value ?? ''].filter((word) => word !== '').join(' ');
}

/** `holds 1, refs 1, mapcount 1, exclusive` */
export function sayState(state: State): string {
  return state.map(sayFact).join(', ');
}

/** A change in words: what it is about, what was said of that before and what is said now. */
export function changeInWords({ subject, from, to }: Change): {
  about: string;
  from: string | undefined;
  to: string | undefined;
} {
  return { about: saySubject(subject), from: from && sayState(from), to: to && sayState(to) };
}
