import { commit, definePolicy, mail } from '../../core/index.js';

export default definePolicy('early-cow-wrprotect', {
  title: 'Fork write-protects first, then tests for pins and restores: right only if nobody reorders the two',
  extends: 'early-cow',
  sources: [
    commit('70e806e4e645', 'as merged, before f3c64eda3e50'),
    mail('Peter Xu', '25 September 2020', '[PATCH v2 3/4] mm: Do early cow for pinned pages during fork() for ptes'),
  ],
  orders: {
    'fork-pte': [
      'read-parent-pte', 'write-protect-parent', 'ask-fork-rule',
      'take-child-reference', 'raise-child-mapcount', 'install-child-pte',
      'share-zero:', 'install-zero-in-child',
      'copy-early:', 'restore-parent', 'need-preallocated', 'copy-early-low', 'copy-early-high',
      'map-early-copy', 'add-early-copy-to-lru', 'install-early-copy',
      'pte-done:', 'end-pte',
    ],
  },
});
