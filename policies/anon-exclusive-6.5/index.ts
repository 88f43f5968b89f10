import { injectable } from 'inversify';
import { commit, definePolicy, Rule } from '../../core/index.js';
import { UnshareAnyBeforeLongtermPin } from '../anon-exclusive-6.2/index.js';
import { DirectIoGets } from '../mapcount/index.js';

/** As before; FOLL_PIN takes no references on the zero page. */
@injectable()
export class LeaveZeroPageUncounted extends UnshareAnyBeforeLongtermPin {
  static override readonly source = `${commit('c8070b787519')}; for the rest ${UnshareAnyBeforeLongtermPin.source}`;
  override readonly countsZeroPage = false;
}

/** Direct I/O pins the pages it reads into, so that fork sees them. */
@injectable()
export class DirectIoPins extends DirectIoGets {
  static override readonly source = 'fs/direct-io.c and iov_iter_extract_pages, Linux 6.5';
  override readonly reference = 'pin';
}

export default definePolicy('anon-exclusive-6.5', {
  title: 'Direct I/O takes pins; the zero page is never pinned',
  extends: 'anon-exclusive-6.2',
  since: '6.5',
  sources: [commit('c8070b787519'), 'fs/direct-io.c and iov_iter_extract_pages, Linux 6.5'],
  rules: { [Rule.Gup]: LeaveZeroPageUncounted, [Rule.DirectIo]: DirectIoPins },
});
