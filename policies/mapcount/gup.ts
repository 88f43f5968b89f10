/** What get_user_pages hands out while references and pins count for nothing. */

import { injectable } from 'inversify';
import {
  commit,
  type DirectIoRule,
  type FilePinRule,
  type FollowWriteRule,
  type FrameView,
  type GupRequest,
  type GupRule,
  type PteView,
  type VmaView,
} from '../../core/index.js';

/** Any present page may be read. Never breaks COW for a reader; the page may be another process's tomorrow. */
@injectable()
export class HandOutWhatIsMapped implements GupRule {
  static readonly source: string = 'follow_page_pte and gup_pte_range, Linux 5.7';
  readonly reads: readonly string[] = [];
  readonly unsharesAnyPage: boolean = false;
  readonly countsZeroPage: boolean = true;
  breaksCow(_request: GupRequest, _vma: VmaView): boolean {
    return false;
  }
  mustUnshare(_frame: FrameView, _request: GupRequest, _vma: VmaView): boolean {
    return false;
  }
}

/** Whoever may store to file memory may have it pinned for writing, for as long as it likes. Refuses nothing. */
@injectable()
export class TakeAnyFileMemory implements FilePinRule {
  static readonly source: string = 'check_vma_flags and gup_pte_range, Linux 5.7';
  readonly reads: readonly string[] = [];
  mayTake(_request: GupRequest, _vma: VmaView): boolean {
    return true;
  }
  mayTakeLockless(_frame: FrameView, _request: GupRequest): boolean {
    return true;
  }
}

/** A writable PTE; or FOLL_FORCE on a dirty PTE after a write fault of this very call (FOLL_COW). */
@injectable()
export class FollowWritableOrBroken implements FollowWriteRule {
  static readonly source: string = commit('19be0eaffa3a', 'can_follow_write_pte');
  readonly reads = ['pte.writable', 'pte.dirty'] as const;
  mayFollow(pte: PteView, _frame: FrameView, request: GupRequest, cowBroken: boolean): boolean {
    return pte.writable || (request.force && cowBroken && pte.dirty);
  }
}

/** Direct I/O takes FOLL_GET references (up to 6.4). */
@injectable()
export class DirectIoGets implements DirectIoRule {
  static readonly source: string = 'fs/direct-io.c and iov_iter_get_pages2, Linux 6.2';
  readonly reads = [] as const;
  readonly reference: 'get' | 'pin' = 'get';
}
