import { injectable } from 'inversify';
import {
  commit,
  definePolicy,
  Rule,
  type FollowWriteRule,
  type FrameView,
  type GupRequest,
  type MprotectRule,
  type PteView,
  type VmaView,
} from '../../core/index.js';

/**
 * A forced write goes to a page that is known to be this process's alone; what a fault did before no longer matters.
 * Where the mapping is writable nothing is forced: a write fault makes the PTE writable.
 */
@injectable()
class FollowExclusive implements FollowWriteRule {
  static readonly source: string = commit('5535be309971', 'can_follow_write_pte');
  readonly reads = ['pte.writable', 'frame.isAnon', 'frame.exclusive', 'vma.isCow', 'vma.writable'] as const;
  mayFollow(pte: PteView, frame: FrameView, request: GupRequest, _cowBroken: boolean, vma: VmaView): boolean {
    if (pte.writable) return true;
    return request.force && vma.isCow && !vma.writable && frame.isAnon && frame.exclusive;
  }
}

/** Saves the write fault of a page that is known to be exclusive; must leave every other PTE read-only. */
@injectable()
class UpgradeDirtyExclusive implements MprotectRule {
  static readonly source: string = commit('64fe24a3e05e', 'can_change_pte_writable');
  readonly reads = ['frame.isAnon', 'frame.exclusive', 'pte.dirty'] as const;
  mayUpgrade(frame: FrameView, pte: PteView): boolean {
    return frame.isAnon && frame.exclusive && pte.dirty;
  }
}

export default definePolicy('anon-exclusive-6.0', {
  title: 'mprotect makes exclusive pages writable without a fault; forced writes need an exclusive page',
  extends: 'anon-exclusive',
  since: '6.0',
  sources: [commit('5535be309971'), commit('64fe24a3e05e')],
  rules: { [Rule.FollowWrite]: FollowExclusive, [Rule.Mprotect]: UpgradeDirtyExclusive },
});
