/** Rules that look at the folio of a page, as those of kernels with large folios do; nothing makes such folios yet but a test. */

import { inject, injectable, type Newable } from 'inversify';
import { describe, expect, it } from 'vitest';
import { askIsMaybePinned, askMayReuse } from '../machine/ask.js';
import { Frame } from '../machine/bits.js';
import { allocateFrame, getFrame } from '../machine/frame.js';
import { prepareFolio } from '../machine/folio.js';
import { nobody } from '../machine/hook.js';
import type { Machine } from '../machine/machine.js';
import { smallMachine } from '../machine/testing/machine.js';
import {
  Reuse,
  Rule,
  Stage,
  type FaultView,
  type FrameView,
  type PinAccountingRule,
  type WriteFaultRule,
} from '../rules/rule.js';
import type { CompiledPolicy } from './compile.js';
import { definePolicy, type PolicyDefinition } from './policy.js';
import { recorded } from './recorded.js';
import { compiledPlain } from './testing/plain.js';

/** folio_maybe_dma_pinned (5.7): a large folio has a count of pins. May call 1024 references of a small one a pin; misses none. */
@injectable()
class PinsByFolio implements PinAccountingRule {
  readonly reads: readonly string[] = ['folio.order', 'folio.pins', 'frame.refs'];
  readonly perPin = 1024;
  isMaybePinned({ folio, refs }: FrameView): boolean {
    return folio.order > 0 ? folio.pins > 0 : refs >= this.perPin;
  }
}

/** __wp_can_reuse_large_anon_folio (6.15): mapped by one address space, and all references are its mappings. May copy too much. */
@injectable()
class ReuseFolioOfOne implements WriteFaultRule {
  readonly reads: readonly string[] = ['folio.order', 'folio.largeMapcount', 'folio.secondMm', 'head.swapCached', 'frame.refs'];
  constructor(@inject(Rule.LastReference) private readonly otherwise: WriteFaultRule) {}
  mayReuse(frame: FrameView, fault: FaultView): Reuse {
    const { folio } = frame;
    if (folio.order === 0) return this.otherwise.mayReuse(frame, fault);
    if (folio.largeMapcount <= 1 || folio.secondMm !== 0) return Reuse.copy;
    if (folio.head.swapCached > 0 && fault.stage !== Stage.pageLocked) return Reuse.lookCloser;
    return folio.largeMapcount === frame.refs ? Reuse.now : Reuse.copy;
  }
}

@injectable()
class ReuseOne implements WriteFaultRule {
  readonly reads = ['frame.refs'];
  mayReuse({ refs }: FrameView): Reuse {
    return refs === 1 ? Reuse.now : Reuse.copy;
  }
}

/** Frames 1 to 8 are allocated; 4 to 7 are one folio, mapped by two PTEs of one address space. */
function machineOf(rules: PolicyDefinition['rules'], origin?: string): Machine & { readonly policy: CompiledPolicy } {
  const looking = definePolicy('looking', { title: '', extends: 'plain', rules });
  const policy = recorded(compiledPlain('looking', origin === undefined ? looking : { ...looking, origin }));
  const m = smallMachine({ folios: 1 }, policy) as Machine & { readonly policy: CompiledPolicy };
  for (let pfn = 1; pfn <= 8; pfn++) allocateFrame(m, nobody);
  prepareFolio(m, nobody, 4, 2);
  m.folio.largeMapcount.store(nobody, 0, 2);
  m.folio.firstMm.store(nobody, 0, 1);
  getFrame(m, nobody, 6);
  return m;
}

const brought = [
  ['built in', undefined],
  ['of a plugin', 'mine.ts'],
] as const;

describe.each(brought)('a rule %s', (_, origin) => {
  it('of pin accounting tells a pinned folio by its count, whichever page is asked about, and a page by itself by its references', () => {
    const m = machineOf({ [Rule.PinAccounting]: PinsByFolio }, origin);
    const pinned = (): boolean[] => [3, 4, 6, 8].map((pfn) => askIsMaybePinned(m, nobody, pfn));
    expect(pinned()).toEqual([false, false, false, false]);
    m.folio.pins.add(nobody, 0, 1);
    getFrame(m, nobody, 8, 1024);
    expect(pinned()).toEqual([false, true, true, true]);
  });

  it('of write faults reuses a page of a folio whose references are all mappings of one address space', () => {
    const m = machineOf({ [Rule.WriteFault]: ReuseFolioOfOne, [Rule.LastReference]: ReuseOne }, origin);
    const reuse = (pfn: number, stage = Stage.firstLook): Reuse => askMayReuse(m, nobody, pfn, stage, false);
    expect([reuse(6), reuse(8)]).toEqual([Reuse.now, Reuse.now]);
    m.frame.flags.or(nobody, 4, Frame.swapCache);
    expect([reuse(6), reuse(6, Stage.pageLocked)]).toEqual([Reuse.lookCloser, Reuse.now]);
    getFrame(m, nobody, 5);
    expect([reuse(6, Stage.pageLocked), reuse(8)]).toEqual([Reuse.copy, Reuse.now]);
    m.folio.secondMm.store(nobody, 0, 2);
    expect(reuse(6)).toBe(Reuse.copy);
  });
});

describe('the record of asks', () => {
  function pinning(rule: Newable<PinAccountingRule>): (pins: number) => boolean {
    const m = machineOf({ [Rule.PinAccounting]: rule }, 'mine.ts');
    return (pins) => {
      m.folio.pins.store(nobody, 0, pins);
      return askIsMaybePinned(m, nobody, 6);
    };
  }

  it.each([
    ['the folio', 'folio.pins', ({ folio }: FrameView): boolean => folio.pins > 0],
    ['the head of it', 'head.refs', ({ folio }: FrameView): boolean => folio.head.refs > 1],
  ])('knows what a rule reads of %s: it must say so', (_, field, look) => {
    @injectable()
    class Silent extends PinsByFolio {
      override readonly reads = ['frame.refs'];
      override isMaybePinned(frame: FrameView): boolean {
        return look(frame);
      }
    }
    expect(() => pinning(Silent)(1)).toThrow(
      expect.objectContaining({
        code: 'COW036',
        message: `The rule Silent of policy \`looking\`, asked isMaybePinned, reads \`${field}\`, which it does not declare.`,
      }),
    );
  });

  it('tells two answers about one folio from answers about two', () => {
    let asks = 0;
    @injectable()
    class Wavers extends PinsByFolio {
      override isMaybePinned(frame: FrameView): boolean {
        return super.isMaybePinned(frame) && asks++ < 2;
      }
    }
    const isPinned = pinning(Wavers);
    expect([0, 1, 2].map(isPinned)).toEqual([false, true, true]);
    expect(() => isPinned(2)).toThrow(
      expect.objectContaining({ code: 'COW035', message: expect.stringContaining('folio.pins = 2') as unknown }),
    );
  });

  it('has what a rule looks at through a view of its own making, of the folio that it was handed', () => {
    @injectable()
    class Asks extends PinsByFolio {
      override readonly reads = ['frame.refs'];
      constructor(@inject(Rule.LastReference) private readonly other: WriteFaultRule) {
        super();
      }
      override isMaybePinned(frame: FrameView): boolean {
        const made = { ...plainFrame, refs: frame.refs, folio: frame.folio };
        return this.other.mayReuse(made, { stage: Stage.firstLook, unshare: false }) === Reuse.now;
      }
    }
    let asks = 0;
    @injectable()
    class WaversAboutPins implements WriteFaultRule {
      readonly reads = ['folio.pins'];
      mayReuse({ folio }: FrameView): Reuse {
        return folio.pins > 0 && asks++ < 1 ? Reuse.now : Reuse.copy;
      }
    }
    const m = machineOf({ [Rule.PinAccounting]: Asks, [Rule.LastReference]: WaversAboutPins }, 'mine.ts');
    m.folio.pins.store(nobody, 0, 3);
    expect(askIsMaybePinned(m, nobody, 6)).toBe(true);
    expect(() => askIsMaybePinned(m, nobody, 6)).toThrow(
      expect.objectContaining({ code: 'COW035', message: expect.stringContaining('WaversAboutPins') as unknown }),
    );
  });

  it("does not compare answers about folios of a rule's own making", () => {
    @injectable()
    class Asks extends PinsByFolio {
      private asks = 0;
      constructor(@inject(Rule.LastReference) private readonly other: WriteFaultRule) {
        super();
      }
      override isMaybePinned(frame: FrameView): boolean {
        void frame.refs;
        const made: FrameView = { ...plainFrame, folio: { ...frame.folio, order: 1, pins: this.asks++ } };
        void this.other.mayReuse(made, { stage: Stage.firstLook, unshare: false });
        return false;
      }
    }
    @injectable()
    class ReuseUnpinned implements WriteFaultRule {
      readonly reads = ['folio.pins'];
      mayReuse({ folio }: FrameView): Reuse {
        return folio.pins === 0 ? Reuse.now : Reuse.copy;
      }
    }
    const m = machineOf({ [Rule.PinAccounting]: Asks, [Rule.LastReference]: ReuseUnpinned }, 'mine.ts');
    expect([0, 1, 2].map(() => askIsMaybePinned(m, nobody, 6))).toEqual([false, false, false]);
  });
});

/** What a rule may hand on in the place of a frame; its folio is still to be given. */
const plainFrame = { refs: 1, mapcount: 1, isAnon: true, exclusive: false, isShmem: false, isKsm: false, swapCached: 0 };
