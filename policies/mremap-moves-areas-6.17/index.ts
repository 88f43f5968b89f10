import { commit, defineVariant, insert, without } from '../../core/index.js';

export default defineVariant('mremap-moves-areas-6.17', {
  title: 'mremap moves several areas and what lies around holes, area by area, where it was EFAULT',
  since: '6.17',
  sources: [commit('d23cb648e365', 'remap_move')],
  orders: {
    mremap: [
      without('look-up-source').ifThere(),
      without('check-source'),
      insert('next-area').before('clear-destination'),
      insert('go-on-behind').after('move-page-tables'),
    ],
  },
});
