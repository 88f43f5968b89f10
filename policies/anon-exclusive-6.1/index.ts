import { commit, definePolicy } from '../../core/index.js';

export default definePolicy('anon-exclusive-6.1', {
  title: 'A full barrier between a lockless pin and its look at the page table, against whoever takes the exclusive bit',
  extends: 'anon-exclusive-6.0',
  since: '6.1',
  sources: [commit('088b8aa537c2'), commit('70cbc3cc78a9')],
  orders: {
    'gup-fast': [
      'read-write-protect-seq', 'irqs-off',
      'read-pte-once', 'check-permission', 'take-reference', 'add-pin-bias', 'full-barrier', 're-read-pte', 'check-unshare',
      'record-fast-page',
      'irqs-on', 'check-write-protect-seq', 'end-walk',
      'back-off-page:', 'undo-page', 'irqs-on-after-back-off', 'check-seq-after-back-off',
    ],
  },
});
