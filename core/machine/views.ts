/**
 * Read-only windows for rules: one object for each role that something has in a question, made with the machine, over what the
 * machine shows at the moment. A window keeps where it looks to itself (`#`), and it and its prototype are frozen: a rule can
 * neither reach the machine behind it, nor look elsewhere, nor change what it or the next rule sees.
 */

import type { FaultView, FolioView, FrameView, GupRequest, MmView, PteView, Stage, VmaView } from '../rules/rule.js';
import { noFieldsBehind } from '../rules/looks.js';
import { Foll, Pte } from './bits.js';
import type { Columns, ExtraField } from './fields.js';
import { FolioWindow, FrameWindow, type FrameRole } from './frame-window.js';
import type { Machine } from './machine.js';
import { columnsOf, ownGetters } from './own-getters.js';
import type { Shown } from './shown.js';
import { isCowMapping, mayWrite, wantsWriteNotify } from './vma.js';

interface Source {
  readonly mm: Columns<'mm'>;
  readonly pte: Columns<'pte'>;
  readonly shown: Shown;
}

/** An address space as rules see it: whichever one the machine shows. */
export class MmWindow implements MmView {
  static {
    ownGetters.mm = (name) => ({
      get(this: MmWindow): number {
        return columnsOf(this.#source.mm)[name].load(this.#source.shown.actor, this.#source.shown.mm);
      },
    });
  }
  readonly #source: Source;
  constructor(source: Source) {
    this.#source = source;
    Object.freeze(this);
  }
  get hasPinned(): boolean {
    return this.#source.mm.hasPinned.load(this.#source.shown.actor, this.#source.shown.mm) !== 0;
  }
}

/** A PTE as rules see it: whichever one the machine shows. */
export class PteWindow implements PteView {
  static {
    ownGetters.pte = (name) => ({
      get(this: PteWindow): number {
        return columnsOf(this.#source.pte)[name].load(this.#source.shown.actor, this.#source.shown.pte);
      },
    });
  }
  readonly #source: Source;
  constructor(source: Source) {
    this.#source = source;
    Object.freeze(this);
  }
  #has(flag: number): boolean {
    return (this.#source.pte.entry.word(this.#source.shown.actor, this.#source.shown.pte) & flag) !== 0;
  }
  get writable(): boolean {
    return this.#has(Pte.write);
  }
  get dirty(): boolean {
    return this.#has(Pte.dirty);
  }
}

/** An area as rules see it: whichever one the machine shows, or none. */
export class VmaWindow implements VmaView {
  static {
    ownGetters.vma = (name) => ({
      get(this: VmaWindow): number {
        const { actor, vma } = this.#machine.shown;
        return vma < 0 ? 0 : columnsOf(this.#machine.vma)[name].load(actor, vma);
      },
    });
  }
  readonly #machine: Machine;
  constructor(machine: Machine) {
    this.#machine = machine;
    Object.freeze(this);
  }
  get isCow(): boolean {
    const { actor, vma } = this.#machine.shown;
    return vma < 0 || isCowMapping(this.#machine, actor, vma);
  }
  get writable(): boolean {
    const { actor, vma } = this.#machine.shown;
    return vma >= 0 && mayWrite(this.#machine, actor, vma);
  }
  get dirtyTracked(): boolean {
    const { actor, vma } = this.#machine.shown;
    return vma >= 0 && wantsWriteNotify(this.#machine, actor, vma);
  }
}

/** A fault as rules see it: the one that is being handled. */
export class FaultWindow implements FaultView {
  readonly #shown: Shown;
  constructor(shown: Shown) {
    this.#shown = shown;
    Object.freeze(this);
  }
  get stage(): Stage {
    return this.#shown.stage;
  }
  get unshare(): boolean {
    return this.#shown.unshare;
  }
}

/** A get_user_pages call as rules see it: the one under way. */
export class RequestWindow implements GupRequest {
  readonly #shown: Shown;
  constructor(shown: Shown) {
    this.#shown = shown;
    Object.freeze(this);
  }
  #has(flag: number): boolean {
    return (this.#shown.foll & flag) !== 0;
  }
  get pin(): boolean {
    return this.#has(Foll.pin);
  }
  get write(): boolean {
    return this.#has(Foll.write);
  }
  get longterm(): boolean {
    return this.#has(Foll.longterm);
  }
  get force(): boolean {
    return this.#has(Foll.force);
  }
  get fastOnly(): boolean {
    return this.#has(Foll.fastOnly);
  }
  get lockless(): boolean {
    return this.#shown.lockless;
  }
}

const windows = {
  frame: FrameWindow,
  folio: FolioWindow,
  mm: MmWindow,
  pte: PteWindow,
  vma: VmaWindow,
  fault: FaultWindow,
  request: RequestWindow,
} as const;

for (const [view, window] of Object.entries(windows)) {
  Object.setPrototypeOf(window.prototype, noFieldsBehind(view));
  Object.freeze(window);
  Object.freeze(window.prototype);
}

/** The windows of a machine on the things that have fields. */
interface Windows {
  readonly frame: new (machine: Machine, role: FrameRole) => FrameView;
  readonly folio: new (machine: Machine) => FolioView;
  readonly mm: new (source: Source) => MmView;
  readonly pte: new (source: Source) => PteView;
  readonly vma: new (machine: Machine) => VmaView;
}

const known = new WeakMap<readonly ExtraField[], Windows>();

/** The windows that show what policies have added, too; the same ones for all machines of a kernel. */
export function windowsWith(fields: readonly ExtraField[]): Windows {
  if (fields.length === 0) return windows;
  const made = known.get(fields) ?? {
    frame: withFields('frame', fields),
    folio: withFields('folio', fields),
    mm: withFields('mm', fields),
    pte: withFields('pte', fields),
    vma: withFields('vma', fields),
  };
  known.set(fields, made);
  return made;
}

function withFields<E extends keyof Windows>(entity: E, fields: readonly ExtraField[]): Windows[E] {
  const base: new (machine: Machine, role: FrameRole) => object = windows[entity];
  const kind = class extends base {};
  for (const { entity: owner, name } of fields) {
    if (owner === entity) Object.defineProperty(kind.prototype, name, ownGetters[entity](name));
  }
  Object.freeze(kind);
  Object.freeze(kind.prototype);
  return kind as Windows[E];
}
