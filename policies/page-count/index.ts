import { injectable } from 'inversify';
import {
  commit,
  definePolicy,
  insert,
  mail,
  replace,
  Reuse,
  Rule,
  Stage,
  type FaultView,
  type FrameView,
  type WriteFaultRule,
} from '../../core/index.js';
import { downgradeFirst } from '../munmap-downgrades-4.20/index.js';

/** Whenever anything else has a reference, copy. May copy too much, a page a pin follows included; never shares. */
@injectable()
class ReuseIfLastReference implements WriteFaultRule {
  static readonly source: string = commit('09854ba94c6a', 'do_wp_page');
  readonly reads = ['frame.isKsm', 'frame.refs', 'frame.mapcount'] as const;
  mayReuse(frame: FrameView, fault: FaultView): Reuse {
    if (frame.isKsm || frame.refs !== 1) return Reuse.copy;
    if (fault.stage !== Stage.pageLocked) return Reuse.lookCloser;
    return frame.mapcount === 1 ? Reuse.now : Reuse.copy;
  }
}

export default definePolicy('page-count', {
  title: 'A write fault reuses the page only if nothing else holds a reference; fork still shares pinned pages',
  extends: 'mapcount',
  sources: [
    commit('09854ba94c6a'),
    commit('1a0cf26323c8'),
    commit('a308c71bf1e6'),
    commit('dd2283f2605e', '4.20'),
    mail('Linus Torvalds', '11 August 2020', 'Re: [PATCH v3] mm/gup: Allow real explicit breaking of COW'),
  ],
  rules: { [Rule.WriteFault]: ReuseIfLastReference, [Rule.LastReference]: ReuseIfLastReference },
  orders: {
    'reuse-page': [
      replace(
        'trylock-or-sleep',
        'reference-before-sleep',
        'unlock-table-to-sleep',
        'sleep-on-page-lock',
        'relock-table',
        'recheck-after-sleep',
      ).by('trylock-or-copy'),
    ],
    // Anonymous pages begin on the inactive list (b518154e59aa), so that get_user_pages activates them; up to 5.8 they are
    // active from the beginning.
    'gup-slow': [insert('mark-accessed').after('grab-page')],
    munmap: downgradeFirst,
  },
});
