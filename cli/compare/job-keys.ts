/** The keys that finished jobs are stored under: hashes of everything that decides what a job finds. */

import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import { inputKinds } from '../../core/run/input/limits.js';
import { openFile } from '../../core/run/input/open-input.js';
import { readInput } from '../../core/run/input/read-input.js';
import { receivedContent } from '../../core/run/input/received.js';
import type { Job } from '../../core/run/job.js';
import { packageRoot, packageVersion } from '../../core/run/package-root.js';
import type { Selected } from './select.js';

/**
 * To be asked before the run. In a key are the job with its policies, bounds, parameters and seed; its scenario as it was
 * loaded, the recording it reads; cowlab's own code, and that of all plugins for a job that runs it. Not in it is what
 * decides no result: `--jobs`, `--baseline`, what else is compared.
 */
export function jobKeys({ selection, programs, workloads }: Selected, plugins: readonly string[]): (job: Job) => string {
  const code = [packageVersion(), hashOfProgram()];
  const plugged = plugins.map((path) => [path, hashOfPlugin(path)]);
  const scenarios = new Map(programs.map((program) => [program.origin, digest(createHash('sha256').update(serialize(program)))]));
  const recordings = new Map(workloads.map(({ id, files = [] }) => [id, hashOf(...files)]));
  const isPlugged = (policy: string): boolean => selection.plugged.includes(policy);
  return (job) => {
    const reads =
      job.kind === 'scenarios'
        ? job.files.map((file) => scenarios.get(file))
        : 'workload' in job
          ? [recordings.get(job.workload)]
          : [];
    const runs = (job.kind === 'scenarios' ? job.policies : [job.policy]).some(isPlugged) ? plugged : [];
    return digest(createHash('sha256').update(JSON.stringify([code, job, reads, runs])));
  };
}

/** Of the contents of files and pipes, in this order. */
function hashOf(...files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    const received = receivedContent(file);
    if (received === undefined) addFile(hash, file);
    else hash.update(received);
    hash.update('\0');
  }
  return digest(hash);
}

function digest(hash: Hash): string {
  return hash.digest('hex').slice(0, 32);
}

/** Piece by piece: a recording may be larger than the memory. */
function addFile(hash: Hash, file: string): void {
  const input = openFile(file);
  try {
    const piece = new Uint8Array(1 << 16);
    for (let length = readSync(input.descriptor, piece); length > 0; length = readSync(input.descriptor, piece)) {
      hash.update(piece.subarray(0, length));
    }
  } finally {
    input.close();
  }
}

/** Of the code that decides cells. */
export function hashOfProgram(): string {
  const root = packageRoot();
  // The build bundles all parts into one.
  const bundle = join(root, 'dist', 'cli');
  const isBuilt = fileURLToPath(import.meta.url).startsWith(bundle + sep);
  const folders = isBuilt ? [bundle] : ['core', 'policies', 'workloads', 'cli'].map((part) => join(root, part));
  // What `expect` means under a policy is data that is not bundled.
  return hashOf(join(root, 'policies', 'kernels.yaml'), ...folders.flatMap((folder) => filesIn(folder, isCode)));
}

/** Of what came through a pipe, of a file and the files it imports by relative paths, or of all code of a folder or of an installed package. */
export function hashOfPlugin(path: string): string {
  if (receivedContent(path) !== undefined) return hashOf(path);
  const place = existsSync(path) ? resolve(path) : folderOfPackage(path, process.cwd());
  return hashOf(...(statSync(place).isDirectory() ? filesIn(place, isCode) : withImports(place)));
}

/** The plugin has been loaded before: it is in one of the folders above. */
function folderOfPackage(name: string, from: string): string {
  const folder = join(from, 'node_modules', name);
  return existsSync(folder) || dirname(from) === from ? folder : folderOfPackage(name, dirname(from));
}

function filesIn(folder: string, isMeant: (file: string) => boolean): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return filesIn(path, isMeant);
    return entry.isFile() && isMeant(entry.name) ? [path] : [];
  });
}

const endings = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json'];

function isCode(file: string): boolean {
  return endings.includes(extname(file));
}

const relativeImport = /(?:from|import|require\s*\()\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/gu;

function withImports(file: string): readonly string[] {
  const found = new Set([file]);
  // A set also visits what is added meanwhile.
  for (const each of found) {
    for (const [, path] of Buffer.from(readInput(each, inputKinds.plugin)).toString('latin1').matchAll(relativeImport)) {
      const imported = fileFor(resolve(dirname(each), path));
      if (imported !== undefined) found.add(imported);
    }
  }
  return [...found];
}

/** `./rule.js` may stand for `rule.ts`, `./rule` for either, `./rules` for a folder. */
function fileFor(path: string): string | undefined {
  const bare = path.slice(0, path.length - extname(path).length);
  const candidates = [path, ...endings.flatMap((ending) => [bare + ending, path + ending, join(path, `index${ending}`)])];
  return candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
}
