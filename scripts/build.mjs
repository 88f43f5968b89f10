/**
 * `npm run build`: compiles and bundles into dist-next/ and puts it in the place of dist/ only when it is complete, so
 * that a type error leaves the last good build alone and nothing of a deleted source stays behind.
 */

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { buildStamp, hashOfSources } from './sources.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const next = join(root, 'dist-next');

// Before the compiler reads them: a source changed meanwhile makes this build stale, not fresh.
const hash = hashOfSources(root);
rmSync(next, { recursive: true, force: true });
const tsc = join(root, 'node_modules', '.bin', 'tsc');
const { status } = spawnSync(tsc, ['--project', 'tsconfig.build.json', '--outDir', next], { cwd: root, stdio: 'inherit' });
if (status !== 0) fail();
await bundle(root, next).catch(fail);
const command = join(next, 'cli', 'main.js');
if (existsSync(command)) chmodSync(command, 0o755);
rmSync(dist, { recursive: true, force: true });
renameSync(next, dist);
writeFileSync(join(root, buildStamp), hash);

function fail(error) {
  if (error) console.error(error);
  rmSync(next, { recursive: true, force: true });
  console.error('cowlab: the build failed; dist/ is as it was');
  process.exit(1);
}
