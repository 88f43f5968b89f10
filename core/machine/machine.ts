/**
 * The machine: one state, the rules and step lists of one kernel, and counters of events.
 * It executes nothing by itself: `engine/interpreter.ts` runs operations to completion, the explorer one step at a time.
 */

import type { FaultView, FrameView, GupRequest, MmView, PteView, Rules, VmaView } from '../rules/rule.js';
import type { Breach } from '../program/breach.js';
import type { LruBatch } from '../program/program.js';
import { Changes } from './changes.js';
import { eventNames, type EventName } from '../program/events.js';
import type { Columns } from './fields.js';
import type { Kernel } from './kernel.js';
import { Places } from './places.js';
import { capacitiesOf, type MachineShape } from './shape.js';
import { State } from './state.js';
import type { Column } from './column.js';
import type { Walked } from './pmd.js';
import { FaultWindow, RequestWindow, Shown, windowsWith } from './views.js';
import { Frame, Pte } from './bits.js';

const eventNumber = Object.fromEntries(eventNames.map((name, number) => [name, number])) as Record<EventName, number>;

/** @typeParam K what its kernel is, for those who ask it for more than a machine needs */
export class Machine<K extends Kernel = Kernel> {
  readonly state: State;
  readonly rules: Rules;
  /** Registers per actor. */
  readonly registers: number;
  /** Return addresses per actor. */
  readonly stackDepth: number;
  readonly tableSize: number;
  /** Of a page number, those bits that select a PTE of its table. */
  readonly tableBits: number;
  readonly pmdsPerMm: number;
  readonly pages: number;
  /** Entries of one CPU's LRU batch; 0 when fresh pages go to the LRU at once. */
  readonly lruBatch: LruBatch;
  readonly batchSize: number;
  readonly cpus: number;
  /** Pages that a read fault of a page cache maps at most: never more than a page table has. */
  readonly faultAround: number;
  /** Small machines reset registers and reuse the lowest free frame, so that equal situations are equal states. */
  readonly canonical: boolean;
  /** Names of the fields that policies have added to frames. */
  readonly ownOfFrame: readonly string[];
  readonly counters = new Float64Array(eventNames.length);
  /** What went wrong since it was last emptied; results of steps, not state. */
  readonly breaches: Breach[] = [];
  /** The rule being asked, for the error message when it throws. */
  asking: keyof Rules | undefined;
  /** Which of the several behaviours of the next step is meant; 0 unless the step has `choices`. */
  choice = 0;
  peakFrames = 0;
  /** What rules are asked about; they see it through the views. */
  readonly shown = new Shown();
  readonly frameView: FrameView;
  readonly mmView: MmView;
  readonly pteView: PteView;
  readonly vmaView: VmaView;
  readonly faultView: FaultView = new FaultWindow(this.shown);
  readonly gupRequest: GupRequest = new RequestWindow(this.shown);
  /** What the last walk of page tables has found (pmd.ts). */
  readonly walked: Walked = { pte: -1, word: Pte.none };
  /** What has changed, and what is where: of a machine whose state is not restored. */
  changes: Changes | undefined;
  places: Places | undefined;
  private readonly threads: readonly (readonly number[])[];

  readonly frame: Columns<'frame'>;
  readonly pte: Columns<'pte'>;
  readonly table: Columns<'table'>;
  readonly pmd: Columns<'pmd'>;
  readonly mm: Columns<'mm'>;
  readonly vma: Columns<'vma'>;
  readonly cpu: Columns<'cpu'>;
  readonly batch: Columns<'batch'>;
  readonly actor: Columns<'actor'>;
  readonly stack: Columns<'stack'>;
  readonly register: Columns<'register'>;
  readonly handle: Columns<'handle'>;
  readonly observation: Columns<'observation'>;
  readonly filePage: Columns<'filePage'>;
  readonly tlb: Columns<'tlb'>;
  readonly gather: Columns<'gather'>;
  readonly global: Columns<'global'>;

  constructor(
    readonly shape: MachineShape,
    readonly policy: K,
  ) {
    this.registers = policy.registers;
    this.stackDepth = policy.stackDepth;
    this.tableSize = shape.tableSize;
    this.tableBits = Math.log2(shape.tableSize);
    this.pmdsPerMm = Math.ceil(shape.pages / shape.tableSize);
    this.pages = shape.pages;
    this.lruBatch = shape.lruBatch;
    this.batchSize = shape.batchSize;
    this.cpus = shape.cpus;
    this.faultAround = Math.min(shape.faultAround, shape.tableSize);
    this.canonical = shape.contiguous;
    this.state = new State(capacitiesOf(shape, policy), policy.fields, shape.contiguous);
    const c = this.state.columns;
    this.frame = c.frame;
    this.pte = c.pte;
    this.table = c.table;
    this.pmd = c.pmd;
    this.mm = c.mm;
    this.vma = c.vma;
    this.cpu = c.cpu;
    this.batch = c.batch;
    this.actor = c.actor;
    this.stack = c.stack;
    this.register = c.register;
    this.handle = c.handle;
    this.observation = c.observation;
    this.filePage = c.filePage;
    this.tlb = c.tlb;
    this.gather = c.gather;
    this.global = c.global;
    this.threads = threadsByProcess(shape);
    this.rules = policy.rules;
    this.ownOfFrame = policy.fields.flatMap(({ entity, name }) => (entity === 'frame' ? name : []));
    const windows = windowsWith(policy.fields);
    this.frameView = new windows.frame(this);
    this.mmView = new windows.mm(this);
    this.pteView = new windows.pte(this);
    this.vmaView = new windows.vma(this);
    this.frame.refs.set(0, 1);
    this.frame.flags.set(0, Frame.allocated);
    this.global.freeFrame.set(0, 1);
    this.actor.list.fill(-1);
  }

  /** From now on changes are followed, and things found at once. Not while states are restored: `restorable` ends it. */
  follow(): void {
    this.changes = new Changes(this.state);
    this.places = new Places(this, this.changes);
  }

  /** From now on the state may be replaced as a whole. */
  restorable(): void {
    this.changes?.end();
    this.changes = undefined;
    this.places = undefined;
  }

  /** The actors of a process, where there may be several. */
  threadsOf(mm: number): readonly number[] {
    return this.threads[mm] ?? [];
  }

  /** A register of an actor. */
  get(actor: number, register: number): number {
    return this.register.value[actor * this.registers + register];
  }

  set(actor: number, register: number, value: number): void {
    this.register.value[actor * this.registers + register] = value;
  }

  emit(event: EventName, count = 1): void {
    this.counters[eventNumber[event]] += count;
  }

  /** Event counts so far, by name. */
  events(): Record<EventName, number> {
    // The replay of a recording asks at every access: a copy with all names is filled faster than one is made of pairs.
    const counts = { ...eventNumber };
    for (let i = 0; i < eventNames.length; i++) counts[eventNames[i]] = this.counters[i];
    return counts;
  }

  /** A rule of the kernel was broken; the run goes on and the verdict names it. A step of a policy's own has it `said`. */
  breach(breach: Breach): void {
    this.breaches.push(breach);
  }

  /** A field that the policy declared. */
  extra(entity: keyof State['columns'], name: string): Column {
    return this.state.extra(entity, name);
  }
}

function threadsByProcess({ processOf = [], processes, oneActorPerProcess }: MachineShape): readonly (readonly number[])[] {
  if (oneActorPerProcess) return [];
  const threads = Array.from({ length: processes }, (): number[] => []);
  for (const [actor, process] of processOf.entries()) if (process >= 0) threads[process].push(actor);
  return threads;
}
