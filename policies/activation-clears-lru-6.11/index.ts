import { commit, defineVariant, replace } from '../../core/index.js';

/** A page that waits to be activated is not on the LRU. */
export const clearLru = [replace('mark-accessed').by('mark-accessed-off-lru')];

export default defineVariant('activation-clears-lru-6.11', {
  title: 'A page that waits in an LRU batch to be activated has no LRU flag, so that the write fault drains the batch',
  since: '6.11',
  sources: [commit('33dfe9204f29')],
  orders: { 'gup-slow': clearLru },
});
