import { commit, defineVariant, insert } from '../../core/index.js';

/** From writing to reading, behind the areas and before the page tables. */
export const downgradeFirst = [insert('downgrade-mm-lock').after('detach-vmas')];

export default defineVariant('munmap-downgrades-4.20', {
  title: 'munmap holds the mmap lock only for reading while it zaps: others fault and get pages beside it',
  since: '4.20',
  sources: [commit('dd2283f2605e', '__do_munmap, downgrade_write')],
  orders: { munmap: downgradeFirst },
});
