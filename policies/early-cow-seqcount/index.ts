import { commit, definePolicy, insert } from '../../core/index.js';

export default definePolicy('early-cow-seqcount', {
  title: 'A sequence count around fork sends lockless pins to the slow path, which fork excludes',
  extends: 'early-cow',
  since: '5.11',
  sources: [commit('57efa1fe5957', 'also in 5.10.7'), commit('c28b1fc70390')],
  orders: {
    'copy-page-range': [
      insert('begin-write-protect-seq').before('find-pte-to-copy'),
      insert('end-write-protect-seq').before('all-copied'),
      insert('end-write-protect-seq-failing').after('back-off:'),
    ],
    'gup-fast': [
      insert('read-write-protect-seq').before('irqs-off'),
      insert('check-write-protect-seq').after('irqs-on'),
      insert('check-seq-after-back-off').after('irqs-on-after-back-off'),
    ],
  },
});
