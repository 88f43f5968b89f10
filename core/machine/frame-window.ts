/** Frames and their folios as rules see them: what the kernel counts per folio is that of the folio, whichever of its pages is asked about. */

import type { FolioView, FrameView } from '../rules/rule.js';
import { Frame } from './bits.js';
import type { Column } from './column.js';
import { folioOf, headOf } from './folio.js';
import type { Machine } from './machine.js';
import { columnsOf, ownGetters } from './own-getters.js';

/** What a frame is in a question: the one that is asked about, or the first one of its folio. */
export type FrameRole = 'frame' | 'head';

/** A frame as rules see it: whichever one has the role at the moment. */
export class FrameWindow implements FrameView {
  static {
    ownGetters.frame = (name) => ({
      get(this: FrameWindow): number {
        return columnsOf(this.#machine.frame)[name].load(this.#machine.shown.actor, this.#at);
      },
    });
  }
  readonly #machine: Machine;
  readonly #isHead: boolean;
  constructor(machine: Machine, role: FrameRole) {
    this.#machine = machine;
    this.#isHead = role === 'head';
    Object.freeze(this);
  }
  get #at(): number {
    const { actor, frame } = this.#machine.shown;
    return this.#isHead ? headOf(this.#machine, actor, frame) : frame;
  }
  #has(flag: number): boolean {
    return (this.#machine.frame.flags.load(this.#machine.shown.actor, this.#at) & flag) !== 0;
  }
  get refs(): number {
    const { actor, frame } = this.#machine.shown;
    return this.#machine.frame.refs.load(actor, headOf(this.#machine, actor, frame));
  }
  get mapcount(): number {
    return this.#machine.frame.mapcount.load(this.#machine.shown.actor, this.#at);
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
  get folio(): FolioView {
    return this.#machine.folioView;
  }
}

/** The folio of the frame that is asked about. */
export class FolioWindow implements FolioView {
  static {
    ownGetters.folio = (name) => ({
      get(this: FolioWindow): number {
        return this.#of(columnsOf(this.#machine.folio)[name]);
      },
    });
  }
  readonly #machine: Machine;
  constructor(machine: Machine) {
    this.#machine = machine;
    Object.freeze(this);
  }
  #of(column: Column): number {
    const { actor, frame } = this.#machine.shown;
    const folio = folioOf(this.#machine, actor, frame);
    return folio < 0 ? 0 : column.load(actor, folio);
  }
  get head(): FrameView {
    return this.#machine.headView;
  }
  get order(): number {
    return this.#of(this.#machine.folio.order);
  }
  get largeMapcount(): number {
    return this.#of(this.#machine.folio.largeMapcount);
  }
  get entireMapcount(): number {
    return this.#of(this.#machine.folio.entireMapcount);
  }
  get pins(): number {
    return this.#of(this.#machine.folio.pins);
  }
  get firstMm(): number {
    return this.#of(this.#machine.folio.firstMm);
  }
  get secondMm(): number {
    return this.#of(this.#machine.folio.secondMm);
  }
}
