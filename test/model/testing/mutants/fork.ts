/** What fork may do wrong: copy_present_pte and copy_present_page. */

import { inject, injectable } from 'inversify';
import { Frame, Pte } from '../../../../core/machine/bits.js';
import { Rule, type ForkRule, type FrameView, type PinAccountingRule } from '../../../../core/rules/rule.js';
import { register } from '../../../../core/engine/registers.js';
import { without } from '../../../../core/engine/edits.js';
import { amended, reordered, type CaughtMutant } from './mutant.js';

const childPte = register('copy-page-range', 'childPte');
const parents = { frame: register('fork-pte', 'frame'), word: register('fork-pte', 'word') };
const newFrame = register('fork-pte', 'new');

/** Policies of all eras in which fork looks for pins. */
const withEarlyCopy = [
  'early-cow',
  'early-cow-wrprotect',
  'early-cow-seqcount',
  'page-count-everywhere',
  'anon-exclusive',
  'anon-exclusive-6.15',
];

/** CopyMaybePinned without has_pinned. */
@injectable()
class CopyWhatLooksPinned implements ForkRule {
  readonly reads = ['frame.refs'] as const;
  constructor(@inject(Rule.PinAccounting) private readonly pins: PinAccountingRule) {}
  mustCopy(frame: FrameView): boolean {
    return this.pins.isMaybePinned(frame);
  }
}

/** CopyPinnedExclusive without has_pinned. */
@injectable()
class CopyExclusiveThatLooksPinned implements ForkRule {
  readonly reads = ['frame.isAnon', 'frame.exclusive', 'frame.refs'] as const;
  constructor(@inject(Rule.PinAccounting) private readonly pins: PinAccountingRule) {}
  mustCopy(frame: FrameView): boolean {
    return frame.isAnon && frame.exclusive && this.pins.isMaybePinned(frame);
  }
}

export const forkMutants: readonly CaughtMutant[] = [
  {
    name: 'fork shares a page and leaves it exclusive (m1, I1)',
    of: ['anon-exclusive', 'anon-exclusive-6.15'],
    change: reordered('fork-pte', without('clear-exclusive')),
    caughtBy: { 'basic-cow': 'isolation', 'rw-pin-shared-page': 'I1' },
  },
  {
    // The young bit is reclaim's to read, and there is none yet; but a lockless walk sees that it changes.
    name: 'the PTE that fork gives the child stays young',
    of: ['mapcount', 'early-cow', 'page-count-everywhere', 'anon-exclusive', 'anon-exclusive-6.15'],
    change: amended('fork-pte', 'install-child-pte', (m, a, original) => {
      const answer = original(m, a);
      m.pte.entry.or(a, m.get(a, childPte), m.get(a, parents.word) & Pte.young);
      return answer;
    }),
    caughtBy: { 'fast-pin-races-first-read': 'no breach' },
  },
  {
    name: 'the early copy has the high half twice',
    of: withEarlyCopy,
    change: amended('fork-pte', 'copy-early-low', (m, a, original) => {
      const answer = original(m, a);
      m.frame.lo.store(a, m.get(a, newFrame), m.frame.hi.load(a, m.get(a, parents.frame)));
      return answer;
    }),
    caughtBy: { 'copies-keep-both-halves': 'lost-write' },
  },
  {
    name: 'the early copy has the low half twice',
    of: withEarlyCopy,
    change: amended('fork-pte', 'copy-early-high', (m, a, original) => {
      const answer = original(m, a);
      m.frame.hi.store(a, m.get(a, newFrame), m.frame.lo.load(a, m.get(a, parents.frame)));
      return answer;
    }),
    caughtBy: { 'copies-keep-both-halves': 'lost-write' },
  },
  {
    name: 'the early copy is writable and not exclusive (half of m12)',
    of: ['anon-exclusive', 'anon-exclusive-6.15'],
    change: amended('fork-pte', 'install-early-copy', (m, a, original) => {
      m.frame.flags.and(a, m.get(a, newFrame), ~Frame.exclusive);
      return original(m, a);
    }),
    caughtBy: { 'rw-pin-fork': 'I1w' },
  },
  {
    name: 'fork copies what looks pinned in a process that never pinned anything',
    of: withEarlyCopy.filter((id) => !id.startsWith('anon-exclusive')),
    change: () => ({ rules: { [Rule.Fork]: CopyWhatLooksPinned } }),
    caughtBy: { 'many-references-never-pinned': 'early-copies' },
  },
  {
    name: 'fork copies what is exclusive and looks pinned in a process that never pinned anything',
    of: withEarlyCopy.filter((id) => id.startsWith('anon-exclusive')),
    change: () => ({ rules: { [Rule.Fork]: CopyExclusiveThatLooksPinned } }),
    caughtBy: { 'many-references-never-pinned': 'early-copies' },
  },
];
