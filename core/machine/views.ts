/**
 * Read-only windows for rules: one object each, over what the machine shows it at the moment. A window keeps where it
 * looks to itself (`#`), and it and its prototype are frozen: a rule can neither reach the machine behind it, nor look
 * elsewhere, nor change what it or the next rule sees.
 */

import { Stage, type FaultView, type FrameView, type GupRequest, type MmView, type PteView } from '../rules/rule.js';
import { Foll, Frame, Pte } from './bits.js';
import type { Columns } from './fields.js';

/** What the windows show; who asks a rule says it before. */
export class Shown {
  /** Numbers of the frame and of the address space. */
  frame = 0;
  mm = 0;
  pteWord = 0;
  stage: Stage = Stage.firstLook;
  unshare = false;
  /** A get_user_pages call: its `Foll` bits, and what it knows of the VMA. */
  foll = 0;
  lockless = false;
  cowMapping = true;
  vmaWritable = false;
  dirtyTracked = false;
}

interface Source {
  readonly frame: Columns<'frame'>;
  readonly mm: Columns<'mm'>;
  readonly shown: Shown;
}

/** A frame as rules see it: whichever one the machine shows. */
export class FrameWindow implements FrameView {
  readonly #source: Source;
  constructor(source: Source) {
    this.#source = source;
    Object.freeze(this);
  }
  #has(flag: number): boolean {
    return (this.#source.frame.flags[this.#source.shown.frame] & flag) !== 0;
  }
  get refs(): number {
    return this.#source.frame.refs[this.#source.shown.frame];
  }
  get mapcount(): number {
    return this.#source.frame.mapcount[this.#source.shown.frame];
  }
  get isAnon(): boolean {
    return this.#has(Frame.anon);
  }
  get exclusive(): boolean {
    return this.#has(Frame.exclusive);
  }
  get isShmem(): boolean {
    return this.#has(Frame.shmem);
  }
  get isKsm(): boolean {
    return this.#has(Frame.ksm);
  }
  get swapCached(): number {
    return this.#has(Frame.swapCache) ? 1 : 0;
  }
}

/** An address space as rules see it: whichever one the machine shows. */
export class MmWindow implements MmView {
  readonly #source: Source;
  constructor(source: Source) {
    this.#source = source;
    Object.freeze(this);
  }
  get hasPinned(): boolean {
    return this.#source.mm.hasPinned[this.#source.shown.mm] !== 0;
  }
}

/** A PTE as rules see it: whichever one the machine shows. */
export class PteWindow implements PteView {
  readonly #shown: Shown;
  constructor(shown: Shown) {
    this.#shown = shown;
    Object.freeze(this);
  }
  get writable(): boolean {
    return (this.#shown.pteWord & Pte.write) !== 0;
  }
  get dirty(): boolean {
    return (this.#shown.pteWord & Pte.dirty) !== 0;
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
  get cowMapping(): boolean {
    return this.#shown.cowMapping;
  }
  get vmaWritable(): boolean {
    return this.#shown.vmaWritable;
  }
  get dirtyTracked(): boolean {
    return this.#shown.dirtyTracked;
  }
}

for (const window of [FrameWindow, MmWindow, PteWindow, FaultWindow, RequestWindow]) {
  Object.freeze(window);
  Object.freeze(window.prototype);
}
