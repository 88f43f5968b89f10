/** How large a machine is: capacities computed from a program (explorer) or a workload (simulator). */

import type { LruBatch } from '../program/program.js';
import { cellsOfContext } from './components.js';
import type { Capacities } from './fields.js';
import type { Kernel } from './kernel.js';

type RegistersOf = Pick<Kernel, 'registers' | 'registerAt'>;

/** The largest values that a program makes. */
export interface ValueBounds {
  /** References of one frame. */
  readonly references: number;
  /** Contents of a page, and observations. */
  readonly content: number;
  /** Repetitions of an operation. */
  readonly times: number;
  /** Operations of one actor. */
  readonly operations: number;
}

/** Capacities, and what of the hardware is modelled. */
export interface MachineShape {
  /** Virtual pages of one address space. */
  readonly pages: number;
  /** PTEs per table: 512, or fewer in small models; a power of two. */
  readonly tableSize: number;
  readonly processes: number;
  readonly actors: number;
  readonly cpus: number;
  readonly frames: number;
  /** Large folios: 0 where no operation makes any. */
  readonly folios: number;
  /** Frames that there are in all, those of page tables among them and the zero page not; `Infinity`: memory never runs out. */
  readonly memory: number;
  readonly vmas: number;
  readonly handleSlots: number;
  readonly observations: number;
  readonly filePages: number;
  readonly lruBatch: LruBatch;
  /** PAGEVEC_SIZE - 15 up to 6.8, whatever the policy: fresh pages a CPU collects before they reach the LRU. */
  readonly batchSize: number;
  /** One contiguous buffer that is saved and compared (explorer), or arrays that grow (simulator). */
  readonly contiguous: boolean;
  /** Page tables at first; small models have one for every mm and PMD entry. */
  readonly tables: number;
  /** Frames that a zap gathers before it must flush: 0 where nothing is ever unmapped. */
  readonly gatherSize: number;
  /** Are stale translations modelled? Only where actors share an address space and race. */
  readonly tlb: boolean;
  /** How other CPUs are made to flush: interrupted (x86) or told by the hardware (arm64). */
  readonly tlbFlush: 'ipi' | 'broadcast';
  /** fault_around_bytes in pages, a power of two; 1: fault-around is off. */
  readonly faultAround: number;
  /** Process of each actor; undefined in the simulator, where every process has one actor of its own number. */
  readonly processOf: readonly number[] | undefined;
  readonly oneActorPerProcess: boolean;
  /** What bounds the values of its fields, where these are as narrow as they can be; undefined: as wide as they are declared. */
  readonly narrow: ValueBounds | undefined;
  /** Actors whose operations interleave. */
  readonly racing: readonly number[];
}

/** Sets of registers, stacks and gathers: one for each actor that races, or one for all. */
export function contexts({ racing }: MachineShape): number {
  return Math.max(1, racing.length);
}

/** Registers of one context: as the kernel lays them out, or all where one context serves all and none need share. */
export function registersOfOne({ racing }: MachineShape, { registers, registerAt }: RegistersOf): number {
  return racing.length === 0 ? registerAt.length : cellsOfContext(registers);
}

/** How many of each kind of thing the state has room for. */
export function capacitiesOf(shape: MachineShape, kernel: RegistersOf & Pick<Kernel, 'stackDepth'>): Capacities {
  const pmds = Math.ceil(shape.pages / shape.tableSize);
  return {
    frame: shape.frames,
    folio: shape.folios,
    pte: shape.tables * shape.tableSize,
    table: shape.tables,
    pmd: shape.processes * pmds,
    mm: shape.processes,
    vma: shape.vmas,
    cpu: shape.cpus,
    batch: 2 * shape.cpus * shape.batchSize,
    actor: shape.actors,
    stack: contexts(shape) * cellsOfContext(kernel.stackDepth),
    register: contexts(shape) * registersOfOne(shape, kernel),
    handle: shape.handleSlots,
    observation: shape.observations,
    filePage: shape.filePages,
    tlb: shape.tlb ? shape.actors * shape.pages : 0,
    gather: contexts(shape) * cellsOfContext(shape.gatherSize),
    global: 1,
  };
}
