/** A machine of a size that a test can look over: two processes, of which the first has two threads. */

import { nobody } from '../hook.js';
import type { Kernel } from '../kernel.js';
import { Machine } from '../machine.js';
import type { MachineShape } from '../shape.js';
import { simplestKernel } from './kernel.js';

const shape: MachineShape = {
  pages: 8,
  tableSize: 4,
  processes: 2,
  actors: 3,
  cpus: 3,
  frames: 24,
  folios: 0,
  memory: Infinity,
  vmas: 12,
  handleSlots: 2,
  observations: 0,
  filePages: 4,
  lruBatch: 'local',
  batchSize: 3,
  contiguous: true,
  tables: 4,
  gatherSize: 4,
  tlb: true,
  tlbFlush: 'ipi',
  faultAround: 1,
  processOf: [0, 0, 1],
  oneActorPerProcess: false,
  racing: [0, 1, 2],
  narrow: undefined,
};

/** The actors: two threads of process 0, and process 1. Each has a CPU of its own. */
export const [main, thread, other] = [0, 1, 2];

/** As the explorer has it: one buffer of a fixed size, the lowest free number first. */
export function smallMachine(different: Partial<MachineShape> = {}, kernel: Kernel = simplestKernel()): Machine {
  const m = new Machine({ ...shape, ...different }, kernel);
  m.mm.alive.fill(nobody, 1);
  for (const actor of m.actor.cpu.cells.keys()) m.actor.cpu.set(actor, actor % m.cpus);
  return m;
}

/** As the simulator has it: arrays that grow, one actor to a process, no stale translations. */
export function growingMachine(different: Partial<MachineShape> = {}, kernel?: Kernel): Machine {
  return smallMachine(
    {
      contiguous: false,
      tlb: false,
      actors: 2,
      processOf: undefined,
      oneActorPerProcess: true,
      racing: [],
      frames: 2,
      vmas: 1,
      filePages: 1,
      tables: 1,
      ...different,
    },
    kernel,
  );
}
