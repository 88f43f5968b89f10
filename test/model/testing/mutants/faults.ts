/** What a write or unshare fault may do wrong: do_wp_page, wp_page_reuse and wp_page_copy. */

import { inject, injectable } from 'inversify';
import { Frame, Pte } from '../../../../core/machine/bits.js';
import { Reuse, Rule, Stage, type FaultView, type FrameView, type WriteFaultRule } from '../../../../core/rules/rule.js';
import { register } from '../../../../core/engine/registers.js';
import { move, without } from '../../../../core/engine/edits.js';
import { amended, reordered, type Amendment, type CaughtMutant, type Survivor } from './mutant.js';

const pte = register('own-and-lock-table', 'pte');
const frame = register('handle-mm-fault', 'frame');
const newFrame = register('copy-page', 'new');

/** The write bit is given, the dirty bit stays as it was. */
const grantClean: Amendment = (m, a, original) => {
  const clean = ~m.pte.entry.word(a, m.get(a, pte)) & Pte.dirty;
  const answer = original(m, a);
  m.pte.entry.and(a, m.get(a, pte), ~clean);
  return answer;
};

/** ReuseIfExclusive for write faults only. */
@injectable()
class UnshareWhatIsExclusive implements WriteFaultRule {
  readonly reads = ['frame.exclusive', 'frame.isKsm', 'frame.refs', 'frame.swapCached'] as const;
  constructor(@inject(Rule.LastReference) private readonly otherwise: WriteFaultRule) {}
  mayReuse(view: FrameView, fault: FaultView): Reuse {
    if (fault.stage === Stage.firstLook && view.exclusive && !fault.unshare) return Reuse.now;
    return this.otherwise.mayReuse(view, fault);
  }
}

export const faultMutants: readonly CaughtMutant[] = [
  {
    name: 'a copy drops its old mapping before the PTE has changed (m9, R5b)',
    of: ['mapcount'],
    change: reordered('copy-page', move('drop-old-mapping').before('clear-pte')),
    caughtBy: { 'write-faults-of-two-processes': 'isolation', 'basic-cow': 'I10p' },
  },
  {
    name: 'a copy is installed without looking at the PTE again (R6)',
    of: ['mapcount', 'anon-exclusive-6.15'],
    change: reordered('copy-page', without('recheck')),
    caughtBy: { 'write-faults-of-two-threads': 'lost-write' },
  },
  {
    name: 'a copy has the high half twice',
    of: ['mapcount', 'anon-exclusive-6.15'],
    change: amended('copy-page', 'copy-low-half', (m, a, original) => {
      const answer = original(m, a);
      m.frame.lo.store(a, m.get(a, newFrame), m.frame.hi.load(a, m.get(a, frame)));
      return answer;
    }),
    caughtBy: { 'copies-keep-both-halves': 'lost-write' },
  },
  {
    name: 'a copy has the low half twice',
    of: ['mapcount', 'anon-exclusive-6.15'],
    change: amended('copy-page', 'copy-high-half', (m, a, original) => {
      const answer = original(m, a);
      m.frame.hi.store(a, m.get(a, newFrame), m.frame.lo.load(a, m.get(a, frame)));
      return answer;
    }),
    caughtBy: { 'copies-keep-both-halves': 'lost-write' },
  },
  {
    name: 'the page is marked exclusive whether it is reused or copied',
    of: ['anon-exclusive', 'anon-exclusive-6.15'],
    change: amended('reuse-page', 'claim-exclusive', (m, a, original) => {
      m.frame.flags.or(a, m.get(a, frame), Frame.exclusive);
      return original(m, a);
    }),
    caughtBy: { 'ro-pin-races-reuse': 'coherence' },
  },
  {
    name: 'an unshare fault copies a page that is exclusive already',
    of: ['anon-exclusive', 'anon-exclusive-6.2', 'anon-exclusive-6.15'],
    change: () => ({ rules: { [Rule.WriteFault]: UnshareWhatIsExclusive } }),
    caughtBy: { 'two-ro-pins-race': 'coherence' },
  },
  {
    name: 'a write fault grants the write and leaves the PTE clean, which FOLL_COW follows (up to 5.19)',
    of: ['mapcount', 'forced-break', 'early-cow', 'page-count-everywhere', 'anon-exclusive'],
    change: amended('handle-mm-fault', 'make-writable', grantClean),
    caughtBy: { 'forced-pin-of-read-only-memory': 'progress' },
  },
  {
    name: 'a write fault grants the write and leaves the PTE clean, which mprotect asks for (6.0 and 6.1)',
    of: ['anon-exclusive-6.0', 'anon-exclusive-6.1'],
    change: amended('handle-mm-fault', 'make-writable', grantClean),
    caughtBy: { 'mprotect-upgrades-pinned-for-writing': 'mprotect-upgrades' },
  },
];

export const faultSurvivors: readonly Survivor[] = [
  {
    name: 'a write fault grants the write and leaves the PTE clean (6.2 and later)',
    of: ['anon-exclusive-6.2', 'anon-exclusive-6.15'],
    change: amended('handle-mm-fault', 'make-writable', grantClean),
    same: 'outcomes',
    survives:
      'waits for swap and soft-dirty: nothing that is modelled asks for the dirty bit of private memory from 6.2 on; ' +
      'a store sets it by itself, and what only a pin writes is lost where reclaim drops a clean page',
  },
];
