import type { Protection } from '../../core/program/program.js';
import type { ProcessId, RecordingNotes, Simulation } from '../../core/program/workload.js';
import { AddressSpace, protection } from './address-space.js';
import type { Attributes } from './address-space.js';
import { adviceOf } from './advice.js';
import { implicitAttributes, requestedAttributes } from './attributes.js';
import { reasonOf } from './differences.js';
import type { Behaviour } from './differences.js';
import type { PageRange, TraceEvent } from './events.js';
import { History } from './history.js';
import { missingForks } from './missing-forks.js';
import { endsProcess, Processes } from './processes.js';
import type { Root, Survey } from './survey.js';
import { Tally } from './tally.js';
import type { ProcessTally } from './tally.js';

interface Replayed {
  readonly id: ProcessId;
  readonly space: AddressSpace;
  readonly tally: ProcessTally;
  history: History;
}

type Counts = Readonly<Record<string, number>>;

type Fault = Extract<TraceEvent['content'], { readonly kind: 'fault' }>;

/**
 * Second pass: performs a recording's events on a simulation, one after the other, and compares each access with it.
 */
export class Replay {
  /** Operations of the recording performed since it began. */
  operations = 0;
  /** Stores of the kernel that follow from what a later fault found; no operations of the recording. */
  inferredStores = 0;
  /** Events of the preparation and of the inferred stores: the recording does not have them. */
  unmeasured: Counts = {};
  /** Events behind the last access; nothing else faults, so the next one is compared with them. */
  private counts: Counts = {};
  private readonly tally = new Tally();
  private readonly processes: Processes<Replayed>;
  private readonly waiting = new Map<number, Replayed>();
  /** Programs executed so far: which file backs a mapping is not recorded, so each program has files of its own. */
  private executed = 0;

  constructor(
    private readonly simulation: Simulation,
    private readonly survey: Survey,
    path: string,
  ) {
    this.processes = new Processes(path, ({ pid }) => {
      const root = this.waiting.get(pid);
      if (root === undefined) throw new Error(`process ${pid} was not met by the first pass over ${path}`);
      return root;
    });
  }

  /** Brings about what was there when the recording began: mappings, and the pages known to have been present. */
  prepare(): void {
    // The other roots come from the first one's fork while that is still empty: they share nothing with it.
    const ids = this.survey.roots.map((_, i) => (i === 0 ? 0 : this.simulation.fork(0)));
    for (const [i, root] of this.survey.roots.entries()) this.prepareRoot(root, ids[i]);
    const missing = missingForks(this.survey.roots);
    if (missing !== undefined) this.tally.leaveOut(missing.what, missing.count);
    // What was there before the recording began has long left the batches of the LRU.
    this.simulation.lruDrain();
    this.counts = this.simulation.events();
    this.unmeasured = this.counts;
    this.operations = 0;
  }

  take(event: TraceEvent): void {
    const process = this.processes.of(event);
    const { content } = event;
    if (process === undefined) {
      if (content.kind === 'fault') this.tally.leaveOutFault(outlived);
      return;
    }
    if (event.tid === event.pid || process.tally.comm === '') process.tally.comm = event.comm;
    switch (content.kind) {
      case 'fault':
        this.access(process, event, content);
        break;
      case 'fork':
        if (this.survey.processForks.has(event.line)) this.fork(process, content.child, event);
        break;
      case 'exit':
        if (!endsProcess(event, content.groupDead)) break;
        this.simulation.exit(process.id);
        this.operations++;
        this.processes.end(event, content.groupDead);
        break;
      case 'exec':
        this.exec(process, event.line);
        break;
      case 'mmap':
        this.map(process, content.range, requestedAttributes(content));
        break;
      case 'munmap':
        this.unmap(process, content.range);
        break;
      case 'mprotect':
        this.protect(process, content.range, protection(content.prot));
        break;
      case 'madvise':
        this.advise(process, content.range, content.advice);
        break;
      case 'brk': {
        const change = process.space.moveHeapEnd(content.end);
        if (change?.kind === 'grow') this.map(process, change.range, { ...implicitAttributes, known: 'recorded' });
        if (change?.kind === 'shrink') this.unmap(process, change.range);
        break;
      }
    }
  }

  notes(notContained: readonly string[]): RecordingNotes {
    return this.tally.notes(this.inferredStores, notContained);
  }

  private prepareRoot(root: Root, id: ProcessId): void {
    const tally = this.tally.beginProcess(root.pid, '');
    const process: Replayed = { id, space: new AddressSpace(), tally, history: History.empty() };
    this.waiting.set(root.pid, process);
    for (const area of root.areas) this.map(process, area, area);
    for (const page of root.presentBefore) {
      const place = this.survey.layout.place(page);
      const area = process.space.find(page);
      if (area?.prot === 'rw') {
        this.simulation.store(id, place);
        process.history.noteStore(area.first);
      } else if (area?.prot === 'r') {
        this.simulation.load(id, place);
      }
    }
  }

  private access(process: Replayed, event: TraceEvent, fault: Fault): void {
    const { page, access, present, write } = fault;
    const model = this.perform(process.id, this.survey.layout.place(page), write);
    this.operations++;
    const recorded: Behaviour = present ? 'write-protected' : 'absent';
    const { pid, tid, time, line } = event;
    const area = process.space.find(page);
    const reason =
      model === recorded
        ? undefined
        : reasonOf({ pid, tid, time, line, page, access, write, recorded, model, area, history: process.history });
    const constructed = this.survey.inferredFrom.has(line);
    this.tally.add(process.tally, { present, write, model, reason, constructed });
    process.history.add(page, { pid, tid, time, line, access }, write);
    if (write) process.history.noteStore(area?.first);
  }

  private perform(process: ProcessId, page: number, write: boolean): Behaviour {
    const done = write ? this.simulation.store(process, page) : this.simulation.load(process, page);
    const before = this.counts;
    this.counts = this.simulation.events();
    if (!done) return 'refused';
    const grew = (name: string) => (this.counts[name] ?? 0) > (before[name] ?? 0);
    if (grew('write-faults')) return 'write-protected';
    return grew('faults') ? 'absent' : 'no-fault';
  }

  private fork(process: Replayed, child: number, event: TraceEvent): void {
    for (const page of this.survey.presentAtFork.get(event.line) ?? []) this.touch(process, page, event.line);
    const id = this.simulation.fork(process.id);
    this.operations++;
    const [space, history] = [process.space.clone(), process.history.fork(event.line)];
    this.processes.add(child, { id, space, history, tally: this.tally.beginProcess(child, event.comm) }, event);
  }

  /** Brings a page about that the kernel had stored to before a line, unless it is there already. */
  private touch({ id, space, history }: Replayed, page: number, line: number): void {
    const area = space.find(page);
    if (area?.prot !== 'rw' || history.has(page)) return;
    const before = this.simulation.events();
    this.simulation.store(id, this.survey.layout.place(page));
    this.counts = this.simulation.events();
    this.unmeasured = sum(this.unmeasured, before, this.counts);
    this.inferredStores++;
    history.noteStore(area.first);
    history.notePresent(page, line);
  }

  private exec(process: Replayed, line: number): void {
    this.simulation.exec(process.id);
    this.operations++;
    process.space.clear();
    process.history = History.empty();
    this.executed++;
    for (const area of this.survey.mappedByExec.get(line) ?? []) this.map(process, area, area);
  }

  private map(process: Replayed, range: PageRange, attributes: Attributes): void {
    if (process.space.overlaps(range)) this.unmap(process, range);
    process.space.map(range, attributes);
    const { backing, shared, prot } = attributes;
    this.onPlace(range, (first, pages) => {
      this.noteSharedWrites(attributes);
      const file = backing === 'file' ? { file: this.executed, fileOffset: first } : {};
      this.simulation.map(process.id, first, pages, { backing, shared, prot, ...file });
    });
  }

  private unmap(process: Replayed, range: PageRange): void {
    for (const area of process.space.within(range)) {
      this.onPlace(area, (first, pages) => this.simulation.munmap(process.id, first, pages));
    }
    process.space.unmap(range);
  }

  private protect(process: Replayed, range: PageRange, prot: Protection): void {
    for (const area of process.space.within(range)) {
      this.onPlace(area, (first, pages) => {
        if (area.prot !== 'rw') this.noteSharedWrites({ ...area, prot });
        this.simulation.mprotect(process.id, first, pages, prot);
      });
    }
    process.space.protect(range, prot);
  }

  private advise(process: Replayed, range: PageRange, behaviour: number): void {
    const advised = adviceOf(behaviour);
    if (advised.kind === 'left-out') this.tally.leaveOut(advised.what);
    if (advised.kind !== 'modelled') return;
    const { advice } = advised;
    for (const area of process.space.within(range)) {
      this.onPlace(area, (first, pages) => this.simulation.madvise(process.id, first, pages, advice));
    }
  }

  private onPlace(range: PageRange, act: (first: number, pages: number) => void): void {
    const { first, end } = this.survey.layout.placeRange(range);
    if (end <= first) return;
    act(first, end - first);
    this.operations++;
  }

  /** The machine has shared memory, and no writeback. */
  private noteSharedWrites({ backing, shared, prot }: Attributes): void {
    if (backing === 'file' && shared && prot === 'rw') this.tally.leaveOut(dirtyPages);
  }
}

const outlived = 'faults of threads behind the exit of the first one: this kernel does not record when a process is gone';

const dirtyPages =
  'shared writable mappings of files: replayed without writeback, behind which the first store to a page ' +
  'takes a fault again';

/**
 * `counts`, and what a store did between `before` and `after`. The pages it freed are not its own: they waited in the
 * LRU batch that it filled.
 */
function sum(counts: Counts, before: Counts, after: Counts): Counts {
  return Object.fromEntries(
    Object.entries(after).map(([name, count]) => [
      name,
      (counts[name] ?? 0) + (name === 'pages-freed' ? 0 : count - (before[name] ?? 0)),
    ]),
  );
}
