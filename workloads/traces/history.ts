import type { Occurrence } from './events.js';

/** A fault a process took on a page. */
export interface PastFault extends Occurrence {
  /** Address and instruction. */
  readonly access: string;
}

interface PageFaults {
  readonly firstLine: number;
  readonly last: PastFault;
  /** Whether one of them was a load. */
  readonly loaded: boolean;
}

/**
 * Which pages a process has faulted on since it began or executed a program, itself or through its parent before the
 * fork.
 */
export class History {
  private readonly own = new Map<number, PageFaults>();
  /** First pages of the areas with a store. */
  private readonly stored = new Set<number>();
  /** Pages known to have been present without a fault, by the line before which they were. */
  private readonly present = new Map<number, number>();
  private forked = false;

  private constructor(
    private readonly parent: History | undefined,
    private readonly forkedAt: number,
  ) {}

  /** Of an address space that begins here. */
  static empty(): History {
    return new History(undefined, 0);
  }

  /** Of a child forked at a line of the recording. */
  fork(line: number): History {
    this.forked = true;
    return new History(this, line);
  }

  add(page: number, fault: PastFault, write: boolean): void {
    const before = this.own.get(page);
    const loaded = !write || before?.loaded === true;
    this.own.set(page, { firstLine: before?.firstLine ?? fault.line, last: fault, loaded });
  }

  /** Remembers that a page was present before a line though the process had not faulted on it. */
  notePresent(page: number, line: number): void {
    this.present.set(page, line - 1);
  }

  /** Whether a fork may have write-protected its pages: it has forked, or was. */
  get hasForked(): boolean {
    return this.forked || this.parent !== undefined;
  }

  /** Remembers that the area that begins at a page was stored to. */
  noteStore(area: number | undefined): void {
    if (area !== undefined) this.stored.add(area);
  }

  /** Whether a store to the area is known, of the process or of a parent (also after the fork: a safe mistake). */
  hasStore(area: number): boolean {
    return this.stored.has(area) || this.parent?.hasStore(area) === true;
  }

  /** Whether the process itself faulted on the page by a load. */
  hasLoaded(page: number): boolean {
    return this.own.get(page)?.loaded === true;
  }

  /** The process's own last fault on the page. */
  last(page: number): PastFault | undefined {
    return this.own.get(page)?.last;
  }

  /** Whether a parent faulted on the page before the fork. */
  isInherited(page: number): boolean {
    return this.parent !== undefined && this.parent.has(page, this.forkedAt);
  }

  /** Whether the process, or a parent before the fork, faulted on the page, or had it all the same, before a line. */
  has(page: number, before = Infinity): boolean {
    const since = Math.min(this.own.get(page)?.firstLine ?? Infinity, this.present.get(page) ?? Infinity);
    return since < before || (this.parent !== undefined && this.parent.has(page, Math.min(before, this.forkedAt)));
  }
}
