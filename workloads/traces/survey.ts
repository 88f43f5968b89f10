import { AddressSpace } from './address-space.js';
import type { Area } from './address-space.js';
import { execAttributes, implicitAttributes, requestedAttributes } from './attributes.js';
import type { Occurrence, PageRange, SystemCall, TraceEvent } from './events.js';
import { History } from './history.js';
import { Layout } from './layout.js';
import { endsProcess, Processes } from './processes.js';
import type { ParsedLines } from './parsed-lines.js';
import { readEvents } from './read-events.js';

/** A process without a recorded fork: it was there when the recording began, or its fork was lost. */
export interface Root {
  readonly pid: number;
  /** Of its first event. */
  readonly line: number;
  readonly areas: readonly Area[];
  /** Pages that were present before the recording, ascending: their first fault found them present. */
  readonly presentBefore: readonly number[];
}

/** What has to be known before the first event can be replayed. Its size follows the pages touched, not the lines. */
export interface Survey {
  readonly layout: Layout;
  readonly roots: readonly Root[];
  /** What is in use after an exec and no recorded event mapped, by the line of the exec. */
  readonly mappedByExec: ReadonlyMap<number, readonly Area[]>;
  /**
   * Pages of anonymous memory that were present in the forking process though it had not faulted on them, by the line
   * of the fork: a fault behind it found them present and write-protected, so the kernel had stored to them.
   */
  readonly presentAtFork: ReadonlyMap<number, ReadonlySet<number>>;
  /** Lines of the faults from which it was inferred, here or in a root, that a page was there. */
  readonly inferredFrom: ReadonlySet<number>;
  /** Lines of the forks that made a process; the others made a thread. */
  readonly processForks: ReadonlySet<number>;
  readonly returns: ReadonlySet<SystemCall>;
  /** Processes alive at once, at most. */
  readonly processes: number;
  readonly events: number;
  /** Faults of the first process before it executes another program, within its mappings as given and beside them. */
  readonly inMaps: number;
  readonly besideMaps: number;
}

/** The beginning of an address space: of a root, or by exec. */
interface Origin {
  readonly root: boolean;
  readonly strays: Set<number>;
  readonly presentBefore: Set<number>;
}

interface Surveyed {
  readonly space: AddressSpace;
  origin: Origin;
  history: History;
  /** Line of its fork until its first event shows that it is a process and not a thread. */
  unconfirmed: number | undefined;
  /** The last fork that write-protected its pages: one of its own, or the one that made it. */
  lastFork: { readonly line: number; readonly forker: Surveyed } | undefined;
}

/** First pass: reads the whole recording once. `maps`: mappings of its first process at the end of the recording. */
export async function surveyRecording(lines: ParsedLines, maps: readonly Area[]): Promise<Survey> {
  const survey = new Surveyor(lines.path, maps);
  for await (const events of readEvents(lines, { onReturn: (call) => survey.returns.add(call) })) {
    for (const event of events) survey.take(event);
  }
  return survey.result();
}

class Surveyor {
  readonly returns = new Set<SystemCall>();
  private readonly tables = new Set<number>();
  private readonly roots: { readonly pid: number; readonly line: number; readonly origin: Origin }[] = [];
  /** What the first root mapped in the recording, and so did not have at its start. */
  private readonly mappedLater: PageRange[] = [];
  private readonly execs = new Map<number, Origin>();
  private readonly processForks = new Set<number>();
  private readonly presentAtFork = new Map<number, Set<number>>();
  private readonly inferredFrom = new Set<number>();
  private readonly processes: Processes<Surveyed>;
  private forkedAtOnce = 0;
  private events = 0;
  private inMaps = 0;
  private besideMaps = 0;

  constructor(
    path: string,
    private readonly maps: readonly Area[],
  ) {
    this.processes = new Processes(path, (first) => this.beginRoot(first));
  }

  take(event: TraceEvent): void {
    this.events++;
    this.confirm(event);
    const process = this.processes.of(event);
    if (process === undefined) return;
    const { content } = event;
    switch (content.kind) {
      case 'fault':
        this.fault(process, content.page, event, content);
        break;
      case 'fork': {
        const history = process.history.fork(event.line);
        const lastFork = { line: event.line, forker: process };
        const { origin } = process;
        const child = { space: process.space.clone(), origin, history, unconfirmed: event.line, lastFork };
        process.lastFork = lastFork;
        this.processes.add(content.child, child, event);
        this.forkedAtOnce = Math.max(this.forkedAtOnce, this.processes.count);
        break;
      }
      case 'exit':
        if (endsProcess(event, content.groupDead)) this.processes.end(event, content.groupDead);
        break;
      case 'exec':
        process.origin = { root: false, strays: new Set(), presentBefore: new Set() };
        process.history = History.empty();
        process.lastFork = undefined;
        process.space.clear();
        this.execs.set(event.line, process.origin);
        break;
      case 'mmap':
        process.space.map(content.range, requestedAttributes(content));
        if (this.isFirstRoot(process, event.pid)) this.mappedLater.push(content.range);
        break;
      case 'munmap':
        process.space.unmap(content.range);
        break;
      case 'brk': {
        const change = process.space.moveHeapEnd(content.end);
        if (change?.kind === 'grow') process.space.map(change.range, { ...implicitAttributes, known: 'recorded' });
        if (change?.kind === 'shrink') process.space.unmap(change.range);
        break;
      }
      default: // protection and advice change neither what is mapped nor what was touched
    }
  }

  result(): Survey {
    return {
      layout: new Layout(this.tables),
      roots: this.roots.map(({ pid, line, origin }, i) => ({
        pid,
        line,
        areas: this.areasAtStart(origin, i === 0),
        presentBefore: [...origin.presentBefore].sort((a, b) => a - b),
      })),
      mappedByExec: new Map(
        [...this.execs].map(([line, origin]) => [
          line,
          runs(origin.strays).map((range) => ({ ...range, ...execAttributes(range.first) })),
        ]),
      ),
      presentAtFork: this.presentAtFork,
      inferredFrom: this.inferredFrom,
      processForks: this.processForks,
      returns: this.returns,
      processes: Math.max(this.forkedAtOnce, 1) + this.roots.length - 1,
      events: this.events,
      inMaps: this.inMaps,
      besideMaps: this.besideMaps,
    };
  }

  private beginRoot({ pid, line }: Occurrence): Surveyed {
    const origin: Origin = { root: true, strays: new Set(), presentBefore: new Set() };
    const space = new AddressSpace();
    if (this.roots.length === 0) for (const area of this.maps) space.map(area, area);
    this.roots.push({ pid, line, origin });
    return { space, origin, history: History.empty(), unconfirmed: undefined, lastFork: undefined };
  }

  /**
   * A new process faults on its first store and a new thread need not, so a child without an event is a thread.
   */
  private confirm(event: TraceEvent): void {
    const child = this.processes.find(event.tid);
    if (child?.unconfirmed === undefined) return;
    if (event.tid === event.pid) {
      this.processForks.add(child.unconfirmed);
      child.unconfirmed = undefined;
    } else {
      this.processes.forget(event.tid);
    }
  }

  private fault(
    process: Surveyed,
    page: number,
    event: TraceEvent,
    { access, present, write }: { readonly access: string; readonly present: boolean; readonly write: boolean },
  ): void {
    this.tables.add(Layout.tableOf(page));
    const area = process.space.find(page);
    if (area === undefined) process.origin.strays.add(page);
    const { origin, history } = process;
    if (origin === this.roots[0]?.origin && area?.known !== 'recorded') {
      if (area === undefined) this.besideMaps++;
      else this.inMaps++;
    }
    if (present && !history.has(page)) {
      if (origin.root && area?.known !== 'recorded') this.infer(origin.presentBefore, page, event.line);
      else if (write && (area ?? execAttributes(page)).backing === 'anon') this.inferAtFork(process, page, event.line);
    }
    history.add(page, { pid: event.pid, tid: event.tid, time: event.time, line: event.line, access }, write);
  }

  /** An anonymous page is present and write-protected only if it was there when the process forked or was forked. */
  private inferAtFork({ lastFork }: Surveyed, page: number, from: number): void {
    if (lastFork === undefined) return;
    const { line, forker } = lastFork;
    const pages = this.presentAtFork.get(line) ?? new Set();
    this.presentAtFork.set(line, pages);
    this.infer(pages, page, from);
    forker.history.notePresent(page, line);
  }

  /** One fault is spent on each inference: what the others find follows from it. */
  private infer(pages: Set<number>, page: number, from: number): void {
    if (pages.has(page)) return;
    pages.add(page);
    this.inferredFrom.add(from);
  }

  /** Before it executes another program. */
  private isFirstRoot(process: Surveyed, pid: number): boolean {
    return process.origin === this.roots[0]?.origin && pid === this.roots[0].pid;
  }

  private areasAtStart(origin: Origin, hasMaps: boolean): readonly Area[] {
    const space = new AddressSpace();
    for (const range of runs(origin.strays)) space.map(range, implicitAttributes);
    if (!hasMaps) return space.all();
    const known = new AddressSpace();
    for (const area of this.maps) known.map(area, area);
    for (const range of this.mappedLater) known.unmap(range);
    for (const area of known.all()) space.map(area, area);
    return space.all();
  }
}

/** Pages as ranges of adjacent ones. */
function runs(pages: ReadonlySet<number>): PageRange[] {
  const ranges: { first: number; end: number }[] = [];
  for (const page of [...pages].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.end === page) last.end = page + 1;
    else ranges.push({ first: page, end: page + 1 });
  }
  return ranges;
}
