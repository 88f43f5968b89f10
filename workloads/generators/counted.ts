import type { Advice, Protection } from '../../core/program/program.js';
import type { HandleId, Mapping, ProcessId, Simulation } from '../../core/program/workload.js';

/** Operations between two reports of progress. */
const stride = 4096;

/** What a generator drives: the simulation, with its operations counted and a few that come in runs. */
export class Counted implements Simulation {
  /** Operations so far. */
  operations = 0;
  private reported = 0;

  constructor(private readonly simulation: Simulation) {}

  /** Whether enough was done since this last answered true to report progress. */
  isDue(): boolean {
    if (this.operations - this.reported < stride) return false;
    this.reported = this.operations;
    return true;
  }

  /** Stores to `pages` pages from `first` on, one after the other. */
  storeAll(process: ProcessId, first: number, pages: number): void {
    for (let page = first; page < first + pages; page++) this.store(process, page);
  }

  /** Loads from `pages` pages from `first` on, one after the other. */
  loadAll(process: ProcessId, first: number, pages: number): void {
    for (let page = first; page < first + pages; page++) this.load(process, page);
  }

  map(process: ProcessId, first: number, pages: number, mapping: Mapping): void {
    this.operations++;
    this.simulation.map(process, first, pages, mapping);
  }

  store(process: ProcessId, page: number): boolean {
    this.operations++;
    return this.simulation.store(process, page);
  }

  load(process: ProcessId, page: number): boolean {
    this.operations++;
    return this.simulation.load(process, page);
  }

  fork(process: ProcessId): ProcessId {
    this.operations++;
    return this.simulation.fork(process);
  }

  exit(process: ProcessId): void {
    this.operations++;
    this.simulation.exit(process);
  }

  exec(process: ProcessId): void {
    this.operations++;
    this.simulation.exec(process);
  }

  munmap(process: ProcessId, first: number, pages: number): void {
    this.operations++;
    this.simulation.munmap(process, first, pages);
  }

  mprotect(process: ProcessId, first: number, pages: number, prot: Protection): void {
    this.operations++;
    this.simulation.mprotect(process, first, pages, prot);
  }

  madvise(process: ProcessId, first: number, pages: number, advice: Advice): void {
    this.operations++;
    this.simulation.madvise(process, first, pages, advice);
  }

  pin(process: ProcessId, page: number, options: { readonly write: boolean; readonly longterm: boolean }): HandleId {
    this.operations++;
    return this.simulation.pin(process, page, options);
  }

  unpin(handle: HandleId): void {
    this.operations++;
    this.simulation.unpin(handle);
  }

  get(process: ProcessId, page: number, options: { readonly write: boolean }): HandleId {
    this.operations++;
    return this.simulation.get(process, page, options);
  }

  put(handle: HandleId): void {
    this.operations++;
    this.simulation.put(handle);
  }

  dio(process: ProcessId, page: number, options: { readonly write: boolean }): HandleId {
    this.operations++;
    return this.simulation.dio(process, page, options);
  }

  dmaWrite(handle: HandleId): void {
    this.operations++;
    this.simulation.dmaWrite(handle);
  }

  lruDrain(): void {
    this.operations++;
    this.simulation.lruDrain();
  }

  events(): Readonly<Record<string, number>> {
    return this.simulation.events();
  }

  framesInUse(): number {
    return this.simulation.framesInUse();
  }
}
