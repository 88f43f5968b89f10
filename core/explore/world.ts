/** A program on a policy's machine: capacities computed from the program, its memory as it is before the first step. */

import { nobody } from '../machine/hook.js';
import { Pte } from '../machine/bits.js';
import { drainCpu } from '../machine/lru.js';
import { Machine } from '../machine/machine.js';
import { addToPageCache } from '../machine/mapping.js';
import type { MachineShape } from '../machine/shape.js';
import { lookupPte } from '../machine/pmd.js';
import { findVma, mapVma } from '../machine/vma.js';
import { operationsOf } from '../program/operations.js';
import { addressSpacePages, tableSizeOf } from '../program/address-space.js';
import { lruBatchPages, type Area, type Program } from '../program/program.js';
import { contentOf } from '../program/contents.js';
import { codes } from '../program/values.js';
import { blaming } from '../policy/blame.js';
import type { CompiledPolicy, PolicyMachine } from '../policy/compile.js';
import { recorded } from '../policy/recorded.js';
import { protBits } from '../mm/begin.js';
import { systemCalls } from '../mm/system-calls.js';
import { runToEnd } from '../engine/interpreter.js';
import { vmaOf } from './mapped.js';
import { endOperation } from './lifecycle.js';
import { explored } from './operations/index.js';
import { valueBoundsOf } from './value-bounds.js';

/** The machine of a program: as small as the program allows. */
function shapeOf(program: Program, policy: CompiledPolicy): MachineShape {
  const pages = Math.max(1, addressSpacePages(program));
  const processes = program.processes.length;
  const actors = program.actors.length;
  const filePages = program.facts.cachePages;
  const handleSlots = program.handles.reduce((n, handle) => n + handle.pages, 0);
  const operations = operationsOf(program);
  const splits = operations.filter((o) => explored(o).splitsVmas).length;
  const racing = program.race.map(({ actor }) => actor);
  const atOnce = Math.max(1, racing.length);
  // Frames that a zap has gathered are beside those that faults map in their place meanwhile.
  const { frames: memory = Infinity } = program.machine;
  const zaps = operations.some((o) => explored(o).zaps === true || (memory < Infinity && explored(o).zapsFailing === true));
  const gathered = zaps ? pages : 0;
  const tableSize = tableSizeOf(program);
  const { lruBatch } = program.machine;
  const cpus = Math.max(program.machine.cpus, lruBatch === 'remote' ? 2 : 1);
  const batched = lruBatch === 'none' ? 0 : 2 * cpus * lruBatchPages;
  return {
    pages,
    tableSize,
    processes,
    actors,
    cpus,
    filePages,
    handleSlots,
    // One frame per PTE, handle and batch entry, and per operation at a time a new and an old one on their way.
    frames: 1 + Math.min(memory, filePages + processes * pages + handleSlots + atOnce * (2 + gathered) + batched),
    memory,
    folios: 0,
    vmas: processes * Math.min(pages, program.areas.length + 4 * splits),
    observations: program.observations.length,
    lruBatch,
    batchSize: lruBatch === 'none' ? 0 : lruBatchPages,
    contiguous: true,
    tables: processes * Math.ceil(pages / tableSize),
    // One more than a zap can gather: full is for machines larger than these.
    gatherSize: gathered === 0 ? 0 : gathered + 1,
    tlb: program.race.length > 0,
    tlbFlush: program.machine.tlbFlush,
    faultAround: program.machine.faultAround,
    processOf: program.actors.map((actor) => actor.process),
    oneActorPerProcess: false,
    racing,
    narrow: valueBoundsOf(program, policy, processes * pages),
  };
}

/** The machine in the program's initial state, which is followed; events counted so far are forgotten. */
export function createWorld(program: Program, policy: CompiledPolicy): PolicyMachine {
  const m = new Machine(shapeOf(program, policy), recorded(policy));
  m.follow();
  m.mm.alive.set(0, 1);
  assignCpus(m, program);
  fillFiles(m, program);
  for (const [number, area] of program.areas.entries()) {
    mapVma(m, nobody, 0, { first: area.firstPage, pages: area.pages, prot: protBits[area.prot], ...vmaOf(program, number) });
  }
  blaming(m, () => {
    for (const area of program.areas) if (area.touched) touch(m, program, area);
  });
  m.tlb.translation.fill(nobody, 0);
  m.observation.value.fill(nobody, codes.unset);
  m.counters.fill(0);
  m.peakFrames = m.global.framesInUse.at(0);
  return m;
}

/** Racing actors first, so that each has a CPU of its own where there are enough. */
function assignCpus(m: Machine, program: Program): void {
  const racing = new Set(program.race.map((r) => r.actor));
  const rest = [...program.actors.keys()].filter((actor) => !racing.has(actor));
  for (const [rank, actor] of [...racing, ...rest].entries()) m.actor.cpu.set(actor, rank % m.cpus);
}

/** Files are in the page cache; shared anonymous memory gets its pages when they are touched. */
function fillFiles(m: Machine, program: Program): void {
  let filePage = 0;
  for (const file of program.files) {
    for (const value of file.initial) {
      const content = contentOf(program, value);
      const pfn = addToPageCache(m, nobody, filePage++, file.fs === 'tmpfs');
      m.frame.lo.set(pfn, content);
      m.frame.hi.set(pfn, content);
    }
  }
}

/** P wrote the area long ago, whatever its protection is now: its pages are on the LRU. */
function touch(m: Machine, program: Program, area: Area): void {
  const v = findVma(m, nobody, 0, area.firstPage);
  m.vma.prot.set(v, protBits.rw);
  for (const [i, value] of area.initial.entries()) {
    const page = area.firstPage + i;
    systemCalls.write(m, 0, { mm: 0, first: page, last: page }, 'both', contentOf(program, value));
    if (!runToEnd(m, 0)) throw new Error(`the area ${area.name} cannot be touched`);
    endOperation(m, 0);
    const pte = lookupPte(m, nobody, 0, page);
    if (area.prot !== 'rw') m.pte.entry.and(nobody, pte, ~Pte.write);
    if (area.prot === 'none') m.pte.entry.or(nobody, pte, Pte.protNone);
  }
  m.vma.prot.set(v, protBits[area.prot]);
  for (let cpu = 0; cpu < m.cpus; cpu++) drainCpu(m, nobody, cpu);
}
