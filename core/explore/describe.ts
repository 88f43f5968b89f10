/** The state in a person's words: one line per PTE, frame, handle, lock and counter that is not at rest. */

import { Frame, HandleKind, Pte } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import { lookupPte } from '../machine/tables.js';
import { describeTranslation } from '../machine/tlb.js';
import { codes, showValue } from '../program/values.js';
import { pageName, type Program } from '../program/program.js';

/** What a line is about (`P.buf`, `frame 2`) → what it says. */
export type Description = ReadonlyMap<string, string>;

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

/** Describes a machine that runs a program. */
export function describe(m: Machine, program: Program): Description {
  const lines = new Map<string, string>();
  const lastPage = m.pages;
  for (const [number, process] of program.processes.entries()) {
    for (let page = 0; page < lastPage; page++) {
      const pte = lookupPte(m, number, page);
      if (pte >= 0 && m.pte.word[pte] !== 0) lines.set(`${process.name}.${pageName(program, page)}`, describePte(m, pte));
    }
    const seq = m.mm.writeProtectSeq[number];
    if (seq !== 0) lines.set(`write-protect sequence of ${process.name}`, `${seq}, ${seq % 2 === 1 ? 'odd: fork runs' : 'even'}`);
    if (m.mm.hasPinned[number] !== 0) lines.set(`has-pinned of ${process.name}`, 'set');
    if (m.mm.mmapWriter[number] !== 0) lines.set(`mmap lock of ${process.name}`, `held for writing by ${actorName(program, m.mm.mmapWriter[number])}`);
    else if (m.mm.mmapReaders[number] !== 0) lines.set(`mmap lock of ${process.name}`, `held for reading, ${m.mm.mmapReaders[number]} times`);
  }
  for (let pfn = 1; pfn < m.frame.flags.length; pfn++) {
    if (m.frame.flags[pfn] !== 0) lines.set(`frame ${pfn}`, describeFrame(m, pfn));
    if (m.frame.lockedBy[pfn] !== 0) lines.set(`page lock of frame ${pfn}`, `held by ${actorName(program, m.frame.lockedBy[pfn])}`);
  }
  for (const handle of program.handles) {
    for (let page = 0; page < handle.pages; page++) {
      const slot = handle.firstSlot + page;
      if (m.handle.frame[slot] === 0) continue;
      const kind = m.handle.kind[slot] === HandleKind.pin ? 'pin' : 'reference';
      lines.set(handle.pages === 1 ? handle.name : `${handle.name}[${page}]`, `${kind} of frame ${m.handle.frame[slot] - 1}`);
    }
  }
  for (const [actor, { name }] of program.actors.entries()) {
    for (let page = 0; m.shape.tlb && page < lastPage; page++) {
      const translation = describeTranslation(m, actor, page);
      if (translation !== undefined) lines.set(`TLB of ${name} for ${pageName(program, page)}`, translation);
    }
  }
  for (const [column, { name }] of program.observations.entries()) {
    const value = m.observation.value[column];
    if (value !== codes.unset && !name.includes('#')) lines.set(name, showValue(value));
  }
  return lines;
}

/** One line that differs: `from` or `to` is undefined when it came or went. */
export interface Change {
  readonly about: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export function changesBetween(before: Description, after: Description): Change[] {
  const about = new Set([...before.keys(), ...after.keys()]);
  return [...about].flatMap((name) => {
    const from = before.get(name);
    const to = after.get(name);
    return from === to ? [] : [{ about: name, from, to }];
  });
}
