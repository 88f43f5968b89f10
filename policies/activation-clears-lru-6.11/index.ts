import { commit, defineVariant } from '../../core/index.js';

/** A page that waits to be activated is not on the LRU. */
export const activateOffLru: readonly string[] = [
  'lock-mm-for-gup', 'check-vma', 'lock-to-follow', 'follow-pte', 'grab-page', 'mark-accessed-off-lru', 'unlock-followed',
  'record-slow-page', 'unlock-mm-after-gup',
  'fault-in:', 'fault-in-page', 'faulted-in',
  'back-off:', 'unlock-mm-failing-gup',
];

export default defineVariant('activation-clears-lru-6.11', {
  title: 'A page that waits in an LRU batch to be activated has no LRU flag, so that the write fault drains the batch',
  since: '6.11',
  sources: [commit('33dfe9204f29')],
  orders: { 'gup-slow': activateOffLru },
});
