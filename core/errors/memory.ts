/** Settings of memory, files and machine that contradict each other. */

import { CowlabError } from './cowlab-error.js';

/** Nobody writes a memory file back. */
export function dirtyTrackedOnTmpfs(file: string, where: string): CowlabError {
  return new CowlabError('COW205', `File \`${file}\` is on tmpfs, which does not track dirty pages.`, {
    where,
    expected: 'no `dirty-tracked`, or another file system',
  });
}

/** An area, or a file, and how many pages it has. */
interface Sized {
  readonly name: string;
  readonly pages: number;
}

/** The area ends behind the file. */
export function fileTooShort(area: Sized, file: Sized, where: string): CowlabError {
  return new CowlabError(
    'COW206',
    `Area \`${area.name}\` has ${area.pages} pages but its file \`${file.name}\` has ${file.pages}.`,
    { where, expected: 'a file at least as long as the area' },
  );
}

/** `backing: shmem` of a file that is not on tmpfs. */
export function sharedMemoryOnDisk(area: string, file: string, where: string): CowlabError {
  return new CowlabError('COW207', `Area \`${area}\` is shared memory but its file \`${file}\` is on a disk.`, {
    where,
    expected: '`backing: file`, or a file with `fs: tmpfs`',
  });
}

/** `file` beside a backing that has none. */
export function fileOfOtherBacking(area: string, backing: string, where: string): CowlabError {
  return new CowlabError('COW208', `Area \`${area}\` has a file but its backing is ${backing}.`, {
    where,
    expected: '`backing: file` or `backing: shmem`',
  });
}

/** `touched: true` beside `backing: zero`. */
export function touchedZeroPage(area: string, where: string): CowlabError {
  return new CowlabError('COW209', `Area \`${area}\` maps the zero page and cannot have been written.`, {
    where,
    expected: 'no `touched`',
  });
}

/** `shared: true` beside `backing: zero`. */
export function sharedZeroPage(area: string, where: string): CowlabError {
  return new CowlabError('COW210', `Area \`${area}\` is shared, and shared memory never maps the zero page.`, {
    where,
    expected: 'a private area',
  });
}

/** `prot: none` beside `backing: zero`. */
export function unreadableZeroPage(area: string, where: string): CowlabError {
  return new CowlabError('COW211', `Area \`${area}\` is to be read before the first step but cannot be.`, {
    where,
    expected: '`rw` or `r`',
  });
}

/** `lru-batch: remote` on one CPU. */
export function remoteBatchOfOneCpu(where: string): CowlabError {
  return new CowlabError('COW212', 'A remote LRU batch is on another CPU, but the machine has one.', {
    where,
    expected: '`cpus: 2` or more',
  });
}

/** @param needed by what is there before the first step */
export function tooFewFrames(frames: number, needed: number, where: string): CowlabError {
  return new CowlabError('COW300', `The machine has ${frames} frames, but what is there before the first step takes ${needed}.`, {
    where,
    expected: `\`frames: ${needed}\` or more`,
    hint: 'pages of files, pages of `touched` areas and page tables take one each',
  });
}
