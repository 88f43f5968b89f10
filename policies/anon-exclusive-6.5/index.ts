import { injectable } from 'inversify';
import { commit, definePolicy, replace, Rule, type FrameView, type GupRequest, type VmaView } from '../../core/index.js';
import { UnshareAnyBeforeLongtermPin } from '../anon-exclusive-6.2/index.js';
import { DirectIoGets, TakeAnyFileMemory } from '../mapcount/gup.js';

/** As before; FOLL_PIN takes no references on the zero page. */
@injectable()
class LeaveZeroPageUncounted extends UnshareAnyBeforeLongtermPin {
  static override readonly source = `${commit('c8070b787519')}; for the rest ${UnshareAnyBeforeLongtermPin.source}`;
  override readonly countsZeroPage = false;
}

/**
 * No long-term writable pin of a shared mapping whose file system tracks dirty pages: it would store to pages that were
 * written back and cleaned meanwhile. Without the VMA only what is known to have no such file system passes; may send
 * pages to the slow path that can be had there. Short-term pins are as risky as before.
 */
@injectable()
export class RefuseLongtermWrites extends TakeAnyFileMemory {
  static override readonly source = `${commit('8ac268436e6d', 'writable_file_mapping_allowed')}, ${commit('a6e79df92e4a', 'folio_fast_pin_allowed')}`;
  override readonly reads = ['frame.isAnon', 'frame.isShmem', 'vma.dirtyTracked'] as const;
  override mayTake(request: GupRequest, vma: VmaView): boolean {
    return !isLongtermWrite(request) || !vma.dirtyTracked;
  }
  override mayTakeLockless(frame: FrameView, request: GupRequest): boolean {
    return !isLongtermWrite(request) || frame.isAnon || frame.isShmem;
  }
}

function isLongtermWrite({ pin, longterm, write }: GupRequest): boolean {
  return pin && longterm && write;
}

/** Direct I/O pins the pages it reads into, so that fork sees them. */
@injectable()
class DirectIoPins extends DirectIoGets {
  static override readonly source = 'fs/direct-io.c and iov_iter_extract_pages, Linux 6.5';
  override readonly reference = 'pin';
}

export default definePolicy('anon-exclusive-6.5', {
  title: 'Direct I/O takes pins; the zero page is never pinned; no long-term writable pins of files on a disk',
  extends: 'anon-exclusive-6.2',
  since: '6.5',
  sources: [
    commit('c8070b787519'),
    commit('8ac268436e6d'),
    commit('a6e79df92e4a'),
    'fs/direct-io.c and iov_iter_extract_pages, Linux 6.5',
  ],
  rules: { [Rule.Gup]: LeaveZeroPageUncounted, [Rule.FilePin]: RefuseLongtermWrites, [Rule.DirectIo]: DirectIoPins },
  orders: { 'gup-fast': [replace('check-unshare').by('check-folio')] },
});
