/** read(2) and write(2) of a file in the page cache. */

import type { Machine } from '../../machine/machine.js';
import { storeContent } from '../content.js';
import { op } from '../operation-registers.js';
import { blocked, done, listNumber } from '../../engine/answers.js';
import { operation, step } from '../../engine/step.js';
import { beginNowhere } from '../begin.js';

/** Files are in the page cache as a whole. */
function fileFrame(m: Machine, a: number): number {
  return m.filePage.frame.load(a, m.get(a, op.filePage)) - 1;
}

function readCached(m: Machine, a: number) {
  m.observation.value.store(a, m.get(a, op.result), m.frame.lo.load(a, fileFrame(m, a)));
  return done;
}

/** Under the page lock, which this one step takes and gives back. */
function writeCached(m: Machine, a: number) {
  const pfn = fileFrame(m, a);
  if (m.frame.lockedBy.load(a, pfn) !== 0) return blocked;
  storeContent(m, a, pfn, 0, m.get(a, op.value));
  return done;
}

/** read(2) of a page of the page cache. */
export const fileRead = operation('file-read', 'generic_file_read_iter', [
  step('read-cached', [done], readCached, { reads: ['filePage.frame', 'frame.lo'], writes: ['observation.value'] }),
]);

/** write(2) to a page of the page cache. */
export const fileWrite = operation('file-write', 'generic_perform_write', [
  step('write-cached', [done, blocked], writeCached, {
    reads: ['filePage.frame', 'frame.lockedBy'],
    writes: ['frame.lo', 'frame.hi'],
  }),
]);

const fileReadNumber = listNumber('file-read');
const fileWriteNumber = listNumber('file-write');

/** read(2). @param filePage page of the page cache */
export function beginFileRead(m: Machine, a: number, filePage: number): void {
  m.set(a, op.filePage, filePage);
  beginNowhere(m, a, fileReadNumber);
}

/** write(2). @param filePage page of the page cache */
export function beginFileWrite(m: Machine, a: number, filePage: number, value: number): void {
  m.set(a, op.filePage, filePage);
  m.set(a, op.value, value);
  beginNowhere(m, a, fileWriteNumber);
}
