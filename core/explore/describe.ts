/** The state as a person looks at it, as data: of each PTE, frame, handle, lock and counter the facts to be told. */

import { nobody } from '../machine/hook.js';
import { Frame, HandleKind, Pte } from '../machine/bits.js';
import type { Entity } from '../machine/fields.js';
import type { Machine } from '../machine/machine.js';
import { walkTo } from '../machine/pmd.js';
import { perKind } from '../machine/pte-kind.js';
import { heldTranslation } from '../machine/tlb.js';
import { valueOf } from '../program/contents.js';
import { codes, showValue } from '../program/values.js';
import { pageName } from '../program/address-space.js';
import type { Handle, Program } from '../program/program.js';

/** What a line is about. */
export type SubjectKind =
  'page' | 'sequence' | 'has-pinned' | 'mmap-lock' | 'frame' | 'page-lock' | 'own' | 'handle' | 'tlb' | 'observation';

/** One page, frame, lock …: `{ kind: 'page', name: 'P.buf' }`, `{ kind: 'frame', name: '2' }`. */
export interface Subject {
  /** By it tables and pages are laid out. */
  readonly kind: SubjectKind;
  /** `P.buf`, `2` of a frame, the name of a handle or observation. */
  readonly name: string;
  /** Of a translation, the page; its name is the actor's. */
  readonly page?: string;
  /** Of what has lines only for the fields that a policy has added to it, what it is: `vma`. */
  readonly entity?: Entity;
}

/** One thing that is to be told of a subject: a figure with its value, or something that is so, or is not. */
export interface Fact {
  /** `refs`, `exclusive`; empty where the value is all there is. */
  readonly what: string;
  /** In the words of the values of a program: `1`, `initial#0`. */
  readonly value?: string;
  /** It is told that this is not so: `not exclusive`. Absent: it is so. */
  readonly isNot?: true;
}

/** All that is to be told of a subject. */
export type State = readonly Fact[];

/** A subject whose state differs: `from` or `to` is undefined when there was or is nothing to tell. */
export interface Change {
  /** What differs. */
  readonly subject: Subject;
  /** All that was to be told of it before. */
  readonly from: State | undefined;
  /** All that is to be told of it now. */
  readonly to: State | undefined;
}

/** A subject and its state; undefined: there is nothing to tell, it is at rest. */
export type Line = readonly [subject: Subject, state: State | undefined];

function figure(what: string, value: number | string): Fact {
  return { what, value: String(value) };
}

function when(holds: boolean, what: string): State {
  return holds ? [{ what }] : [];
}

/** Fields that policies have added to a thing, where they are not zero. */
function ownFacts(m: Machine, entity: Entity, thing: number): State {
  return m.policy.fields
    .filter((field) => field.entity === entity)
    .flatMap(({ name }) => {
      const value = m.extra(entity, name).at(thing);
      return value === 0 ? [] : [figure(name, value)];
    });
}

/** What an access through a word would find. */
function permissions(word: number): State {
  return [
    { what: (word & Pte.write) !== 0 ? 'writable' : 'read-only' },
    ...when((word & Pte.dirty) !== 0, 'dirty'),
    ...when((word & Pte.protNone) !== 0, 'PROT_NONE'),
  ];
}

const factsOf = perKind('an explanation', {
  none: (): State => [{ what: 'not present' }],
  present: (m: Machine, pte: number, word: number): State => [figure('frame', m.pte.entry.frameAt(pte)), ...permissions(word)],
  zero: (_m: Machine, _pte: number, word: number): State => [{ what: 'zero page' }, ...permissions(word)],
});

function stateOfPte(m: Machine, pte: number, word: number): State {
  const own = ownFacts(m, 'pte', pte);
  return word === 0 && own.length === 0 ? [] : [...factsOf.of(word)(m, pte, word), ...own];
}

function contentInWords(m: Machine, program: Program, pfn: number): string {
  const [lo, hi] = [m.frame.lo, m.frame.hi].map((half) => showValue(valueOf(program, half.at(pfn))));
  return lo === hi ? lo : `${lo} | ${hi}`;
}

function stateOfFrame(m: Machine, program: Program, pfn: number): State {
  const flags = m.frame.flags.at(pfn);
  const isOff = (flags & Frame.anon) !== 0 && (flags & Frame.lru) === 0;
  return [
    figure('holds', contentInWords(m, program, pfn)),
    figure('refs', m.frame.refs.at(pfn)),
    figure('mapcount', m.frame.mapcount.at(pfn)),
    ...when((flags & Frame.exclusive) !== 0, 'exclusive'),
    ...when((flags & Frame.pageCache) !== 0, 'page cache'),
    ...(isOff ? [{ what: 'on the LRU', isNot: true } as const] : []),
    ...ownFacts(m, 'frame', pfn),
  ];
}

function orNothing(state: State): State | undefined {
  return state.length === 0 ? undefined : state;
}

function actorName(program: Program, actorPlusOne: number): string {
  return program.actors[actorPlusOne - 1]?.name ?? 'nobody';
}

/** What a PTE holds; no line where there is nothing. */
export function linesOfPage(m: Machine, program: Program, process: number, page: number): Line[] {
  const { pte, word } = walkTo(m, nobody, process, page);
  const state = pte >= 0 ? stateOfPte(m, pte, word) : [];
  return [[{ kind: 'page', name: `${program.processes[process].name}.${pageName(program, page)}` }, orNothing(state)]];
}

/** The sequence count, the has-pinned mark and the mmap lock of an address space, where they are not at rest. */
export function linesOfMm(m: Machine, program: Program, process: number): Line[] {
  const { name } = program.processes[process];
  const { writeProtectSeq, hasPinned, mmapWriter, mmapReaders } = m.mm;
  const seq = writeProtectSeq.at(process);
  const readers = mmapReaders.at(process) === 0 ? undefined : [figure('held for reading,', `${mmapReaders.at(process)} times`)];
  return [
    [{ kind: 'sequence', name }, seq === 0 ? undefined : [figure('', seq), { what: seq % 2 === 1 ? 'odd: fork runs' : 'even' }]],
    [{ kind: 'has-pinned', name }, hasPinned.at(process) === 0 ? undefined : [{ what: 'set' }]],
    [
      { kind: 'mmap-lock', name },
      mmapWriter.at(process) === 0 ? readers : [figure('held for writing by', actorName(program, mmapWriter.at(process)))],
    ],
  ];
}

/** Content, counters and flags of a frame that is in use. */
export function linesOfFrame(m: Machine, program: Program, pfn: number): Line[] {
  if (pfn === 0) return [];
  const { flags, lockedBy } = m.frame;
  const name = String(pfn);
  return [
    [{ kind: 'frame', name }, flags.at(pfn) === 0 ? undefined : stateOfFrame(m, program, pfn)],
    [{ kind: 'page-lock', name }, lockedBy.at(pfn) === 0 ? undefined : [figure('held by', actorName(program, lockedBy.at(pfn)))]],
  ];
}

/** What policies have added to a thing that is no frame and no PTE, by its number where it has no name. */
export function linesOfOwn(m: Machine, program: Program, entity: Entity, thing: number): Line[] {
  const names: Partial<Record<Entity, readonly { readonly name: string }[]>> = { mm: program.processes, actor: program.actors };
  return [[{ kind: 'own', entity, name: names[entity]?.[thing]?.name ?? String(thing) }, orNothing(ownFacts(m, entity, thing))]];
}

/** What a handle's slot refers to. */
export function linesOfSlot(m: Machine, { name, pages, firstSlot }: Handle, slot: number): Line[] {
  const kind = m.handle.kind.at(slot) === HandleKind.pin ? 'pin' : 'reference';
  const state = m.handle.frame.at(slot) === 0 ? undefined : [figure(`${kind} of frame`, m.handle.frame.at(slot) - 1)];
  return [[{ kind: 'handle', name: pages === 1 ? name : `${name}[${slot - firstSlot}]` }, state]];
}

/** The translation of a page that an actor's TLB may hold. */
export function linesOfTlb(m: Machine, program: Program, actor: number, page: number): Line[] {
  const held = heldTranslation(m, actor, page);
  const state = held && [
    figure('frame', held.pfn),
    { what: held.writable ? 'writable' : 'read-only' },
    ...when(held.isDead, 'freed since'),
  ];
  return [[{ kind: 'tlb', name: program.actors[actor].name, page: pageName(program, page) }, state]];
}

/** What nobody has named is not shown. */
export function linesOfObservation(m: Machine, program: Program, column: number): Line[] {
  const { name } = program.observations[column];
  const seen = m.observation.value.at(column);
  return name.includes('#')
    ? []
    : [[{ kind: 'observation', name }, seen === codes.unset ? undefined : [figure('', showValue(valueOf(program, seen)))]]];
}
