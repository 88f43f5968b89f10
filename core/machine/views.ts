/** Read-only windows on the state for rules: one object each, moved to the frame, mm or PTE in question. */

import type { FrameView, MmView, PteView } from '../rules/rule.js';
import { Frame, Pte } from './bits.js';
import type { Columns } from './fields.js';

interface Source {
  readonly frame: Columns<'frame'>;
  readonly mm: Columns<'mm'>;
}

export class FrameWindow implements FrameView {
  at = 0;
  constructor(private readonly source: Source) {}
  private has(flag: number): boolean {
    return (this.source.frame.flags[this.at] & flag) !== 0;
  }
  get refs(): number {
    return this.source.frame.refs[this.at];
  }
  get mapcount(): number {
    return this.source.frame.mapcount[this.at];
  }
  get isAnon(): boolean {
    return this.has(Frame.anon);
  }
  get exclusive(): boolean {
    return this.has(Frame.exclusive);
  }
  get isKsm(): boolean {
    return this.has(Frame.ksm);
  }
  get swapCached(): number {
    return this.has(Frame.swapCache) ? 1 : 0;
  }
}

export class MmWindow implements MmView {
  at = 0;
  constructor(private readonly source: Source) {}
  get hasPinned(): boolean {
    return this.source.mm.hasPinned[this.at] !== 0;
  }
}

export class PteWindow implements PteView {
  word = 0;
  get writable(): boolean {
    return (this.word & Pte.write) !== 0;
  }
  get dirty(): boolean {
    return (this.word & Pte.dirty) !== 0;
  }
}
