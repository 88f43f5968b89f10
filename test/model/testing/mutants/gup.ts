/** What get_user_pages may do wrong: gup_pte_range, follow_page_pte and the rules they ask. */

import { injectable } from 'inversify';
import { UnshareAnyBeforeLongtermPin } from '../../../../policies/anon-exclusive-6.2/index.js';
import { RefuseLongtermWrites } from '../../../../policies/anon-exclusive-6.5/index.js';
import { UnshareBeforeReadPin } from '../../../../policies/anon-exclusive/index.js';
import { Access } from '../../../../core/machine/bits.js';
import { mapsPage } from '../../../../core/machine/pte-kind.js';
import {
  Rule,
  type FollowWriteRule,
  type FrameView,
  type GupRequest,
  type PteView,
  type VmaView,
} from '../../../../core/rules/rule.js';
import { register } from '../../../../core/engine/registers.js';
import { goto, next } from '../../../../core/engine/answers.js';
import { move, without } from '../../../../core/engine/edits.js';
import { amended, reordered, type CaughtMutant, type Survivor } from './mutant.js';

const fast = { pte: register('gup-fast', 'pte'), word: register('gup-fast', 'word') };
const want = register('gup-slow', 'want');
const pte = register('own-and-lock-table', 'pte');
const toBackOff = goto('back-off-page');
const toFault = goto('fault-in');

/** FollowWritableOrBroken without the dirty bit. */
@injectable()
class FollowBrokenOnce implements FollowWriteRule {
  readonly reads = ['pte.writable'] as const;
  mayFollow(view: PteView, _frame: FrameView, request: GupRequest, cowBroken: boolean): boolean {
    return view.writable || (request.force && cowBroken);
  }
}

/** FollowBroken of forced-break without the dirty bit. */
@injectable()
class FollowAnyBrokenOnce implements FollowWriteRule {
  readonly reads = ['pte.writable'] as const;
  mayFollow(view: PteView, _frame: FrameView, _request: GupRequest, cowBroken: boolean): boolean {
    return view.writable || cowBroken;
  }
}

/** FollowExclusive without the exclusive mark. */
@injectable()
class FollowWhereForced implements FollowWriteRule {
  readonly reads = ['pte.writable', 'vma.isCow', 'vma.writable'] as const;
  mayFollow(view: PteView, _frame: FrameView, request: GupRequest, _cowBroken: boolean, vma: VmaView): boolean {
    return view.writable || (request.force && vma.isCow && !vma.writable);
  }
}

/** UnshareBeforeReadPin for writable pins too. */
@injectable()
class UnshareBeforePin extends UnshareBeforeReadPin {
  override mustUnshare(frame: FrameView, request: GupRequest): boolean {
    return request.pin && frame.isAnon && !frame.exclusive;
  }
}

/** UnshareAnyBeforeLongtermPin for writable pins too. */
@injectable()
class UnshareAnyBeforePin extends UnshareAnyBeforeLongtermPin {
  override mustUnshare(frame: FrameView, request: GupRequest, vma: VmaView): boolean {
    return request.pin && (frame.isAnon ? !frame.exclusive : request.longterm && vma.isCow);
  }
}

/** RefuseLongtermWrites, but the lockless walk takes every page. */
@injectable()
class RefuseInSlowPathOnly extends RefuseLongtermWrites {
  override mayTakeLockless(): boolean {
    return true;
  }
}

/** RefuseLongtermWrites, but only the lockless walk looks. */
@injectable()
class RefuseInFastPathOnly extends RefuseLongtermWrites {
  override mayTake(): boolean {
    return true;
  }
}

/** RefuseLongtermWrites for short-term pins too. */
@injectable()
class RefuseWrites extends RefuseLongtermWrites {
  override mayTake({ pin, write }: GupRequest, { dirtyTracked }: VmaView): boolean {
    return !pin || !write || !dirtyTracked;
  }
}

/** RefuseLongtermWrites for private mappings and memory files too: whatever is no anonymous page. */
@injectable()
class RefuseLongtermWritesToFiles extends RefuseLongtermWrites {
  override mayTake({ pin, write, longterm }: GupRequest): boolean {
    return !pin || !write || !longterm;
  }
}

/** RefuseLongtermWrites without the exception for tmpfs in the lockless walk. */
@injectable()
class LeaveMemoryFilesToSlowPath extends RefuseLongtermWrites {
  override mayTakeLockless(frame: FrameView, { pin, write, longterm }: GupRequest): boolean {
    return !pin || !write || !longterm || frame.isAnon;
  }
}

/** The step in which a lockless pin looks at the exclusive mark; from 6.5 on at what file the page is of, too. */
function checkOf(parent: string): string {
  return parent === 'anon-exclusive-6.15' ? 'check-folio' : 'check-unshare';
}

export const gupMutants: readonly CaughtMutant[] = [
  {
    name: 'a lockless pin reads the sequence count behind its walk (m7, R1)',
    of: ['early-cow-seqcount'],
    change: reordered('gup-fast', move('read-write-protect-seq').before('irqs-on'), without('check-seq-after-back-off')),
    caughtBy: { 'rw-pin-races-fork': 'coherence' },
  },
  {
    name: 'has_pinned is set only after the pin (m13, R1)',
    of: ['early-cow-seqcount', 'anon-exclusive-6.15'],
    change: reordered('gup', move('set-has-pinned').before('got-all')),
    caughtBy: { 'rw-pin-races-fork': 'coherence', 'rw-pin-fork': 'I15' },
  },
  {
    name: 'a lockless pin does not look at the PTE again (m6, R2)',
    of: ['mapcount', 'anon-exclusive', 'anon-exclusive-6.15'],
    change: reordered('gup-fast', without('re-read-pte')),
    caughtBy: { 'pin-races-dontneed': 'coherence', 'pin-races-refault': 'coherence' },
  },
  {
    name: 'a lockless pin compares the bits of the PTE and not its frame (R2)',
    of: ['mapcount', 'forced-break', 'early-cow', 'anon-exclusive', 'anon-exclusive-6.15'],
    change: amended('gup-fast', 're-read-pte', (m, a) =>
      m.pte.entry.word(a, m.get(a, fast.pte)) === m.get(a, fast.word) ? next : toBackOff,
    ),
    caughtBy: { 'pin-races-refault': 'coherence' },
  },
  {
    name: 'FOLL_COW is enough to follow a PTE that is not dirty (D22)',
    of: ['mapcount', 'early-cow', 'page-count-everywhere', 'anon-exclusive'],
    change: () => ({ rules: { [Rule.FollowWrite]: FollowBrokenOnce } }),
    caughtBy: { 'forced-pin-races-dontneed': 'isolation' },
  },
  {
    name: 'FOLL_COW is enough to follow a PTE that is not dirty, for readers too (D22)',
    of: ['forced-break'],
    change: () => ({ rules: { [Rule.FollowWrite]: FollowAnyBrokenOnce } }),
    caughtBy: { 'forced-pin-races-dontneed': 'isolation' },
  },
  {
    name: 'FOLL_FORCE is enough to follow a PTE whose page is not exclusive (D22)',
    of: ['anon-exclusive-6.0', 'anon-exclusive-6.15'],
    change: () => ({ rules: { [Rule.FollowWrite]: FollowWhereForced } }),
    caughtBy: { 'forced-pin-races-dontneed': 'isolation' },
  },
  {
    name: 'a writable pin takes an unshare fault where it needs a write fault',
    of: ['anon-exclusive', 'anon-exclusive-6.0', 'anon-exclusive-6.15'],
    change: amended('gup-slow', 'follow-pte', (m, a, original) => {
      const answer = original(m, a);
      const isMapped = mapsPage(m.pte.entry.word(a, m.get(a, pte)));
      if (answer === toFault && isMapped && m.get(a, want) === Access.write) m.set(a, want, Access.unshare);
      return answer;
    }),
    caughtBy: { 'rw-pin-shared-page': 'progress' },
  },
  {
    name: 'a lockless pin does not look at what file its page is of (a6e79df92e4a)',
    of: ['anon-exclusive-6.5', 'anon-exclusive-6.15'],
    change: () => ({ rules: { [Rule.FilePin]: RefuseInSlowPathOnly } }),
    caughtBy: { 'rw-longterm-pin-of-shared-file-page-fast': 'not refused' },
  },
  {
    name: 'a pin by the slow path does not look at what mapping it is of (8ac268436e6d)',
    of: ['anon-exclusive-6.5', 'anon-exclusive-6.15'],
    change: () => ({ rules: { [Rule.FilePin]: RefuseInFastPathOnly } }),
    caughtBy: { 'rw-longterm-pin-of-shared-file-page-slow': 'not refused' },
  },
  {
    name: 'a short-term pin is refused like a long-term one',
    of: ['anon-exclusive-6.5', 'anon-exclusive-6.15'],
    change: () => ({ rules: { [Rule.FilePin]: RefuseWrites } }),
    caughtBy: { 'rw-short-term-pin-of-shared-file-page': 'progress' },
  },
  {
    name: 'a long-term pin is refused whatever the mapping wants to know of its stores',
    of: ['anon-exclusive-6.5', 'anon-exclusive-6.15'],
    change: () => ({ rules: { [Rule.FilePin]: RefuseLongtermWritesToFiles } }),
    caughtBy: {
      'rw-longterm-pin-of-private-file-page': 'progress',
      'rw-longterm-pin-of-shared-memory-file-page': 'progress',
      'longterm-pin-of-untracked-file-page': 'progress',
    },
  },
  {
    name: 'a lockless pin takes no page of a memory file',
    of: ['anon-exclusive-6.5', 'anon-exclusive-6.15'],
    change: () => ({ rules: { [Rule.FilePin]: LeaveMemoryFilesToSlowPath } }),
    caughtBy: { 'rw-longterm-pin-of-shared-memory-file-page': 'gup-fast-pages' },
  },
];

export const gupSurvivors: readonly Survivor[] = [
  {
    name: 'a writable pin is told to unshare what is not exclusive, by the rule',
    of: ['anon-exclusive'],
    change: () => ({ rules: { [Rule.Gup]: UnshareBeforePin } }),
    same: 'states',
    survives:
      'equivalent: the rule is asked only about read-only PTEs, and a writable pin has left those to a write fault before, ' +
      'lockless or not (gup_must_unshare: "FOLL_WRITE is implicitly handled correctly as the page has to be writable")',
  },
  {
    name: 'a writable pin is told to unshare any page, by the rule',
    of: ['anon-exclusive-6.2'],
    change: () => ({ rules: { [Rule.Gup]: UnshareAnyBeforePin } }),
    same: 'states',
    survives: 'equivalent: as above',
  },
  {
    name: 'a lockless pin looks at the exclusive mark before it looks at the PTE again (R4)',
    of: ['anon-exclusive', 'anon-exclusive-6.15'],
    change: (parent) => reordered('gup-fast', move(checkOf(parent)).before('re-read-pte'))(parent),
    same: 'outcomes',
    survives:
      'waits for swap, migration and KSM, which clear the mark and may restore the PTE: the reference keeps the page from ' +
      'being freed and coming back, and only fork clears the mark of a page in use, which undoes the pin by its sequence count',
  },
  {
    name: 'a lockless pin looks at the exclusive mark before it takes its reference (m5, R3)',
    // From 6.5 on the order check refuses it: what file the page is of may only be looked at once the page is held.
    of: ['anon-exclusive', 'anon-exclusive-6.2'],
    change: reordered('gup-fast', move('check-unshare').before('take-reference')),
    same: 'outcomes',
    survives:
      'waits for swap, migration and KSM, which clear the mark and may restore the PTE: the second look at the PTE tells ' +
      'that a page was given up, and only fork clears the mark of a page in use, which undoes the pin by its sequence count',
  },
];
