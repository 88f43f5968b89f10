import { join } from 'node:path';

import { expect, test } from 'vitest';

import { CowlabError } from '../../core/errors/errors.js';
import { packageRoot } from '../../core/run/package-root.js';
import { temporaryFile } from '../testing/trace-file.js';
import { readMaps } from './maps.js';

test('reads the shipped address space', async () => {
  const areas = await readMaps(join(packageRoot(), 'workloads', 'traces', 'redis-bgsave.maps'));
  expect(areas).toHaveLength(121);
  expect(areas[0]).toEqual({ first: 0x55886e816, end: 0x55886e875, backing: 'file', shared: false, prot: 'r', known: 'maps' });
});

test('reads a copy of /proc/PID/maps: a path is a file, no name is anonymous memory, heap and stack too', async () => {
  const path = temporaryFile(
    'maps',
    [
      '55dc8ff36000-55dc8ff57000 rw-p 00000000 00:00 0                          [heap]',
      '7f0000000000-7f0000001000 rw-p 00000000 00:00 0 ',
      '7f0000001000-7f0000002000 r--s 00001000 08:01 123456                     /lib/x y (deleted)',
      '7f0000002000-7f0000003000 ---p 00000000 00:00 0 ',
      'ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]',
      '',
    ].join('\n'),
  );
  expect((await readMaps(path)).map(({ backing, shared, prot }) => [backing, shared, prot])).toEqual([
    ['anon', false, 'rw'],
    ['anon', false, 'rw'],
    ['file', true, 'r'],
    ['anon', false, 'none'],
    ['file', false, 'r'],
  ]);
});

test.each([
  ['a line of another kind', '7f0000000000-7f0000001000 rw-p [anon]\nhello\n'],
  ['ranges that overlap', '7f0000000000-7f0000002000 rw-p [anon]\n7f0000001000-7f0000003000 rw-p [anon]\n'],
])('refuses %s with its line', async (_, text) => {
  const read = readMaps(temporaryFile('bad.maps', text));
  await expect(read).rejects.toBeInstanceOf(CowlabError);
  await expect(read).rejects.toMatchObject({ code: 'COW044', where: expect.stringMatching(/bad\.maps:2$/u) as string });
});
