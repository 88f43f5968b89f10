import { commit, definePolicy } from '../../core/index.js';

export default definePolicy('early-cow-seqcount', {
  title: 'A sequence count around fork sends lockless pins to the slow path, which fork excludes',
  extends: 'early-cow',
  since: '5.11',
  sources: [commit('57efa1fe5957', 'also in 5.10.7'), commit('c28b1fc70390')],
  orders: {
    'copy-page-range': [
      'vma-needs-copy', 'begin-write-protect-seq',
      'find-pte-to-copy', 'lock-child-table', 'lock-parent-table', 'remember-parent-table', 'copy-pte', 'advance', 'unlock-tables',
      'allocate-and-retry',
      'finished:', 'end-write-protect-seq', 'all-copied',
    ],
    'gup-fast': [
      'read-write-protect-seq', 'irqs-off',
      'read-pte-once', 'check-permission', 'take-reference', 'add-pin-bias', 're-read-pte', 'record-fast-page',
      'irqs-on', 'check-write-protect-seq', 'end-walk',
      'back-off-page:', 'undo-page', 'irqs-on-after-back-off', 'check-seq-after-back-off',
    ],
  },
});
