import type { HandleId, Mapping, ProcessId, Simulation, WorkloadAdvice } from '../../core/program/workload.js';

interface Entry {
  writable: boolean;
  readonly frame: Frame;
}

interface Frame {
  mapped: number;
  readonly anonymous: boolean;
}

interface MappedRange {
  readonly first: number;
  readonly end: number;
  readonly mapping: Mapping;
  hasAnonymous: boolean;
}

interface Process {
  readonly mappings: MappedRange[];
  readonly entries: Map<number, Entry>;
}

/** fault_around_bytes, and PTRS_PER_PTE. */
const pagesAround = 16;
const pagesPerTable = 512;

/** What the reference is told of its policy. */
export interface ReferenceOptions {
  /** Whether fork leaves file mappings without anonymous pages to be faulted in, as the kernel does. Default true. */
  readonly leavesFilesAtFork?: boolean;
}

/**
 * Page tables of several processes and nothing else: presence, the writable bit and a map count per frame, with
 * reuse by map count. Independent of the simulator; pins, references and sharing of memory are outside it.
 */
export class ReferenceSimulation implements Simulation {
  private readonly processes = new Map<ProcessId, Process>([[0, { mappings: [], entries: new Map() }]]);
  private readonly counts = new Map<string, number>();
  private frames = 0;
  /** Operations in order, as text, when a test asks for them. */
  readonly log: string[] | undefined;

  constructor(
    private readonly options: ReferenceOptions = {},
    log = false,
  ) {
    this.log = log ? [] : undefined;
  }

  map(process: ProcessId, first: number, pages: number, mapping: Mapping): void {
    this.log?.push(`map ${process} ${first} ${pages} ${JSON.stringify(mapping)}`);
    this.carve(process, first, pages);
    this.of(process).mappings.push({ first, end: first + pages, mapping, hasAnonymous: false });
  }

  store(process: ProcessId, page: number): boolean {
    this.log?.push(`store ${process} ${page}`);
    const area = this.area(process, page);
    if (area?.mapping.prot !== 'rw') return false;
    const { entries } = this.of(process);
    const entry = entries.get(page);
    if (entry?.writable === true) return true;
    this.count('faults');
    area.hasAnonymous = true;
    if (entry === undefined) {
      this.count(area.mapping.backing === 'file' ? 'file-copies' : 'zero-fills');
    } else {
      this.count('write-faults');
      if (entry.frame.anonymous && entry.frame.mapped === 1) {
        this.count('reuses');
        entry.writable = true;
        return true;
      }
      this.count('copies');
      this.drop(process, page);
    }
    entries.set(page, { writable: true, frame: this.frame(true) });
    return true;
  }

  load(process: ProcessId, page: number): boolean {
    this.log?.push(`load ${process} ${page}`);
    const area = this.area(process, page);
    if (area === undefined || area.mapping.prot === 'none') return false;
    const { entries } = this.of(process);
    if (entries.has(page)) return true;
    this.count('faults');
    if (area.mapping.backing === 'file') this.mapFileAround(entries, area, page);
    else {
      this.count('zero-maps');
      entries.set(page, { writable: false, frame: this.frame(false) });
    }
    return true;
  }

  /** The block of 64 KiB, which lies within one page table, from where the area begins. Files are cached as a whole. */
  private mapFileAround(entries: Map<number, Entry>, { first, end }: MappedRange, page: number): void {
    const block = page - (page % pagesAround);
    const tableEnd = block - (block % pagesPerTable) + pagesPerTable;
    const from = Math.max(block, first);
    for (let other = from; other < Math.min(from + pagesAround, end, tableEnd); other++) {
      if (entries.has(other)) continue;
      this.count(other === page ? 'file-maps' : 'fault-around-maps');
      entries.set(other, { writable: false, frame: this.frame(false) });
    }
  }

  fork(process: ProcessId): ProcessId {
    this.log?.push(`fork ${process}`);
    this.count('forks');
    const parent = this.of(process);
    const mappings = parent.mappings.map((m) => ({ ...m }));
    const entries = new Map<number, Entry>();
    for (const [page, entry] of parent.entries) {
      if ((this.options.leavesFilesAtFork ?? true) && !this.isCopiedAtFork(process, page)) continue;
      entry.writable = false;
      entry.frame.mapped++;
      entries.set(page, { writable: false, frame: entry.frame });
    }
    let id = 0;
    while (this.processes.has(id)) id++;
    this.processes.set(id, { mappings, entries });
    return id;
  }

  exit(process: ProcessId): void {
    this.log?.push(`exit ${process}`);
    for (const page of this.of(process).entries.keys()) this.drop(process, page);
    this.processes.delete(process);
  }

  exec(process: ProcessId): void {
    this.log?.push(`exec ${process}`);
    for (const page of this.of(process).entries.keys()) this.drop(process, page);
    this.of(process).mappings.length = 0;
  }

  munmap(process: ProcessId, first: number, pages: number): void {
    this.log?.push(`munmap ${process} ${first} ${pages}`);
    this.carve(process, first, pages);
  }

  mprotect(process: ProcessId, first: number, pages: number, prot: Mapping['prot']): void {
    this.log?.push(`mprotect ${process} ${first} ${pages} ${prot}`);
    const inside = this.of(process).mappings.filter((m) => m.first < first + pages && m.end > first);
    const { mappings } = this.of(process);
    for (const m of inside) {
      const from = Math.max(m.first, first);
      const end = Math.min(m.end, first + pages);
      mappings.splice(mappings.indexOf(m), 1);
      if (m.first < from) mappings.push({ ...m, end: from });
      if (m.end > end) mappings.push({ ...m, first: end });
      mappings.push({ ...m, first: from, end, mapping: { ...m.mapping, prot } });
    }
    for (let page = first; prot !== 'rw' && page < first + pages; page++) {
      const entry = this.of(process).entries.get(page);
      if (entry !== undefined) entry.writable = false;
    }
  }

  madvise(process: ProcessId, first: number, pages: number, advice: WorkloadAdvice): void {
    this.log?.push(`madvise ${process} ${first} ${pages} ${advice}`);
    if (advice !== 'dontneed') throw new Error(`${advice} is outside the reference model`);
    for (let page = first; page < first + pages; page++) this.drop(process, page);
  }

  pin(): HandleId {
    throw new Error('pins are outside the reference model');
  }

  unpin(): void {
    throw new Error('pins are outside the reference model');
  }

  get(): HandleId {
    throw new Error('references are outside the reference model');
  }

  put(): void {
    throw new Error('references are outside the reference model');
  }

  dio(): HandleId {
    throw new Error('direct I/O is outside the reference model');
  }

  dmaWrite(): void {
    throw new Error('devices are outside the reference model');
  }

  lruDrain(): void {
    this.log?.push('lru-drain');
  }

  events(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts);
  }

  framesInUse(): number {
    return this.frames;
  }

  /** Live processes. */
  get alive(): number {
    return this.processes.size;
  }

  private of(process: ProcessId): Process {
    const found = this.processes.get(process);
    if (found === undefined) throw new Error(`no process ${process}`);
    return found;
  }

  private area(process: ProcessId, page: number): MappedRange | undefined {
    return this.of(process).mappings.find((m) => m.first <= page && page < m.end);
  }

  /** vma_needs_copy: an area that can be filled again from its file, and holds no anonymous page, is not copied. */
  private isCopiedAtFork(process: ProcessId, page: number): boolean {
    const area = this.area(process, page);
    return area?.mapping.backing === 'anon' || area?.hasAnonymous === true;
  }

  private carve(process: ProcessId, first: number, pages: number): void {
    const { mappings } = this.of(process);
    const end = first + pages;
    for (const m of mappings.filter((other) => other.first < end && other.end > first)) {
      mappings.splice(mappings.indexOf(m), 1);
      if (m.first < first) mappings.push({ ...m, end: first });
      if (m.end > end) mappings.push({ ...m, first: end });
    }
    for (let page = first; page < end; page++) this.drop(process, page);
  }

  private frame(anonymous: boolean): Frame {
    this.frames++;
    return { mapped: 1, anonymous };
  }

  private drop(process: ProcessId, page: number): void {
    const { entries } = this.of(process);
    const entry = entries.get(page);
    if (entry === undefined) return;
    entries.delete(page);
    if (--entry.frame.mapped === 0) this.frames--;
  }

  private count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }
}
