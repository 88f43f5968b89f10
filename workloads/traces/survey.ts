import { AddressSpace, protection } from './address-space.js';
import type { Area, Attributes } from './address-space.js';
import type { PageRange, SystemCall, TraceEvent } from './events.js';
import { History } from './history.js';
import { Layout } from './layout.js';
import { endsProcess, Processes } from './processes.js';
import { readEvents } from './read-events.js';

/** A process that was there when the recording began. */
export interface Root {
  readonly pid: number;
  readonly areas: readonly Area[];
  /** Pages that were present before the recording, ascending: their first fault found them present. */
  readonly presentBefore: readonly number[];
}

/** What has to be known before the first event can be replayed. Its size follows the pages touched, not the lines. */
export interface Survey {
  readonly layout: Layout;
  readonly roots: readonly Root[];
  /** Ranges in use after an exec that no recorded event mapped, by the line of the exec. */
  readonly mappedByExec: ReadonlyMap<number, readonly PageRange[]>;
  /** Lines of the forks that made a process; the others made a thread. */
  readonly processForks: ReadonlySet<number>;
  readonly returns: ReadonlySet<SystemCall>;
  /** Processes alive at once, at most. */
  readonly processes: number;
  readonly events: number;
}

/**
 * What a page belongs to that no recorded event and no maps file describes: private memory, as the stack and the heap
 * are.
 */
export const implicitAttributes: Attributes = { backing: 'anon', shared: false, prot: 'rw', known: 'accessed' };

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
}

/** First pass: reads the whole recording once. `maps`: mappings of its first process at the end of the recording. */
export async function surveyRecording(path: string, maps: readonly Area[]): Promise<Survey> {
  const survey = new Surveyor(path, maps);
  for await (const event of readEvents(path, { onReturn: (call) => survey.returns.add(call) })) survey.take(event);
  return survey.result();
}

class Surveyor {
  readonly returns = new Set<SystemCall>();
  private readonly tables = new Set<number>();
  private readonly roots: { readonly pid: number; readonly origin: Origin }[] = [];
  /** What the first root mapped in the recording, and so did not have at its start. */
  private readonly mappedLater: PageRange[] = [];
  private readonly execs = new Map<number, Origin>();
  private readonly processForks = new Set<number>();
  private readonly processes: Processes<Surveyed>;
  private forkedAtOnce = 0;
  private events = 0;

  constructor(path: string, private readonly maps: readonly Area[]) {
    this.processes = new Processes(path, (pid) => this.beginRoot(pid));
  }

  take(event: TraceEvent): void {
    this.events++;
    this.confirm(event);
    const process = this.processes.of(event);
    const { content } = event;
    switch (content.kind) {
      case 'fault':
        this.fault(process, content.page, event, content);
        break;
      case 'fork': {
        const history = process.history.fork(event.line);
        const child = { space: process.space.clone(), origin: process.origin, history, unconfirmed: event.line };
        this.processes.add(content.child, child, event);
        this.forkedAtOnce = Math.max(this.forkedAtOnce, this.processes.count);
        break;
      }
      case 'exit':
        if (endsProcess(event, content.groupDead)) this.processes.end(event);
        break;
      case 'exec':
        process.origin = { root: false, strays: new Set(), presentBefore: new Set() };
        process.history = History.empty();
        process.space.clear();
        this.execs.set(event.line, process.origin);
        break;
      case 'mmap':
        process.space.map(content.range, { ...implicitAttributes, prot: protection(content.prot), known: 'recorded' });
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
      roots: this.roots.map(({ pid, origin }, i) => ({
        pid, areas: this.areasAtStart(origin, i === 0),
        presentBefore: [...origin.presentBefore].sort((a, b) => a - b),
      })),
      mappedByExec: new Map([...this.execs].map(([line, origin]) => [line, runs(origin.strays)])),
      processForks: this.processForks,
      returns: this.returns,
      processes: Math.max(this.forkedAtOnce, 1) + this.roots.length - 1,
      events: this.events,
    };
  }

  private beginRoot(pid: number): Surveyed {
    const origin: Origin = { root: true, strays: new Set(), presentBefore: new Set() };
    const space = new AddressSpace();
    if (this.roots.length === 0) for (const area of this.maps) space.map(area, area);
    this.roots.push({ pid, origin });
    return { space, origin, history: History.empty(), unconfirmed: undefined };
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
    process: Surveyed, page: number, event: TraceEvent,
    { access, present, write }: { readonly access: string; readonly present: boolean; readonly write: boolean },
  ): void {
    this.tables.add(Layout.tableOf(page));
    const area = process.space.find(page);
    if (area === undefined) process.origin.strays.add(page);
    const { origin, history } = process;
    if (present && origin.root && area?.known !== 'recorded' && !history.has(page)) origin.presentBefore.add(page);
    history.add(page, { pid: event.pid, tid: event.tid, time: event.time, line: event.line, access }, write);
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
