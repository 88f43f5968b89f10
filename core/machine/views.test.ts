/** What a rule gets is a window: it shows values, and leads nowhere. */

import { describe, expect, it } from 'vitest';
import { Stage } from '../rules/rule.js';
import { reachableFrom } from '../testing/reachable.js';
import { Foll, Frame, Prot, Pte, Vma } from './bits.js';
import { Machine } from './machine.js';
import type { ExtraField } from './fields.js';
import { nobody } from './hook.js';
import { allocateFrame } from './frame.js';
import { prepareFolio } from './folio.js';
import { simplestKernel } from './testing/kernel.js';
import { main, smallMachine } from './testing/machine.js';
import type { ViewWith } from '../rules/own-fields.js';
import { Shown } from './shown.js';

function viewsOf({
  frameView,
  folioView,
  headView,
  mmView,
  pteView,
  vmaView,
  faultView,
  gupRequest,
}: Machine): readonly object[] {
  return [frameView, folioView, headView, mmView, pteView, vmaView, faultView, gupRequest];
}

describe('a window', () => {
  it('shows of a frame each flag that rules may read, and no other', () => {
    const m = smallMachine();
    const flags = ['anon', 'exclusive', 'shmem', 'ksm', 'swapCache', 'lru', 'active', 'pageCache'] as const;
    const shown = flags.map((flag) => {
      m.frame.flags.set(m.shown.frame, Frame.allocated | Frame[flag]);
      const { isAnon, exclusive, isShmem, isKsm, swapCached } = m.frameView;
      return Object.entries({ isAnon, exclusive, isShmem, isKsm, swapCached })
        .filter(([, value]) => value !== false && value !== 0)
        .map(([name]) => name)
        .join();
    });
    expect(shown).toEqual(['isAnon', 'exclusive', 'isShmem', 'isKsm', 'swapCached', '', '', '']);
  });

  it('shows of a PTE whether it is writable and dirty', () => {
    const m = smallMachine();
    const shown = [Pte.present, Pte.present | Pte.write, Pte.present | Pte.dirty].map((word) => {
      m.shown.pte = 3;
      m.pte.entry.set(3, word, m.pte.entry.frameAt(3));
      return [m.pteView.writable, m.pteView.dirty];
    });
    expect(shown).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ]);
  });

  it('shows of an area whether it is private, writable, and of a file system that tracks dirty pages', () => {
    const m = smallMachine();
    const shown = [0, Vma.shared, Vma.shared | Vma.file | Vma.dirtyTracked].flatMap((flags) =>
      [Prot.read, Prot.read | Prot.write].map((prot) => {
        m.vma.flags.set(2, flags);
        m.vma.prot.set(2, prot);
        m.shown.vma = 2;
        const { isCow, writable, dirtyTracked } = m.vmaView;
        return [isCow, writable, dirtyTracked];
      }),
    );
    expect(shown).toEqual([
      [true, false, false],
      [true, true, false],
      [false, false, false],
      [false, true, false],
      [false, false, false],
      [false, true, true],
    ]);
  });

  it('takes an area that nobody knows for private and not writable, and what was added to it for 0', () => {
    const old = { entity: 'vma', name: 'old', bits: 8 } as const;
    const m = smallMachine({}, { ...simplestKernel(), fields: [old] });
    m.extra('vma', 'old').fill(nobody, 3);
    const view = m.vmaView as ViewWith<'vma', typeof old>;
    const { isCow, writable, dirtyTracked } = view;
    expect([m.shown.vma, isCow, writable, dirtyTracked, view.old]).toEqual([-1, true, false, false, 0]);
  });

  it('shows of a call of get_user_pages what it asks for, and whether it is in the lockless walk', () => {
    const m = smallMachine();
    const shown = ['pin', 'write', 'longterm', 'force', 'fastOnly', 'get'].map((flag) => {
      m.shown.foll = Foll[flag as keyof typeof Foll];
      const { pin, write, longterm, force, fastOnly } = m.gupRequest;
      return Object.entries({ pin, write, longterm, force, fastOnly })
        .filter(([, value]) => value)
        .map(([name]) => name)
        .join();
    });
    expect(shown).toEqual(['pin', 'write', 'longterm', 'force', 'fastOnly', '']);
    const known = [false, true].map((lockless) => Object.assign(m.shown, { lockless }) && m.gupRequest.lockless);
    expect(known).toEqual([false, true]);
  });

  it('shows of a PTE, a frame, an address space and an area what policies have added, each its own', () => {
    const added = [
      { entity: 'frame', name: 'seen', bits: 8 },
      { entity: 'mm', name: 'seen', bits: 16 },
      { entity: 'pte', name: 'marked', bits: 32 },
      { entity: 'vma', name: 'old', bits: 8 },
    ] as const satisfies readonly ExtraField[];
    type Added = (typeof added)[number];
    const m = smallMachine({}, { ...simplestKernel(), fields: added });
    const [frame, mm, pte, vma] = [
      m.frameView as ViewWith<'frame', Added>,
      m.mmView as ViewWith<'mm', Added>,
      m.pteView as ViewWith<'pte', Added>,
      m.vmaView as ViewWith<'vma', Added>,
    ];
    m.extra('frame', 'seen').cells.set([1, 2]);
    m.extra('mm', 'seen').cells.set([3, 300]);
    m.extra('pte', 'marked').cells.set([5, 70_000]);
    m.extra('vma', 'old').cells.set([6, 7]);
    const shown = [0, 1].map((number) => {
      Object.assign(m.shown, { frame: number, mm: number, pte: number, vma: number });
      return [frame.seen, mm.seen, pte.marked, vma.old];
    });
    expect(shown).toEqual([
      [1, 3, 5, 6],
      [2, 300, 70_000, 7],
    ]);
    expect(Object.getPrototypeOf(smallMachine({}, { ...simplestKernel(), fields: added }).frameView)).toBe(
      Object.getPrototypeOf(frame),
    );
    for (const view of [frame, mm, pte, vma]) expect(Object.isFrozen(Object.getPrototypeOf(view))).toBe(true);
  });

  it('says what it is asked for that it does not have', () => {
    const m = smallMachine({}, { ...simplestKernel(), fields: [{ entity: 'frame', name: 'seen', bits: 8 }] });
    const asked: readonly (readonly [object, string])[] = [
      [m.frameView, 'sene'],
      [m.folioView, 'pisn'],
      [m.headView, 'sene'],
      [m.mmView, 'seen'],
      [m.pteView, 'drity'],
      [m.vmaView, 'wirtable'],
      [m.faultView, 'unshar'],
      [m.gupRequest, 'wirte'],
    ];
    const said = asked.map(([view, name]) => {
      try {
        return Reflect.get(view, name, view) as unknown;
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(said).toEqual(
      ['frame.sene', 'folio.pisn', 'frame.sene', 'mm.seen', 'pte.drity', 'vma.wirtable', 'fault.unshar', 'request.wirte'].map(
        (field) => `there is no field \`${field}\``,
      ),
    );
  });

  it('is printed and waited for like any object', async () => {
    const { frameView } = smallMachine();
    expect([Object.prototype.toString.call(frameView), JSON.stringify(frameView), await Promise.resolve(frameView)]).toEqual([
      '[object Object]',
      '{}',
      frameView,
    ]);
  });

  it('is the same one for all that it shows, one after the other', () => {
    const m = smallMachine();
    const { frameView, mmView, faultView } = m;
    m.frame.refs.cells.set([1, 2, 3]);
    m.mm.hasPinned.set(1, 1);
    const shown = [1, 2].map((pfn) => {
      Object.assign(m.shown, { frame: pfn, mm: pfn - 1, stage: pfn === 1 ? Stage.firstLook : Stage.drained, unshare: pfn === 2 });
      return [frameView.refs, frameView.mapcount, mmView.hasPinned, faultView.stage, faultView.unshare];
    });
    expect(shown).toEqual([
      [2, 0, false, Stage.firstLook, false],
      [3, 0, true, Stage.drained, true],
    ]);
  });

  it('leads to no array of the state, no machine and no place to write', () => {
    const reached = [...reachableFrom(viewsOf(smallMachine()))];
    expect(reached).toContain(Object.prototype);
    const secrets = reached.filter(
      (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Machine || value instanceof Shown,
    );
    expect(secrets).toEqual([]);
  });

  it('cannot be moved, written to or changed for the rules that are asked next', () => {
    for (const view of viewsOf(smallMachine())) {
      const prototype = Object.getPrototypeOf(view) as object;
      expect([Object.isExtensible(view), Object.isExtensible(prototype), Object.isExtensible(prototype.constructor)]).toEqual([
        false,
        false,
        false,
      ]);
      for (const name of [...Object.getOwnPropertyNames(prototype), 'at', 'word', 'source']) {
        expect([name, Reflect.set(view, name, 0)]).toEqual([name, false]);
        expect([name, Reflect.defineProperty(prototype, name, { get: () => 0 })]).toEqual([name, false]);
      }
    }
  });
});

describe('the windows on a frame, its folio and the head of that', () => {
  const pinsOfOne = { entity: 'folio', name: 'longest', bits: 8 } as const;
  const seen = { entity: 'frame', name: 'seen', bits: 8 } as const;

  /** Frames 1 to 8 are allocated; 4 to 7 are one folio, each frame of its own flags, references and mapcount. */
  function machineWithFolio(): Machine {
    const m = smallMachine({ folios: 2 }, { ...simplestKernel(), fields: [pinsOfOne, seen] });
    for (let pfn = 1; pfn <= 8; pfn++) allocateFrame(m, main);
    const folio = prepareFolio(m, main, 4, 2);
    for (const [at, name] of ['largeMapcount', 'entireMapcount', 'pins', 'firstMm', 'secondMm'].entries())
      m.folio[name as keyof typeof m.folio].store(main, folio, 10 + at);
    m.extra('folio', 'longest').store(main, folio, 9);
    m.frame.refs.store(main, 4, 1026);
    m.frame.mapcount.cells.set([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    m.frame.flags.or(main, 4, Frame.swapCache | Frame.ksm);
    m.frame.flags.or(main, 6, Frame.exclusive);
    m.extra('frame', 'seen').cells.set([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    return m;
  }

  function shownOf(m: Machine, pfn: number): unknown[][] {
    m.shown.frame = pfn;
    const frame = m.frameView as ViewWith<'frame', typeof seen | typeof pinsOfOne>;
    const { folio } = frame;
    const { order, largeMapcount, entireMapcount, pins, firstMm, secondMm, longest, head } = folio;
    const ofFrame = (view: ViewWith<'frame', typeof seen>): unknown[] => {
      const { refs, mapcount, exclusive, isKsm, swapCached, seen: own } = view;
      return [refs, mapcount, exclusive, isKsm, swapCached, own];
    };
    return [ofFrame(frame), [order, largeMapcount, entireMapcount, pins, firstMm, secondMm, longest], ofFrame(head)];
  }

  it('show of a page of a large folio its own mark, the references of the folio, what the folio has, and the flags of its head', () => {
    expect(shownOf(machineWithFolio(), 6)).toEqual([
      [1026, 6, true, false, 0, 6],
      [2, 10, 11, 12, 13, 14, 9],
      [1026, 4, false, true, 1, 4],
    ]);
  });

  it('show of a page by itself a folio of order 0 that has nothing, and the page as its head', () => {
    const alone = [
      [1, 8, false, false, 0, 8],
      [0, 0, 0, 0, 0, 0, 0],
      [1, 8, false, false, 0, 8],
    ];
    expect(shownOf(machineWithFolio(), 8)).toEqual(alone);
    const without = smallMachine({}, { ...simplestKernel(), fields: [pinsOfOne, seen] });
    without.frame.refs.set(8, 1);
    without.frame.mapcount.set(8, 8);
    without.extra('frame', 'seen').set(8, 8);
    expect(shownOf(without, 8)).toEqual(alone);
  });
});
