/** What a run of the built command loads: the sources, and the packages, behind the files that Node.js has executed. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Loaded {
  /** Modules of this repository, `core/explore/check.ts`, in order of their names. */
  readonly modules: readonly string[];
  /** Packages, `yaml` or `@inversifyjs/core`, in order of their names. */
  readonly packages: readonly string[];
}

/** Node.js lists every script for its coverage report; the source map of a bundle lists what it is made of. */
export function loadedBy(...args: readonly string[]): Loaded {
  const folder = mkdtempSync(join(tmpdir(), 'cowlab-loaded-'));
  try {
    const { status } = spawnSync(process.execPath, [command, ...args], { env: { ...process.env, NODE_V8_COVERAGE: folder } });
    if (status !== 0) throw new Error(`the command ended with ${status ?? 'a signal'}`);
    const sources = [...new Set(scriptsIn(folder).flatMap(sourcesOf))];
    const packages = sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(source)?.[1] ?? []);
    const modules = sources
      .filter((source) => !source.includes('node_modules/'))
      .map((source) => source.replace(/^(?:\.\.\/)+/u, ''));
    return { modules: modules.toSorted(), packages: [...new Set(packages)].toSorted() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function scriptsIn(folder: string): string[] {
  const urls = readdirSync(folder).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      readonly result: readonly { readonly url: string }[];
    };
    return result.map(({ url }) => url);
  });
  return [...new Set(urls)].filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
}

function sourcesOf(script: string): readonly string[] {
  if (!existsSync(`${script}.map`)) return [script];
  return (JSON.parse(readFileSync(`${script}.map`, 'utf8')) as { readonly sources: readonly string[] }).sources;
}
