import { injectable } from 'inversify';
import {
  commit,
  definePolicy,
  insert,
  Reuse,
  Rule,
  Stage,
  type FaultView,
  type FrameView,
  type WriteFaultRule,
} from '../../core/index.js';
import { lookUpFirst } from '../mremap-looks-up-first-5.16/index.js';

/** As the page count rule, but incidental references are dropped first if that looks worth it. May copy too much. */
@injectable()
class ReuseIfLastAfterCleanup implements WriteFaultRule {
  static readonly source: string = `do_wp_page, ${commit('53a05ad9f21d')}, ${commit('d4c470970d45')}`;
  readonly reads = ['frame.isKsm', 'frame.refs', 'frame.swapCached'] as const;
  mayReuse(frame: FrameView, fault: FaultView): Reuse {
    switch (fault.stage) {
      case Stage.firstLook: // page table, swap cache and one LRU batch: more cannot be cleaned up
        return frame.isKsm || frame.refs > 3 ? Reuse.copy : Reuse.lookCloser;
      case Stage.drained:
        return frame.refs > 1 + frame.swapCached ? Reuse.copy : Reuse.lookCloser;
      case Stage.pageLocked:
        return frame.isKsm || frame.refs !== 1 ? Reuse.copy : Reuse.now;
    }
  }
}

export default definePolicy('page-count-everywhere', {
  title: 'The page count decides everywhere, after draining the LRU batch; the mapcount is no longer asked',
  extends: 'early-cow-seqcount',
  since: '5.18',
  sources: [
    commit('53a05ad9f21d'),
    commit('d4c470970d45'),
    commit('84d60fdd3733'),
    commit('c145e0b47c77'),
    commit('550a7d60bd5e'),
  ],
  rules: { [Rule.WriteFault]: ReuseIfLastAfterCleanup, [Rule.LastReference]: ReuseIfLastAfterCleanup },
  orders: { 'reuse-page': [insert('drain-lru', 'look-again').after('first-look')], mremap: lookUpFirst },
});
