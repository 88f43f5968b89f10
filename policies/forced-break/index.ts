import { injectable } from 'inversify';
import {
  commit,
  definePolicy,
  Rule,
  type FollowWriteRule,
  type FrameView,
  type GupRequest,
  type PteView,
  type VmaView,
} from '../../core/index.js';
import { HandOutWhatIsMapped } from '../mapcount/gup.js';
import { downgradeFirst } from '../munmap-downgrades-4.20/index.js';

/** Every reference to private memory is taken as if for writing. Copies too much; never hands out a shared page. */
@injectable()
class BreakCowForReaders extends HandOutWhatIsMapped {
  static override readonly source = commit('17839856fd58', 'should_force_cow_break');
  override readonly reads = ['vma.isCow'] as const;
  override breaksCow(request: GupRequest, vma: VmaView): boolean {
    return vma.isCow && !request.fastOnly;
  }
}

/** As before, but a read that broke COW needs no FOLL_FORCE to follow its page. */
@injectable()
class FollowBroken implements FollowWriteRule {
  static readonly source: string = commit('17839856fd58', 'can_follow_write_pte');
  readonly reads = ['pte.writable', 'pte.dirty'] as const;
  mayFollow(pte: PteView, _frame: FrameView, _request: GupRequest, cowBroken: boolean): boolean {
    return pte.writable || (cowBroken && pte.dirty);
  }
}

export default definePolicy('forced-break', {
  title: 'get_user_pages breaks COW for readers too, as if they were writers',
  extends: 'mapcount',
  since: '5.8',
  sources: [commit('17839856fd58'), commit('dd2283f2605e', '4.20')],
  rules: { [Rule.Gup]: BreakCowForReaders, [Rule.FollowWrite]: FollowBroken },
  orders: { munmap: downgradeFirst },
});
