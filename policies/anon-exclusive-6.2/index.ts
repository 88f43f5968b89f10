import { injectable } from 'inversify';
import {
  commit,
  definePolicy,
  insert,
  replace,
  Rule,
  type FrameView,
  type GupRequest,
  type MprotectRule,
  type VmaView,
} from '../../core/index.js';
import { UnshareBeforeReadPin } from '../anon-exclusive/index.js';

/** A long-term read-only pin of private memory gets an exclusive page, whatever was mapped: zero and file pages too. */
@injectable()
export class UnshareAnyBeforeLongtermPin extends UnshareBeforeReadPin {
  static override readonly source: string = `${commit('84209e87c696', 'gup_must_unshare')}, ${commit('8d6a0ac09a16')}`;
  override readonly unsharesAnyPage = true;
  override readonly reads: readonly string[] = ['frame.isAnon', 'frame.exclusive', 'vma.isCow'];
  override mustUnshare(frame: FrameView, request: GupRequest, vma: VmaView): boolean {
    if (frame.isAnon) return super.mustUnshare(frame, request, vma);
    return request.pin && request.longterm && !request.write && vma.isCow;
  }
}

/** As before; the PTE need not be dirty for private areas. */
@injectable()
class UpgradeExclusive implements MprotectRule {
  static readonly source: string = commit('6a56ccbcf6c6', 'can_change_pte_writable');
  readonly reads = ['frame.isAnon', 'frame.exclusive'] as const;
  mayUpgrade(frame: FrameView): boolean {
    return frame.isAnon && frame.exclusive;
  }
}

export default definePolicy('anon-exclusive-6.2', {
  title: 'Long-term read-only pins break COW for zero and file pages too',
  extends: 'anon-exclusive-6.1',
  since: '6.2',
  sources: [commit('8d6a0ac09a16'), commit('84209e87c696'), commit('6a56ccbcf6c6'), commit('5df397dec7c4')],
  rules: { [Rule.Gup]: UnshareAnyBeforeLongtermPin, [Rule.Mprotect]: UpgradeExclusive },
  orders: { 'zap-range': [replace('drop-zapped').by('drop-or-delay'), insert('drop-delayed').after('flush-under-lock')] },
});
