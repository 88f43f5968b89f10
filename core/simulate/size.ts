/** Capacities of a large machine: as much as the workload declares, growing where it cannot say. */

import { mostGathered } from '../machine/gather.js';
import { faultAroundPages, lruBatchPages } from '../program/program.js';
import type { MachineShape } from '../machine/shape.js';

/** How large a machine a workload needs. */
export interface SimulatorSize {
  /** Virtual pages of one address space. */
  readonly addressSpacePages: number;
  /** Processes alive at once. */
  readonly processes: number;
  /** Default `assumedCpus`; process p runs on CPU p modulo this, each with an LRU batch of its own. */
  readonly cpus?: number;
  /** Pages that a read fault of a page cache maps at most, a power of two. Default: what every kernel has. */
  readonly faultAround?: number;
}

/**
 * CPUs of the machine when nobody says otherwise. A process stays where its number puts it, the lowest that was free at
 * its fork: one CPU has no pages in the LRU batch of another, more than processes alive changes nothing.
 */
export const assumedCpus = 2;

/** x86-64: 512 PTEs in a table. */
export const tableBits = 9;

/** As on x86-64: a page of 8-byte entries. */
export const tableSize = 1 << tableBits;

/** The machine of a workload: large, growing, without races and so without stale translations. */
export function simulatorShape(size: SimulatorSize): MachineShape {
  return {
    pages: size.addressSpacePages,
    tableSize,
    processes: size.processes,
    actors: size.processes,
    cpus: size.cpus ?? assumedCpus,
    // Host memory is committed only where frames are used.
    frames: size.addressSpacePages + 1,
    folios: 0,
    memory: Infinity,
    vmas: 64,
    handleSlots: 64,
    observations: 1,
    filePages: 1024,
    lruBatch: 'local',
    batchSize: lruBatchPages,
    contiguous: false,
    tables: Math.ceil(size.addressSpacePages / tableSize),
    gatherSize: mostGathered,
    tlb: false,
    tlbFlush: 'ipi',
    faultAround: size.faultAround ?? faultAroundPages,
    processOf: undefined,
    oneActorPerProcess: true,
    racing: [],
    narrow: undefined,
  };
}
