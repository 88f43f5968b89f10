import { commit, defineVariant } from '../../core/index.js';

export default defineVariant('mremap-moves-areas-6.17', {
  title: 'mremap moves several areas and what lies around holes, area by area, where it was EFAULT',
  since: '6.17',
  sources: [commit('d23cb648e365', 'remap_move')],
  orders: {
    mremap: [
      'lock-mm-for-move', 'take-range',
      'next-area', 'clear-destination', 'move-vmas', 'move-page-tables', 'go-on-behind',
      'unlock-mm-after-move',
      'back-off:', 'unlock-mm-failing-move',
    ],
  },
});
