import { injectable } from 'inversify';
import { commit, defineVariant, Rule, type FrameView, type PinAccountingRule } from '../../core/index.js';

/** GUP_PIN_COUNTING_BIAS: a pin is 1024 references. May call 1024 plain references a pin; never misses one. */
@injectable()
export class PinsByBias implements PinAccountingRule {
  static readonly source: string = commit('3faa52c03f44', 'page_maybe_dma_pinned');
  readonly reads = ['frame.refs'] as const;
  readonly perPin = 1024;
  isMaybePinned(frame: FrameView): boolean {
    return frame.refs >= this.perPin;
  }
}

export default defineVariant('pins-bias', {
  title: 'A pin is 1024 references of the page: exact about pins, wrong about pages with very many references',
  since: '5.7',
  sources: [commit('3faa52c03f44'), commit('eddb1c228f79')],
  rules: { [Rule.PinAccounting]: PinsByBias },
});
