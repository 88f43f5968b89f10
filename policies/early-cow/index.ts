import { inject, injectable } from 'inversify';
import {
  commit,
  definePolicy,
  insert,
  move,
  Rule,
  type ForkRule,
  type FrameView,
  type MmView,
  type PinAccountingRule,
} from '../../core/index.js';

/** Copies what may be pinned, also when it only looks so. Must never share a pinned page. */
@injectable()
class CopyMaybePinned implements ForkRule {
  static readonly source: string = commit('70e806e4e645', 'copy_present_page');
  readonly reads = ['mm.hasPinned', 'frame.refs'] as const;
  constructor(@inject(Rule.PinAccounting) private readonly pins: PinAccountingRule) {}
  mustCopy(frame: FrameView, parent: MmView): boolean {
    return parent.hasPinned && this.pins.isMaybePinned(frame);
  }
}

export default definePolicy('early-cow', {
  title: 'Fork copies pages that may be pinned at once; a lockless pin may slip in between test and write-protect',
  extends: 'page-count',
  since: '5.9',
  sources: [commit('70e806e4e645'), commit('008cfe4418b3'), commit('d042035eaf5f'), commit('f3c64eda3e50')],
  rules: { [Rule.Fork]: CopyMaybePinned },
  orders: {
    'fork-pte': [
      move('write-protect-parent').after('raise-child-mapcount'),
      insert('ask-fork-rule').after('read-parent-pte'),
      insert(
        'copy-early:',
        'need-preallocated',
        'copy-early-low',
        'copy-early-high',
        'map-early-copy',
        'add-early-copy-to-lru',
        'install-early-copy',
      ).before('pte-done:'),
    ],
  },
});
