import { commit, definePolicy, insert, mail, move } from '../../core/index.js';

export default definePolicy('early-cow-wrprotect', {
  title: 'Fork write-protects first, then tests for pins and restores: right only if nobody reorders the two',
  extends: 'early-cow',
  sources: [
    commit('70e806e4e645', 'as merged, before f3c64eda3e50'),
    mail('Peter Xu', '25 September 2020', '[PATCH v2 3/4] mm: Do early cow for pinned pages during fork() for ptes'),
  ],
  orders: { 'fork-pte': [move('write-protect-parent').before('ask-fork-rule'), insert('restore-parent').after('copy-early:')] },
});
