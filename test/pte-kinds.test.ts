/** A kind of PTE that is new: the compiler names every place that has nothing to say about it. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'cowlab-kinds-'));
afterAll(() => rmSync(copy, { recursive: true }));

cpSync(join(root, 'core'), join(copy, 'core'), { recursive: true, filter: (path) => !/\.test\.ts$|testing$/u.test(path) });
writeFileSync(join(copy, 'package.json'), '{ "type": "module" }');
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
const settings = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as object;
writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ ...settings, include: ['core/**/*.ts'] }));

/** Files that do not compile, in order. */
function refused(): string[] {
  const { stdout } = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['--noEmit'], { encoding: 'utf8', cwd: copy });
  return [...new Set([...stdout.matchAll(/^(core\S+)\(\d+,\d+\): error/gmu)].map(([, file]) => file))].toSorted();
}

it('a kind of PTE that is added does not compile until every place has a line for it', () => {
  const path = join(copy, 'core/machine/pte-kind.ts');
  const kinds = readFileSync(path, 'utf8');
  const swap = '  swap: { number: 3, isPresent: false, mapsPage: false },\n';
  writeFileSync(path, kinds.replace('export const pteKinds = {\n', `$&${swap}`));
  expect(refused()).toEqual([
    'core/explore/describe.ts',
    'core/explore/outcome.ts',
    'core/machine/pte-kind.ts',
    'core/mm/gup/gup-fast.ts',
    'core/mm/gup/gup-slow.ts',
    'core/mm/memory/copy-page-range.ts',
    'core/mm/memory/fault.ts',
    'core/mm/memory/zap-range.ts',
    'core/mm/mprotect.ts',
  ]);
});
