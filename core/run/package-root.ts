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
    if (existsSync(file) && manifestIn(file).name === 'cowlab') return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json of cowlab above ${from}`);
  }
}

/** The version of cowlab, as its package.json has it. */
export function packageVersion(): string {
  return manifestIn(join(packageRoot(), 'package.json')).version ?? '';
}

function manifestIn(packageFile: string): { readonly name?: string; readonly version?: string } {
  return JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly name?: string; readonly version?: string };
}
