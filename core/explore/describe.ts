/** The state in a person's words: lines for each PTE, frame, handle, lock and counter. */

import { Frame, HandleKind, Pte } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import { lookupPte } from '../machine/pmd.js';
import { describeTranslation } from '../machine/tlb.js';
import { codes, showValue } from '../program/values.js';
import { pageName, type Handle, type Program } from '../program/program.js';

/** What a line is about (`P.buf`, `frame 2`), and what it says; undefined: nothing, it is at rest. */
export type Line = readonly [about: string, says: string | undefined];

function describePte(m: Machine, pte: number): string {
  const word = m.pte.word[pte];
  const kind = word & Pte.kindMask;
  if (kind === Pte.none) return 'not present';
  const flags = [
    (word & Pte.write) !== 0 ? 'writable' : 'read-only',
    (word & Pte.dirty) !== 0 ? 'dirty' : '',
    (word & Pte.protNone) !== 0 ? 'PROT_NONE' : '',
  ].filter((flag) => flag !== '');
  return `${kind === Pte.zero ? 'zero page' : `frame ${m.pte.frame[pte]}`}, ${flags.join(', ')}`;
}

function describeContent(m: Machine, pfn: number): string {
  const lo = showValue(m.frame.lo[pfn]);
  const hi = showValue(m.frame.hi[pfn]);
  return lo === hi ? lo : `${lo} | ${hi}`;
}

function describeFrame(m: Machine, pfn: number): string {
  const flags = m.frame.flags[pfn];
  const parts = [
    `holds ${describeContent(m, pfn)}`, `refs ${m.frame.refs[pfn]}`, `mapcount ${m.frame.mapcount[pfn]}`,
    (flags & Frame.exclusive) !== 0 ? 'exclusive' : '',
    (flags & Frame.pageCache) !== 0 ? 'page cache' : '',
    (flags & Frame.anon) !== 0 && (flags & Frame.lru) === 0 ? 'not on the LRU' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function actorName(program: Program, actorPlusOne: number): string {
  return program.actors[actorPlusOne - 1]?.name ?? 'nobody';
}

/** What a PTE holds, in words; no line where there is nothing. */
export function linesOfPage(m: Machine, program: Program, process: number, page: number): Line[] {
  const pte = lookupPte(m, process, page);
  const says = pte >= 0 && m.pte.word[pte] !== 0 ? describePte(m, pte) : undefined;
  return [[`${program.processes[process].name}.${pageName(program, page)}`, says]];
}

/** The sequence count, the has-pinned mark and the mmap lock of an address space, where they are not at rest. */
export function linesOfMm(m: Machine, program: Program, process: number): Line[] {
  const { name } = program.processes[process];
  const { writeProtectSeq, hasPinned, mmapWriter, mmapReaders } = m.mm;
  const seq = writeProtectSeq[process];
  const readers = mmapReaders[process] === 0 ? undefined : `held for reading, ${mmapReaders[process]} times`;
  return [
    [`write-protect sequence of ${name}`, seq === 0 ? undefined : `${seq}, ${seq % 2 === 1 ? 'odd: fork runs' : 'even'}`],
    [`has-pinned of ${name}`, hasPinned[process] === 0 ? undefined : 'set'],
    [`mmap lock of ${name}`, mmapWriter[process] === 0 ? readers : `held for writing by ${actorName(program, mmapWriter[process])}`],
  ];
}

/** Content, counters and flags of a frame that is in use. */
export function linesOfFrame(m: Machine, program: Program, pfn: number): Line[] {
  if (pfn === 0) return [];
  const { flags, lockedBy } = m.frame;
  return [
    [`frame ${pfn}`, flags[pfn] === 0 ? undefined : describeFrame(m, pfn)],
    [`page lock of frame ${pfn}`, lockedBy[pfn] === 0 ? undefined : `held by ${actorName(program, lockedBy[pfn])}`],
  ];
}

/** What a handle's slot refers to. */
export function linesOfSlot(m: Machine, { name, pages, firstSlot }: Handle, slot: number): Line[] {
  const kind = m.handle.kind[slot] === HandleKind.pin ? 'pin' : 'reference';
  const says = m.handle.frame[slot] === 0 ? undefined : `${kind} of frame ${m.handle.frame[slot] - 1}`;
  return [[pages === 1 ? name : `${name}[${slot - firstSlot}]`, says]];
}

/** The translation of a page that an actor's TLB may hold. */
export function linesOfTlb(m: Machine, program: Program, actor: number, page: number): Line[] {
  return [[`TLB of ${program.actors[actor].name} for ${pageName(program, page)}`, describeTranslation(m, actor, page)]];
}

/** What nobody has named is not shown. */
export function linesOfObservation(m: Machine, program: Program, column: number): Line[] {
  const { name } = program.observations[column];
  const value = m.observation.value[column];
  return name.includes('#') ? [] : [[name, value === codes.unset ? undefined : showValue(value)]];
}
