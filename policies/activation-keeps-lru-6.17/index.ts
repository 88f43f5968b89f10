import { defineVariant, mail, replace } from '../../core/index.js';

export default defineVariant('activation-keeps-lru-6.17', {
  title:
    'As up to 6.10 again: a page that waits in an LRU batch to be activated keeps its LRU flag, and the last owner copies it',
  since: '6.17',
  sources: [
    mail('Hugh Dickins', '8 September 2025', 'mm: revert "mm/gup: clear the LRU flag of a page before adding to LRU batch"'),
  ],
  orders: { 'gup-slow': [replace('mark-accessed-off-lru').by('mark-accessed')] },
});
