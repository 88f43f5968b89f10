/** Which file system a file is on, as far as that makes a difference to its pages in memory. */

import { dirtyTrackedOnTmpfs, settingNotBuilt } from '../errors/errors.js';
import type { File } from '../program/program.js';
import type { ScenarioData } from './schema.js';
import type { Source } from './source.js';

/** A file as the scenario declares it. */
export type FileData = NonNullable<ScenarioData['files']>[string];

/** What of a file depends on its file system. */
export type FileKind = Pick<File, 'fs' | 'dirtyTracked'>;

/** A file on a disk. ext4 and its like notify on write; that they keep blocks and write back is not built. */
export const onDisk: FileKind = { fs: 'ext4', dirtyTracked: true };

/** A memory file: nobody writes it back, so nobody asks which of its pages are dirty. */
export const onTmpfs: FileKind = { fs: 'tmpfs', dirtyTracked: false };

/** The kind of a file as it is declared. @throws {CowlabError} COW205 for a memory file whose dirty pages are tracked */
export function kindOf(name: string, { fs, 'dirty-tracked': dirtyTracked }: FileData, source: Source): FileKind {
  if (fs !== 'tmpfs') return { ...onDisk, dirtyTracked: dirtyTracked ?? true };
  if (dirtyTracked === true) throw dirtyTrackedOnTmpfs(name, source.where(['files', name, 'dirty-tracked']));
  return onTmpfs;
}

/** May an area with `backing: shmem` map it? Unless it says otherwise, whoever maps a file so has it on tmpfs. */
export function mayBeShmem({ fs, 'dirty-tracked': dirtyTracked }: FileData): boolean {
  return fs === 'tmpfs' || (fs === undefined && dirtyTracked !== true);
}

/** @throws {CowlabError} COW213 for what there is no disk for: writeback, blocks, what differs by file system */
export function refuseUnbuiltFile(name: string, file: FileData, source: Source): void {
  const refuse = (key: keyof FileData, value: Parameters<typeof settingNotBuilt>[0]['value'], ...instead: string[]): never => {
    throw settingNotBuilt({ key, value }, instead, source.where(['files', name, key]));
  };
  if (file['stable-writes'] === true) refuse('stable-writes', true);
  const blocks = file['free-blocks'];
  if (blocks !== undefined && blocks !== 'unlimited') refuse('free-blocks', blocks, 'unlimited');
  if (file.fs === 'xfs' || file.fs === 'btrfs') refuse('fs', file.fs, 'ext4', 'tmpfs');
  if (file.holes !== undefined && file.holes.length > 0) refuse('holes', undefined);
  if (file.cached === 'none') refuse('cached', 'none', 'all');
}
