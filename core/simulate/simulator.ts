/**
 * The sequential simulator: workloads on a large machine, one whole operation after the other. It runs the same
 * lists as the explorer; only an access that needs no fault is short-cut, as the hardware does, unless the policy orders
 * it anew.
 */

import { Vma } from '../machine/bits.js';
import { Machine } from '../machine/machine.js';
import { moreProcesses } from '../errors/errors.js';
import { breachInWords } from '../program/breach-words.js';
import type { Protection } from '../program/program.js';
import type { HandleId, Mapping, ProcessId, Simulation, WorkloadAdvice } from '../program/workload.js';
import { blame, blaming } from '../policy/blame.js';
import type { CompiledPolicy, PolicyMachine } from '../policy/compile.js';
import { directIoReference } from '../machine/ask.js';
import type { Range } from '../mm/begin.js';
import { systemCalls } from '../mm/system-calls.js';
import { op } from '../mm/operation-registers.js';
import { runToEnd } from '../engine/interpreter.js';
import { FileOffsets } from './file-offsets.js';
import { Hardware } from './hardware.js';
import { simulatorShape, type SimulatorSize } from './size.js';

/**
 * A machine on which a workload's operations run to completion, one after the other.
 * @throws {CowlabError} what rules throw
 */
export class Simulator implements Simulation {
  /** The machine with its state: reading it between operations changes nothing. */
  readonly machine: PolicyMachine;
  private readonly hardware: Hardware;
  /** What the hardware does alone is the machine's own list; a policy that orders the steps anew has it run as a list. */
  private readonly storesAlone: boolean;
  private readonly loadsAlone: boolean;
  private token = 0;
  private readonly files = new FileOffsets();
  private readonly freeHandles: HandleId[] = [];
  private handles = 0;

  constructor(
    policy: CompiledPolicy,
    private readonly size: SimulatorSize,
  ) {
    this.machine = new Machine(simulatorShape(size), policy);
    this.hardware = new Hardware(this.machine);
    this.storesAlone = policy.orderedBy('store') === undefined;
    this.loadsAlone = policy.orderedBy('load') === undefined;
    const m = this.machine;
    m.mm.alive.set(0, 1);
    for (let a = 0; a < size.processes; a++) m.actor.cpu.set(a, a % m.cpus);
  }

  /** Most frames in use at once. */
  get peakFrames(): number {
    return this.machine.peakFrames;
  }

  store(process: ProcessId, page: number): boolean {
    const value = ++this.token | 0;
    return (this.storesAlone && this.hardware.store(process, page, value)) || this.storeByKernel(process, page, value);
  }

  /** Apart from the above, which stays small enough to be compiled into the loops that call it. */
  private storeByKernel(process: ProcessId, page: number, value: number): boolean {
    systemCalls.write(this.machine, process, { mm: process, first: page, last: page }, 'both', value);
    return this.finish(process);
  }

  load(process: ProcessId, page: number): boolean {
    return (this.loadsAlone && this.hardware.load(process, page)) || this.loadByKernel(process, page);
  }

  private loadByKernel(process: ProcessId, page: number): boolean {
    systemCalls.read(this.machine, process, { mm: process, first: page, last: page }, 'both', false);
    return this.finish(process);
  }

  map(process: ProcessId, first: number, pages: number, mapping: Mapping): void {
    const cached = mapping.backing !== 'anon' || mapping.shared;
    const offset = cached ? this.files.offsetOf(mapping, pages) : first;
    systemCalls.mmap(this.machine, process, range(process, first, pages), {
      prot: mapping.prot,
      flags: flagsOf(mapping, cached),
      offset,
    });
    this.finish(process);
  }

  fork(process: ProcessId): ProcessId {
    const child = this.freeProcess();
    systemCalls.fork(this.machine, process, process, child);
    this.finish(process);
    return child;
  }

  private freeProcess(): ProcessId {
    const { alive } = this.machine.mm;
    for (let p = 0; p < this.size.processes; p++) if (alive.at(p) === 0) return p;
    throw moreProcesses(this.size.processes);
  }

  exit(process: ProcessId): void {
    systemCalls.exit(this.machine, process, process);
    this.finish(process);
  }

  exec(process: ProcessId): void {
    systemCalls.exec(this.machine, process, process);
    this.finish(process);
  }

  munmap(process: ProcessId, first: number, pages: number): void {
    systemCalls.munmap(this.machine, process, range(process, first, pages));
    this.finish(process);
  }

  mprotect(process: ProcessId, first: number, pages: number, prot: Protection): void {
    systemCalls.mprotect(this.machine, process, range(process, first, pages), prot);
    this.finish(process);
  }

  madvise(process: ProcessId, first: number, pages: number, advice: WorkloadAdvice): void {
    systemCalls.madvise(this.machine, process, range(process, first, pages), advice);
    this.finish(process);
  }

  pin(process: ProcessId, page: number, options: { readonly write: boolean; readonly longterm: boolean }): HandleId {
    return this.take(process, page, { pin: true, ...options });
  }

  get(process: ProcessId, page: number, options: { readonly write: boolean }): HandleId {
    return this.take(process, page, { pin: false, longterm: false, ...options });
  }

  dio(process: ProcessId, page: number, options: { readonly write: boolean }): HandleId {
    const pin = blaming(this.machine, () => directIoReference(this.machine)) === 'pin';
    return this.take(process, page, { pin, longterm: false, ...options });
  }

  private take(process: ProcessId, page: number, how: { pin: boolean; write: boolean; longterm: boolean }): HandleId {
    const slot = this.freeHandles.pop() ?? this.handles++;
    if (slot >= this.machine.handle.frame.length) this.machine.state.grow('handle', slot + 1);
    systemCalls.get(this.machine, process, range(process, page, 1), { ...how, force: false, path: 'any', slot });
    if (this.finish(process)) return slot;
    this.freeHandles.push(slot);
    return -1;
  }

  put(handle: HandleId): void {
    systemCalls.put(this.machine, 0, handle, handle);
    this.finish(0);
    this.freeHandles.push(handle);
  }

  unpin(handle: HandleId): void {
    this.put(handle);
  }

  dmaWrite(handle: HandleId): void {
    systemCalls['dma-write'](this.machine, 0, handle, 'both', ++this.token | 0);
    this.finish(0);
  }

  lruDrain(): void {
    systemCalls['lru-drain'](this.machine, 0);
    this.finish(0);
  }

  events(): Readonly<Record<string, number>> {
    return this.machine.events();
  }

  framesInUse(): number {
    return this.machine.global.framesInUse.at(0);
  }

  /** Runs the operation that was begun. False when it answered an error. */
  private finish(actor: number): boolean {
    const m = this.machine;
    try {
      if (!runToEnd(m, actor)) throw new Error('an operation waits for a lock that nobody will give back');
    } catch (error) {
      throw blame(m, error);
    }
    this.hardware.refresh();
    if (m.breaches.length > 0) throw new Error(m.breaches.map((breach) => `${breach.kind}: ${breachInWords(breach)}`).join('; '));
    const failed = m.actor.error[actor] !== 0;
    m.actor.error[actor] = 0;
    m.set(actor, op.pending, 0);
    return !failed;
  }
}

/** VMA bits of a mapping; `cached`: there is a page cache behind it. */
function flagsOf({ backing, shared, file }: Mapping, cached: boolean): number {
  if (!cached) return 0;
  return (
    Vma.file |
    (shared ? Vma.shared : 0) |
    (backing === 'file' ? Vma.dirtyTracked : 0) |
    (backing !== 'file' && file === undefined ? Vma.uncached : 0)
  );
}

function range(mm: number, first: number, pages: number): Range {
  return { mm, first, last: first + pages - 1 };
}
