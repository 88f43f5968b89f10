import { commit, defineVariant } from '../../core/index.js';

export default defineVariant('mremap-moves-areas-6.17', {
  title: 'mremap moves several areas and what lies around holes, area by area, where it was EFAULT',
  since: '6.17',
  sources: [commit('d23cb648e365', 'remap_move')],
  orders: {
    mremap: [
      'lock-mm-for-move', 'take-range',
      'area-moved:', 'next-area', 'clear-destination', 'move-vmas',
      'find-pte-to-move', 'take-pte', 'flush-moved', 'lock-destination', 'put-pte',
      'unlock-mm-after-move',
      'back-off:', 'unlock-mm-failing-move',
    ],
  },
});
