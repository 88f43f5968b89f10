import { commit, definePolicy } from '../../core/index.js';
import { clearLru } from '../activation-clears-lru-6.11/index.js';

export default definePolicy('anon-exclusive-6.15', {
  title: 'As 6.5 for base pages; large folios, where it differs, are not modelled yet',
  extends: 'anon-exclusive-6.5',
  since: '6.15',
  sources: [commit('1da190f4d0a6'), commit('33dfe9204f29')],
  orders: { 'gup-slow': clearLru },
});
