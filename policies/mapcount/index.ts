import { injectable } from 'inversify';
import {
  commit,
  definePolicy,
  move,
  replace,
  Reuse,
  Rule,
  Stage,
  type FaultView,
  type ForkRule,
  type FrameView,
  type MprotectRule,
  type PteView,
  type WriteFaultRule,
} from '../../core/index.js';
import { PinsByBias } from '../pins-bias/index.js';
import { DirectIoGets, FollowWritableOrBroken, HandOutWhatIsMapped, TakeAnyFileMemory } from './gup.js';

/** Reuse whenever no other page table maps it. Never copies too much; shares with references it cannot see. */
@injectable()
export class ReuseIfMappedOnce implements WriteFaultRule {
  static readonly source: string = `do_wp_page and reuse_swap_page, Linux 4.19; ${commit('52d1e606ee73', 'reuse_ksm_page')}`;
  readonly reads = ['frame.isKsm', 'frame.swapCached', 'frame.refs', 'frame.mapcount'] as const;
  mayReuse(frame: FrameView, fault: FaultView): Reuse {
    if (fault.stage !== Stage.pageLocked) return Reuse.lookCloser;
    if (frame.isKsm) return frame.swapCached === 0 && frame.refs === 1 ? Reuse.now : Reuse.copy;
    return frame.mapcount <= 1 ? Reuse.now : Reuse.copy;
  }
}

/** No pin test of any kind. Never copies; parts pins from their process. */
@injectable()
class ShareAlways implements ForkRule {
  static readonly source: string = 'copy_one_pte, Linux 5.7';
  readonly reads = [] as const;
  mustCopy(): boolean {
    return false;
  }
}

/** A PTE becomes writable in a write fault and nowhere else. */
@injectable()
class LeaveToWriteFault implements MprotectRule {
  static readonly source: string = 'change_pte_range, Linux 5.19';
  readonly reads = [] as const;
  mayUpgrade(_frame: FrameView, _pte: PteView): boolean {
    return false;
  }
}

export default definePolicy('mapcount', {
  title: 'A write fault reuses the page unless another page table maps it; references and pins do not count',
  since: '4.9',
  sources: [commit('19be0eaffa3a'), commit('52d1e606ee73'), 'reuse_swap_page and copy_one_pte, Linux 4.19 and 5.7'],
  rules: {
    [Rule.WriteFault]: ReuseIfMappedOnce,
    [Rule.Fork]: ShareAlways,
    [Rule.PinAccounting]: PinsByBias,
    [Rule.Gup]: HandOutWhatIsMapped,
    [Rule.FilePin]: TakeAnyFileMemory,
    [Rule.FollowWrite]: FollowWritableOrBroken,
    [Rule.Mprotect]: LeaveToWriteFault,
    [Rule.DirectIo]: DirectIoGets,
  },
  orders: {
    'reuse-page': [
      replace('trylock-or-copy').by(
        'trylock-or-sleep',
        'reference-before-sleep',
        'unlock-table-to-sleep',
        'sleep-on-page-lock',
        'relock-table',
        'recheck-after-sleep',
      ),
    ],
    'fork-pte': [move('write-protect-parent').after('read-parent-pte')],
  },
});
