/** Performs a program's total order on a simulation, call by call: the same program for two ways of running it. */

import type { Area, Operation, Place, Program } from '../../program/program.js';
import type { HandleId, Mapping, ProcessId, Simulation } from '../../program/workload.js';

/** What a simulation's interface cannot say. */
export function isPlayable(program: Program): boolean {
  return (
    program.actors.every((actor) => actor.kind !== 'thread') &&
    program.steps.every(({ action, times }) => {
      if (action.op === 'mremap') return false;
      if (action.op !== 'get' && action.op !== 'pin' && action.op !== 'dio') return true;
      return action.place.first === action.place.last && !action.force && action.path === 'any' && times === 1;
    })
  );
}

function mappingOf(area: Area): Mapping {
  const backing = area.backing === 'zero' ? 'anon' : area.backing;
  return { backing, shared: area.shared, prot: area.prot, ...(area.file < 0 ? {} : { file: area.file, fileOffset: 0 }) };
}

/** Plays a scenario on the simulator, as a workload would. */
export class Player {
  private readonly processes = new Map<number, ProcessId>([[0, 0]]);
  private readonly handles = new Map<number, HandleId>();

  constructor(
    private readonly simulation: Simulation,
    private readonly program: Program,
    private readonly dioPins: boolean,
  ) {}

  /** The areas as they are before the first step. */
  prepare(): void {
    for (const area of this.program.areas) {
      this.simulation.map(0, area.firstPage, area.pages, { ...mappingOf(area), prot: area.touched ? 'rw' : area.prot });
      for (let i = 0; area.touched && i < area.pages; i++) this.simulation.store(0, area.firstPage + i);
      if (area.touched) this.simulation.mprotect(0, area.firstPage, area.pages, area.prot);
    }
    this.simulation.lruDrain();
  }

  /** One operation; left out when its process or handle is gone, as the explorer does. */
  play(operation: Operation): void {
    const process = this.program.actors[operation.actor].process;
    const pid = process < 0 ? 0 : this.processes.get(process);
    if (pid === undefined) return;
    for (let i = 0; i < operation.times; i++) this.act(pid, process, operation);
  }

  private act(pid: ProcessId, process: number, { action }: Operation): void {
    const sim = this.simulation;
    switch (action.op) {
      case 'write':
        return void pagesOf(action.place).every((page) => sim.store(pid, page));
      case 'read':
        return void pagesOf(action.place).every((page) => sim.load(pid, page));
      case 'fork':
        return void this.processes.set(action.child, sim.fork(pid));
      case 'exit':
        sim.exit(pid);
        return void this.processes.delete(process);
      case 'exec':
        return sim.exec(pid);
      case 'mmap': {
        const area = this.program.areas[action.area];
        const skipped = action.place.first - area.firstPage;
        const mapping = mappingOf(area);
        return sim.map(
          pid,
          action.place.first,
          pagesOf(action.place).length,
          area.file < 0 ? mapping : { ...mapping, fileOffset: skipped },
        );
      }
      case 'munmap':
        return sim.munmap(pid, action.place.first, pagesOf(action.place).length);
      case 'mprotect':
        return sim.mprotect(pid, action.place.first, pagesOf(action.place).length, action.prot);
      case 'madvise':
        return sim.madvise(pid, action.place.first, pagesOf(action.place).length, action.advice);
      case 'get':
      case 'pin':
      case 'dio': {
        const isPin = action.op === 'pin' || (action.op === 'dio' && this.dioPins);
        const { write, longterm } = action;
        const handle = isPin
          ? sim.pin(pid, action.place.first, { write, longterm })
          : sim.get(pid, action.place.first, { write });
        return void (handle >= 0 && this.handles.set(action.handle, handle));
      }
      case 'put':
      case 'unpin':
      case 'dio-end': {
        const handle = this.handles.get(action.handle);
        if (handle !== undefined) sim.put(handle);
        return void this.handles.delete(action.handle);
      }
      case 'dma-write': {
        const handle = this.handles.get(action.handle);
        return handle === undefined ? undefined : sim.dmaWrite(handle);
      }
      case 'lru-drain':
        return sim.lruDrain();
      case 'mremap':
      case 'read-ref':
      case 'dma-read':
      case 'file-read':
      case 'file-write':
      case 'wait':
        return;
    }
  }
}

function pagesOf(place: Place): number[] {
  return Array.from({ length: place.last - place.first + 1 }, (_, i) => place.first + i);
}
