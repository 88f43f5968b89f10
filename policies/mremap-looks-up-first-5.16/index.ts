import { commit, defineVariant, insert } from '../../core/index.js';

/** The first page is looked up before the destination goes. */
export const lookUpFirst = [insert('look-up-source').before('clear-destination')];

export default defineVariant('mremap-looks-up-first-5.16', {
  title: 'mremap of what is not mapped at its beginning leaves the destination alone',
  since: '5.16',
  sources: [commit('550a7d60bd5e', 'SYSCALL_DEFINE5(mremap)')],
  orders: { mremap: lookUpFirst },
});
