import { commit, definePolicy, insert } from '../../core/index.js';

export default definePolicy('anon-exclusive-6.1', {
  title: 'A full barrier between a lockless pin and its look at the page table, against whoever takes the exclusive bit',
  extends: 'anon-exclusive-6.0',
  since: '6.1',
  sources: [commit('088b8aa537c2'), commit('70cbc3cc78a9')],
  orders: { 'gup-fast': [insert('full-barrier').after('add-pin-bias')] },
});
