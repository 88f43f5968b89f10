/**
 * The machine: one state, the rules and step lists of one kernel, and counters of events.
 * It executes nothing by itself: `engine/interpreter.ts` runs operations to completion, the explorer one step at a time.
 */

import type { FaultView, FolioView, FrameView, GupRequest, MmView, PteView, Rules, VmaView } from '../rules/rule.js';
import type { Breach } from '../program/breach.js';
import type { LruBatch } from '../program/program.js';
import { Changes } from './changes.js';
import { eventNames, type EventName } from '../program/events.js';
import type { Columns } from './fields.js';
import type { Kernel } from './kernel.js';
import { Places } from './places.js';
import { capacitiesOf, contexts, registersOfOne, type MachineShape } from './shape.js';
import { cellsOfContext, componentWords } from './components.js';
import { State } from './state.js';
import type { Column } from './column.js';
import type { Walked } from './pmd.js';
import { Shown } from './shown.js';
import { FaultWindow, RequestWindow, windowsWith } from './views.js';
import { largestOf } from './widths.js';
import { Frame, Pte } from './bits.js';

const eventNumber = Object.fromEntries(eventNames.map((name, number) => [name, number])) as Record<EventName, number>;

/** @typeParam K what its kernel is, for those who ask it for more than a machine needs */
export class Machine<K extends Kernel = Kernel> {
  /** All that decides the future, in one buffer or in large arrays. */
  readonly state: State;
  /** The rules of its policy, made once. */
  readonly rules: Rules;
  /** Registers of one context. */
  readonly registersOfOne: number;
  /** Return addresses of a stack. */
  readonly stackDepth: number;
  /** May frames belong to large folios? */
  readonly hasFolios: boolean;
  /**
   * By actor: which registers, stack and gather it has. Operations of actors that do not race never interleave, so those all have
   * the first ones.
   */
  readonly contextOf: Int32Array;
  /** Entries of a page table. */
  readonly tableSize: number;
  /** Of a page number, those bits that select a PTE of its table. */
  readonly tableBits: number;
  /** Page tables that an address space may have. */
  readonly pmdsPerMm: number;
  /** Virtual pages of an address space. */
  readonly pages: number;
  /** Frames that there are in all, page tables among them. */
  readonly memory: number;
  /** Entries of one CPU's LRU batch; 0 when fresh pages go to the LRU at once. */
  readonly lruBatch: LruBatch;
  /** Pages of an LRU batch. */
  readonly batchSize: number;
  /** From 1; actors are spread over them by `actor.cpu`. */
  readonly cpus: number;
  /** Pages that a read fault of a page cache maps at most: never more than a page table has. */
  readonly faultAround: number;
  /** Small machines reset registers and reuse the lowest free frame, so that equal situations are equal states. */
  readonly canonical: boolean;
  /** Names of the fields that policies have added to frames. */
  readonly ownOfFrame: readonly string[];
  /** How often each event came, by its place in `eventNames`; not part of the state. */
  readonly counters = new Float64Array(eventNames.length);
  /** What went wrong since it was last emptied; results of steps, not state. */
  readonly breaches: Breach[] = [];
  /** The rule being asked, for the error message when it throws. */
  asking: keyof Rules | undefined;
  /** Which of the several behaviours of the next step is meant; 0 unless the step has `choices`. */
  choice = 0;
  /** Most frames in use at once so far. */
  peakFrames = 0;
  /** What rules are asked about; they see it through the views. */
  readonly shown = new Shown();
  /** How rules see a frame. */
  readonly frameView: FrameView;
  /** How rules see the folio of that frame. */
  readonly folioView: FolioView;
  /** How rules see the first frame of that folio. */
  readonly headView: FrameView;
  /** How rules see an address space. */
  readonly mmView: MmView;
  /** How rules see a PTE. */
  readonly pteView: PteView;
  /** How rules see an area. */
  readonly vmaView: VmaView;
  /** How rules see a write fault. */
  readonly faultView: FaultView = new FaultWindow(this.shown);
  /** How rules see a call of get_user_pages. */
  readonly gupRequest: GupRequest = new RequestWindow(this.shown);
  /** What the last walk of page tables has found (pmd.ts). */
  readonly walked: Walked = { pte: -1, word: Pte.none };
  /** What has changed, and what is where: of a machine whose state is not restored. */
  changes: Changes | undefined;
  /** Where frames and areas are found without a search; with `changes`. */
  places: Places | undefined;
  private readonly threads: readonly (readonly number[])[];
  /** Place of each register of each actor; undefined where no operations interleave: the place is the number, which is quicker. */
  private readonly registerPlaces: Uint16Array | undefined;
  private readonly registerNumbers: number;

  /** By frame number; 0 is the zero page. */
  readonly frame: Columns<'frame'>;
  /** By large folio. */
  readonly folio: Columns<'folio'>;
  /** By table and index within it (`lookupPte`). */
  readonly pte: Columns<'pte'>;
  /** By page table. */
  readonly table: Columns<'table'>;
  /** By address space and index within it. */
  readonly pmd: Columns<'pmd'>;
  /** By address space: the number of its process. */
  readonly mm: Columns<'mm'>;
  /** By area of an address space. */
  readonly vma: Columns<'vma'>;
  /** By CPU. */
  readonly cpu: Columns<'cpu'>;
  /** By CPU and place in its LRU batch. */
  readonly batch: Columns<'batch'>;
  /** By actor. */
  readonly actor: Columns<'actor'>;
  /** By context and depth: where its calls return to. */
  readonly stack: Columns<'stack'>;
  /** By context and place. */
  readonly register: Columns<'register'>;
  /** By page of a reference or pin. */
  readonly handle: Columns<'handle'>;
  /** By observation: values, or codes of errors. */
  readonly observation: Columns<'observation'>;
  /** By page of the page cache. */
  readonly filePage: Columns<'filePage'>;
  /** By actor and virtual page: what it may still hold. */
  readonly tlb: Columns<'tlb'>;
  /** By context: pages that wait for its flush (mmu_gather). */
  readonly gather: Columns<'gather'>;
  /** What there is one of. */
  readonly global: Columns<'global'>;

  /** @param shape how much of everything it has @param policy the kernel that runs on it: its rules, lists and fields */
  constructor(
    readonly shape: MachineShape,
    readonly policy: K,
  ) {
    this.contextOf = contextsOf(shape);
    this.registersOfOne = registersOfOne(shape, policy);
    this.registerNumbers = policy.registerAt.length;
    this.registerPlaces = shape.racing.length === 0 ? undefined : placesOf(this.contextOf, this.registersOfOne, policy);
    this.stackDepth = cellsOfContext(policy.stackDepth);
    this.tableSize = shape.tableSize;
    this.tableBits = Math.log2(shape.tableSize);
    this.pmdsPerMm = Math.ceil(shape.pages / shape.tableSize);
    this.pages = shape.pages;
    this.memory = shape.memory;
    this.lruBatch = shape.lruBatch;
    this.batchSize = shape.batchSize;
    this.cpus = shape.cpus;
    this.faultAround = Math.min(shape.faultAround, shape.tableSize);
    this.canonical = shape.contiguous;
    this.state = new State(capacitiesOf(shape, policy), policy.fields, shape.contiguous, largestOf(shape, policy));
    const c = this.state.columns;
    this.frame = c.frame;
    this.folio = c.folio;
    this.hasFolios = shape.folios > 0;
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
    this.frameView = new windows.frame(this, 'frame');
    this.folioView = new windows.folio(this);
    this.headView = new windows.frame(this, 'head');
    this.mmView = new windows.mm(this);
    this.pteView = new windows.pte(this);
    this.vmaView = new windows.vma(this);
    this.frame.refs.set(0, 1);
    this.frame.flags.set(0, Frame.allocated);
    if (!this.canonical) this.global.freeFrame.set(0, 1);
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

  /** What a search keeps together: numbers of words of the state, of a small machine. */
  components(): Int32Array[] {
    return componentWords(this.state.memory(), contexts(this.shape));
  }

  /** The actors of a process, where there may be several. */
  threadsOf(mm: number): readonly number[] {
    return this.threads[mm] ?? [];
  }

  /** A register of an actor. */
  get(actor: number, register: number): number {
    const { value } = this.register;
    return this.registerPlaces === undefined
      ? value[register]
      : value[this.registerPlaces[actor * this.registerNumbers + register]];
  }

  /** Stores to a register of an actor. */
  set(actor: number, register: number, value: number): void {
    const cells = this.register.value;
    if (this.registerPlaces === undefined) {
      cells[register] = value;
      return;
    }
    const at = this.registerPlaces[actor * this.registerNumbers + register];
    cells[at] = value;
    if (cells[at] !== value) throw new Error(`a register has ${8 * cells.BYTES_PER_ELEMENT} bits, too few for ${value}`);
  }

  /** All registers of an actor are 0 again. */
  clearRegisters(actor: number): void {
    const first = this.contextOf[actor] * this.registersOfOne;
    this.register.value.fill(0, first, first + this.registersOfOne);
  }

  /** Where the return address of a call is, by its depth: 0 is the outermost one. */
  stackAt(actor: number, depth: number): number {
    return this.contextOf[actor] * this.stackDepth + depth;
  }

  /** Counts an event; a report prices it by its name. */
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

/** By actor, then register. */
function placesOf(contextOf: Int32Array, ofOne: number, { registerAt }: Kernel): Uint16Array {
  const places = new Uint16Array(contextOf.length * registerAt.length);
  for (const [actor, context] of contextOf.entries())
    for (const [number, at] of registerAt.entries()) places[actor * registerAt.length + number] = context * ofOne + at;
  return places;
}

function contextsOf({ actors, racing }: MachineShape): Int32Array {
  const contexts = new Int32Array(actors);
  for (const [context, actor] of racing.entries()) contexts[actor] = context;
  return contexts;
}

function threadsByProcess({ processOf = [], processes, oneActorPerProcess }: MachineShape): readonly (readonly number[])[] {
  if (oneActorPerProcess) return [];
  const threads = Array.from({ length: processes }, (): number[] => []);
  for (const [actor, process] of processOf.entries()) if (process >= 0) threads[process].push(actor);
  return threads;
}
