import { nobody } from './hook.js';
import { describe, expect, it } from 'vitest';
import { Reuse, Stage, type Rules } from '../rules/rule.js';
import { WrongAnswer } from '../rules/wrong-answer.js';
import {
  askBreaksCow,
  askIsMaybePinned,
  askMayFollow,
  askMayReuse,
  askMayTake,
  askMayTakeLockless,
  askMayUpgrade,
  askMustCopy,
  askMustUnshare,
  countsZeroPage,
  directIoReference,
  referencesPerPin,
  unsharesAnyPage,
} from './ask.js';
import { Frame, Pte } from './bits.js';
import { allocateFrame } from './frame.js';
import { FrameWindow } from './frame-window.js';
import { prepareFolio } from './folio.js';
import type { Machine } from './machine.js';
import { simplestKernel, simplestRules } from './testing/kernel.js';
import { smallMachine } from './testing/machine.js';

const pfn = 5;

/** A machine whose rules answer this, whatever they are asked. Frame 5 is mapped by PTE 3. */
function answering(rule: keyof Rules, answers: Readonly<Record<string, unknown>>): Machine {
  const m = smallMachine({}, simplestKernel([], { [rule]: { ...simplestRules[rule], ...answers } }));
  m.pte.entry.set(3, Pte.present | Pte.dirty, m.pte.entry.frameAt(3));
  m.pte.entry.set(3, m.pte.entry.wordAt(3), pfn);
  return m;
}

type Question = readonly [
  name: string,
  rule: keyof Rules,
  expected: string,
  ask: (m: Machine) => unknown,
  answers: readonly unknown[],
];

const truths = [true, false];
const yesOrNo = '`true` or `false`';
const questions: readonly Question[] = [
  [
    'mayReuse',
    'writeFault',
    '`Reuse.now`, `Reuse.copy` or `Reuse.lookCloser`',
    (m) => askMayReuse(m, nobody, pfn, Stage.pageLocked, false),
    [Reuse.now, Reuse.copy, Reuse.lookCloser],
  ],
  ['mustCopy', 'fork', yesOrNo, (m) => askMustCopy(m, nobody, pfn, 0), truths],
  ['breaksCow', 'gup', yesOrNo, (m) => askBreaksCow(m, m.gupRequest), truths],
  ['mustUnshare', 'gup', yesOrNo, (m) => askMustUnshare(m, nobody, pfn, m.gupRequest), truths],
  ['unsharesAnyPage', 'gup', yesOrNo, unsharesAnyPage, truths],
  ['countsZeroPage', 'gup', yesOrNo, countsZeroPage, truths],
  ['mayTake', 'filePin', yesOrNo, (m) => askMayTake(m, m.gupRequest), truths],
  ['mayTakeLockless', 'filePin', yesOrNo, (m) => askMayTakeLockless(m, nobody, pfn, m.gupRequest), truths],
  ['mayFollow', 'followWrite', yesOrNo, (m) => askMayFollow(m, nobody, 3, m.gupRequest, false), truths],
  ['mayUpgrade', 'mprotect', yesOrNo, (m) => askMayUpgrade(m, nobody, 3), truths],
  ['isMaybePinned', 'pinAccounting', yesOrNo, (m) => askIsMaybePinned(m, nobody, pfn), truths],
  ['perPin', 'pinAccounting', 'a whole number above 0', referencesPerPin, [1, 1024]],
  ['reference', 'directIo', '`get` or `pin`', directIoReference, ['get', 'pin']],
];

/** What a rule in JavaScript may answer by mistake. */
const nonsense: readonly unknown[] = [undefined, null, 'yes', 0.5, -1, {}, Promise.resolve(true)];

describe.each(questions)('%s', (name, rule, expected, ask, answers) => {
  const answeringWith = (answer: unknown): Machine =>
    answering(rule, { [name]: typeof Reflect.get(simplestRules[rule], name) === 'function' ? () => answer : answer });

  it('is answered by the rule, and nobody is being asked any more', () => {
    for (const answer of answers) {
      const m = answeringWith(answer);
      expect(ask(m)).toBe(answer);
      expect(m.asking).toBeUndefined();
    }
  });

  it('is refused an answer that is none, while it is known who was asked', () => {
    for (const answer of nonsense) {
      const m = answeringWith(answer);
      expect(() => ask(m)).toThrow(new WrongAnswer(name, answer, expected));
      expect(m.asking).toBe(rule);
    }
  });
});

describe('no view is made while a rule is asked', () => {
  const asked = questions.filter(([name, rule]) => typeof Reflect.get(simplestRules[rule], name) === 'function');

  it.each(asked)('%s', (name, rule, _, ask) => {
    const handed: unknown[][] = [];
    const m = answering(rule, {
      [name]: (...views: unknown[]) => {
        handed.push(views.flatMap((view) => (view instanceof FrameWindow ? [view, view.folio, view.folio.head] : [view])));
        return Reflect.apply(Reflect.get(simplestRules[rule], name) as () => unknown, undefined, views) as unknown;
      },
    });
    for (let times = 0; times < 2; times++) ask(m);
    const [first, second] = handed;
    expect(first.filter((view) => typeof view === 'object').length).toBeGreaterThan(0);
    expect(second.map((view, at) => Object.is(view, first[at]))).toEqual(first.map(() => true));
    expect(new Set(first).size).toBe(first.length);
  });

  it('the page that is asked about, its folio and the head of that have one each, whichever page it is', () => {
    const seen: object[][] = [];
    const m = smallMachine(
      { folios: 1 },
      simplestKernel([], {
        writeFault: {
          reads: [],
          mayReuse: (frame) => {
            seen.push([frame, frame.folio, frame.folio.head, frame.folio.head.folio]);
            return Reuse.now;
          },
        },
      }),
    );
    for (let frame = 1; frame <= 8; frame++) allocateFrame(m, nobody);
    prepareFolio(m, nobody, 4, 2);
    for (const page of [6, 4, 8]) askMayReuse(m, nobody, page, Stage.firstLook, false);
    expect(seen[0][3]).toBe(seen[0][1]);
    expect(new Set(seen.flat()).size).toBe(3);
    expect(new Set([m.frameView, m.folioView, m.headView])).toEqual(new Set(seen.flat()));
  });
});

describe('a rule is shown', () => {
  it('the frame, the address space, the PTE and the fault that it is asked about', () => {
    const seen: unknown[] = [];
    const m = smallMachine(
      {},
      simplestKernel([], {
        writeFault: {
          reads: [],
          mayReuse: ({ refs, mapcount, isAnon }, { stage, unshare }) => {
            seen.push([refs, mapcount, isAnon, stage, unshare]);
            return Reuse.now;
          },
        },
        fork: {
          reads: [],
          mustCopy: ({ exclusive, isKsm }, { hasPinned }) => {
            seen.push([exclusive, isKsm, hasPinned]);
            return false;
          },
        },
        followWrite: {
          reads: [],
          mayFollow: ({ writable, dirty }, { refs }, { force }, broken) => {
            seen.push([writable, dirty, refs, force, broken]);
            return true;
          },
        },
        mprotect: {
          reads: [],
          mayUpgrade: ({ swapCached, isShmem }, { dirty }) => {
            seen.push([swapCached, isShmem, dirty]);
            return true;
          },
        },
      }),
    );
    m.frame.refs.set(pfn, 3);
    m.frame.mapcount.set(pfn, 2);
    m.frame.flags.set(pfn, Frame.anon | Frame.exclusive | Frame.swapCache);
    m.mm.hasPinned.set(1, 1);
    m.pte.entry.set(3, Pte.present | Pte.dirty, m.pte.entry.frameAt(3));
    m.pte.entry.set(3, m.pte.entry.wordAt(3), pfn);
    askMayReuse(m, nobody, pfn, Stage.drained, true);
    askMustCopy(m, nobody, pfn, 1);
    askMayFollow(m, nobody, 3, m.gupRequest, true);
    askMayUpgrade(m, nobody, 3);
    expect(seen).toEqual([
      [3, 2, true, Stage.drained, true],
      [true, false, true],
      [false, true, 3, false, true],
      [1, false, true],
    ]);
  });
});
