/** The sums of a machine whose changes are followed: each is brought up to date where something has changed. */

import { Frame, HandleKind, Vma } from '../../machine/bits.js';
import type { Changed, Changes } from '../../machine/changes.js';
import type { Machine } from '../../machine/machine.js';
import type { Places } from '../../machine/places.js';
import { Mappings, type Touch } from './mappings.js';
import { isUnannounced, referencesOfSlot, type Sums } from './sums.js';

/** What a slot was when it was last looked at. */
interface SeenSlot {
  readonly frame: number;
  readonly references: number;
  readonly isPin: boolean;
  readonly isUnannounced: boolean;
  readonly mm: number;
}

/** What of a frame others depend on. */
const watchedFlags = Frame.anon | Frame.exclusive;

/** Sums that follow the changes. */
export class KeptSums implements Sums {
  readonly held: Int32Array;
  readonly pinned: Int32Array;
  readonly unannounced: Int32Array;
  private readonly mappings: Mappings;
  private readonly changed: Readonly<
    Record<'pmd' | 'pte' | 'handle' | 'batch' | 'mm' | 'frame' | 'vma' | 'areaLock' | 'table' | 'actor', Changed>
  >;
  private readonly slots: (SeenSlot | undefined)[] = [];
  /** Slots that pin something, by the process that took them. */
  private readonly pinsOf = new Map<number, Set<number>>();
  private readonly batched: Int32Array;
  /** By address space: does it live without has_pinned, and where is the root of its fork tree? */
  private readonly isQuiet: Uint8Array;
  private readonly roots: Int32Array;
  private readonly frames: { readonly flags: Int32Array; readonly root: Int32Array; readonly index: Int32Array };
  private readonly areas: {
    readonly mm: Int32Array;
    readonly first: Int32Array;
    readonly end: Int32Array;
    readonly offset: Int32Array;
    readonly file: Int32Array;
  };

  constructor(
    private readonly m: Machine,
    changes: Changes,
    places: Places,
    private readonly touch: Touch,
  ) {
    const follow = (entity: Parameters<Changes['follow']>[0]): Changed => changes.follow(entity);
    this.changed = {
      pmd: follow('pmd'),
      pte: follow('pte'),
      handle: follow('handle'),
      batch: follow('batch'),
      mm: follow('mm'),
      frame: follow('frame'),
      vma: follow('vma'),
      areaLock: follow('vma'),
      table: follow('table'),
      actor: follow('actor'),
    };
    const [frames, vmas] = [m.state.room('frame'), m.state.room('vma')];
    const integers = (count: number): Int32Array => new Int32Array(count);
    [this.held, this.pinned, this.unannounced] = [integers(frames), integers(frames), integers(frames)];
    this.mappings = new Mappings(m, places, touch);
    this.batched = integers(m.state.room('batch'));
    this.isQuiet = new Uint8Array(m.state.room('mm'));
    this.roots = integers(m.state.room('mm'));
    this.frames = { flags: integers(frames), root: integers(frames), index: integers(frames) };
    this.areas = { mm: integers(vmas), first: integers(vmas), end: integers(vmas), offset: integers(vmas), file: integers(vmas) };
  }

  get mapped(): Int32Array {
    return this.mappings.mapped;
  }

  found(pfn: number): number {
    return this.mappings.found[pfn];
  }

  resident(mm: number): { readonly anon: number; readonly file: number } {
    return { anon: this.mappings.anon[mm], file: this.mappings.file[mm] };
  }

  /** To be asked before anything is compared in a state. What the reverse map finds is up to date only behind `lookAtReverseMap`. */
  look(): void {
    const { changed, mappings, touch } = this;
    changed.pmd.take((pmd) => {
      mappings.lookAtPmd(pmd);
      touch('pmd', pmd);
    });
    changed.pte.take((pte) => mappings.lookAtPte(pte));
    changed.frame.take((pfn) => this.lookAtFrame(pfn));
    changed.mm.take((mm) => this.lookAtMm(mm));
    changed.handle.take((slot) => this.lookAtSlot(slot));
    changed.batch.take((at) => this.lookAtBatch(at));
    changed.areaLock.take((v) => touch('vma', v));
    changed.table.take((table) => touch('table', table));
    changed.actor.take((actor) => touch('actor', actor));
  }

  lookAtReverseMap(): void {
    this.changed.vma.take((v) => this.lookAtVma(v));
    this.mappings.lookAtReverseMap();
  }

  private lookAtFrame(pfn: number): void {
    const { frame } = this.m;
    const { flags, root, index } = this.frames;
    this.touch('frame', pfn);
    const cached = (frame.flags.at(pfn) & Frame.pageCache) - (flags[pfn] & Frame.pageCache);
    if (cached !== 0 && pfn > 0) this.held[pfn] += Math.sign(cached);
    const isOther =
      ((frame.flags.at(pfn) ^ flags[pfn]) & watchedFlags) !== 0 ||
      root[pfn] !== frame.rmapRoot.at(pfn) ||
      index[pfn] !== frame.rmapIndex.at(pfn);
    flags[pfn] = frame.flags.at(pfn);
    root[pfn] = frame.rmapRoot.at(pfn);
    index[pfn] = frame.rmapIndex.at(pfn);
    if (isOther) this.mappings.lookAtFrame(pfn);
  }

  private lookAtMm(mm: number): void {
    const { alive, hasPinned, forkRoot } = this.m.mm;
    this.touch('mm', mm);
    const isQuiet = alive.at(mm) !== 0 && hasPinned.at(mm) === 0 ? 1 : 0;
    if (isQuiet !== this.isQuiet[mm]) {
      this.isQuiet[mm] = isQuiet;
      const pins = [...(this.pinsOf.get(mm) ?? [])];
      for (const slot of pins) this.lookAtSlot(slot);
    }
    if (forkRoot.at(mm) === this.roots[mm]) return;
    this.roots[mm] = forkRoot.at(mm);
    this.mappings.lookAtMm(mm);
  }

  private lookAtSlot(slot: number): void {
    const { handle } = this.m;
    const before = this.slots[slot];
    if (before !== undefined) this.countSlot(slot, before, -1);
    const pfn = handle.frame.at(slot) - 1;
    const now =
      pfn < 0
        ? undefined
        : {
            frame: pfn,
            references: referencesOfSlot(this.m, slot, pfn),
            isPin: handle.kind.at(slot) === HandleKind.pin,
            isUnannounced: isUnannounced(this.m, slot),
            mm: handle.process.at(slot),
          };
    this.slots[slot] = now;
    if (now !== undefined) this.countSlot(slot, now, 1);
  }

  private countSlot(slot: number, { frame, references, isPin, isUnannounced: isQuiet, mm }: SeenSlot, by: 1 | -1): void {
    this.held[frame] += by * references;
    if (isPin) this.pinned[frame] += by;
    if (isQuiet) this.unannounced[frame] += by;
    this.touch('frame', frame);
    if (!isPin) return;
    const pins = this.pinsOf.get(mm) ?? new Set();
    this.pinsOf.set(mm, pins);
    if (by > 0) pins.add(slot);
    else pins.delete(slot);
  }

  private lookAtBatch(at: number): void {
    const [before, now] = [this.batched[at], this.m.batch.frame.at(at)];
    this.batched[at] = now;
    for (const [pfn, by] of [
      [before, -1],
      [now, 1],
    ]) {
      if (pfn === 0) continue;
      this.held[pfn] += by;
      this.touch('frame', pfn);
    }
  }

  /** Splitting, moving, mapping and unmapping areas changes where pages are found; their flags but one do not. */
  private lookAtVma(v: number): void {
    const { vma } = this.m;
    const { mm, first, end, offset, file } = this.areas;
    const isFile = vma.flags.at(v) & Vma.file;
    if (
      mm[v] === vma.mm.at(v) &&
      first[v] === vma.first.at(v) &&
      end[v] === vma.end.at(v) &&
      offset[v] === vma.offset.at(v) &&
      file[v] === isFile
    )
      return;
    if (mm[v] !== 0) this.mappings.lookAtPages(mm[v] - 1, first[v], end[v]);
    if (vma.mm.at(v) !== 0) this.mappings.lookAtPages(vma.mm.at(v) - 1, vma.first.at(v), vma.end.at(v));
    [mm[v], first[v], end[v], offset[v], file[v]] = [vma.mm.at(v), vma.first.at(v), vma.end.at(v), vma.offset.at(v), isFile];
  }
}
