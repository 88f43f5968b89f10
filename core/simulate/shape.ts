/** Capacities of a large machine: as much as the workload declares, growing where it cannot say. */

import type { MachineShape } from '../machine/shape.js';

export interface SimulatorSize {
  /** Virtual pages of one address space. */
  readonly addressSpacePages: number;
  /** Processes alive at once. */
  readonly processes: number;
  /** Default 2; process p runs on CPU p modulo this, each with an LRU batch of its own. */
  readonly cpus?: number;
}

/** x86-64: 512 PTEs in a table. */
const tableSize = 512;
/** PAGEVEC_SIZE. */
const batchSize = 15;

export function simulatorShape(size: SimulatorSize): MachineShape {
  return {
    pages: size.addressSpacePages,
    tableSize,
    processes: size.processes,
    actors: size.processes,
    cpus: size.cpus ?? 2,
    // Host memory is committed only where frames are used.
    frames: size.addressSpacePages + 1,
    vmas: 64,
    handleSlots: 64,
    observations: 1,
    filePages: 1024,
    lruBatch: 'local',
    batchSize,
    contiguous: false,
    tables: Math.ceil(size.addressSpacePages / tableSize),
    tlb: false,
    tlbFlush: 'ipi',
    processOf: undefined,
    oneActorPerProcess: true,
  };
}
