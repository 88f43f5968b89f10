/** Which sources the built program in dist/ was made from. Node built-ins only. */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['core', 'policies', 'workloads', 'reports', 'cli'];
const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/build.mjs', 'scripts/bundle.mjs'];

/** Written last into dist/, so that a build that was cut short counts as none. */
export const buildStamp = join('dist', '.sources');

/** A hash over the names and the contents of all sources: unlike times of change it survives a checkout. */
export function hashOfSources(root) {
  const hash = createHash('sha256');
  for (const file of [...settings, ...folders.flatMap((folder) => sourcesIn(root, folder))]) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

export function isBuilt(root) {
  const stamp = join(root, buildStamp);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfSources(root);
}

function sourcesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourcesIn(root, path);
      return /\.(ts|json)$/u.test(entry.name) && !entry.name.endsWith('.test.ts') ? [path] : [];
    });
}
