import { inject, injectable } from 'inversify';
import {
  commit,
  definePolicy,
  insert,
  mail,
  move,
  replace,
  Reuse,
  Rule,
  Stage,
  without,
  type FaultView,
  type ForkRule,
  type FrameView,
  type GupRequest,
  type MmView,
  type PinAccountingRule,
  type VmaView,
  type WriteFaultRule,
} from '../../core/index.js';
import { HandOutWhatIsMapped } from '../mapcount/gup.js';

/** May copy too much; must never call a frame exclusive that another mapping or reference can reach. */
@injectable()
class ReuseIfExclusive implements WriteFaultRule {
  static readonly source: string = commit('6c287605fd56', 'do_wp_page');
  readonly reads = ['frame.exclusive', 'frame.isKsm', 'frame.refs', 'frame.swapCached'] as const;
  constructor(@inject(Rule.LastReference) private readonly otherwise: WriteFaultRule) {}
  mayReuse(frame: FrameView, fault: FaultView): Reuse {
    if (fault.stage === Stage.firstLook && frame.exclusive) return Reuse.now;
    return this.otherwise.mayReuse(frame, fault);
  }
}

/** Only an exclusive page can be pinned. May copy an exclusive page that only looks pinned; must never share a pinned one. */
@injectable()
class CopyPinnedExclusive implements ForkRule {
  static readonly source: string = commit('fb3d824d1a46', 'page_try_dup_anon_rmap');
  readonly reads = ['frame.isAnon', 'frame.exclusive', 'mm.hasPinned', 'frame.refs'] as const;
  constructor(@inject(Rule.PinAccounting) private readonly pins: PinAccountingRule) {}
  mustCopy(frame: FrameView, parent: MmView): boolean {
    if (!frame.isAnon || !frame.exclusive) return false;
    return parent.hasPinned && this.pins.isMaybePinned(frame);
  }
}

/** A read-only pin makes the page exclusive first; a plain reference takes what is there. */
@injectable()
export class UnshareBeforeReadPin extends HandOutWhatIsMapped {
  static override readonly source: string = commit('a7f226604170', 'gup_must_unshare');
  override readonly reads: readonly string[] = ['frame.isAnon', 'frame.exclusive'];
  override mustUnshare(frame: FrameView, request: GupRequest, _vma: VmaView): boolean {
    return request.pin && !request.write && frame.isAnon && !frame.exclusive;
  }
}

export default definePolicy('anon-exclusive', {
  title: 'A bit says that an anonymous page belongs to one process: it alone is reused and pinned, others are unshared first',
  extends: 'page-count-everywhere',
  since: '5.19',
  sources: [
    commit('6c287605fd56'),
    commit('fb3d824d1a46'),
    commit('c89357e27f20'),
    commit('a7f226604170'),
    commit('b6a2619c60b4'),
    commit('4a18419f71cd', 'mprotect gathers'),
    commit('c9fe66560bf2', 'pte_needs_flush'),
    mail('Linus Torvalds', '21 December 2021', 'an "exclusive to this VM" bit'),
  ],
  rules: { [Rule.WriteFault]: ReuseIfExclusive, [Rule.Fork]: CopyPinnedExclusive, [Rule.Gup]: UnshareBeforeReadPin },
  orders: {
    'new-anon-rmap': [insert('mark-exclusive').after('add-mapping')],
    mprotect: [
      replace('change-pte').by('gather-changed-pte'),
      without('area-changed:', 'flush-changed'),
      insert('area-changed:').before('change-vma'),
      insert('flush-gathered-changes').before('answer-hole'),
    ],
    'reuse-page': [insert('claim-exclusive').after('look-under-lock')],
    'fork-pte': [
      move('take-child-reference').before('ask-fork-rule'),
      insert('clear-exclusive').after('ask-fork-rule'),
      insert('drop-child-reference').after('copy-early:'),
    ],
    'gup-fast': [insert('check-unshare').after('re-read-pte')],
  },
});
