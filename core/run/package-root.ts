import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Folder of cowlab's package.json: where its data files (scenarios, recordings) lie, whether the code runs
 * from source or from dist/. Found by walking up, because the two differ in depth.
 */
export function packageRoot(from: string = import.meta.url): string {
  for (let folder = dirname(fileURLToPath(from)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && nameOf(file) === 'cowlab') return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json of cowlab above ${from}`);
  }
}

function nameOf(packageFile: string): unknown {
  return (JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly name?: unknown }).name;
}
