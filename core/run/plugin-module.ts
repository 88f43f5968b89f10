/**
 * Runs a plugin's file, TypeScript or JavaScript, as a module or in the manner of CommonJS, without a build step. What it
 * imports as `cowlab` (or `cowlab/workloads`, `cowlab/results`), `inversify` and `reflect-metadata` are the instances of
 * this very program.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as inversify from 'inversify';
import { createJiti, type JitiOptions, type TransformOptions } from 'jiti';
import * as reflectMetadata from 'reflect-metadata';
import * as cowlab from '../index.js';
import * as results from '../results.js';
import * as workloads from '../workloads.js';
import { CowlabError, fileNotReadable, pluginThrew } from '../errors/errors.js';
import { wordsOf } from '../errors/thrown.js';
import { giveWord, nobody, wordOf } from '../engine/word.js';
import { throwLateErrors } from './late-errors.js';
import { PluginPlaces } from './plugin-places.js';

const hostModules: Readonly<Record<string, object>> = {
  cowlab, 'cowlab/workloads': workloads, 'cowlab/results': results, inversify, 'reflect-metadata': reflectMetadata,
};

interface Box {
  readonly exported: unknown;
}

/**
 * What it exports may answer every question that is asked of it (a Proxy), or be called by `await` (`then`): nobody but
 * us looks at it. Behind the last line, so that no place of the source is shifted.
 */
const boxed = '\n;module.exports = { exported: module.exports };';

/** How the code begins that jiti makes of what it cannot compile. */
const compilerFailed = 'exports.__JITI_ERROR__ = ';

/**
 * @param path as it was given, for errors
 * @param file the file, or the name of a package
 * @returns what it exports, the names of a module or `module.exports`, in a box: a promise of a `then` would never be kept
 * @throws {CowlabError} COW020 when there is no such package, COW030 when it throws, COW039 when it throws late, or what `definePolicy` throws
 */
export async function importPlugin(path: string, file: string): Promise<Box> {
  const places = new PluginPlaces();
  // Decorated classes need the transform, and a file changed since the last run is a new file.
  const options: JitiOptions = { tryNative: false, fsCache: false, moduleCache: false, interopDefault: false, sourceMaps: true };
  const compiler = createJiti(import.meta.url, options);
  const entry = resolveEntry(path, file);
  const word = wordOf(`plugin ${path}`);
  // Until its code is compiled, the plugin has nothing to say: how long that takes is not its fault.
  const transform = (source: TransformOptions): { code: string } => {
    giveWord(nobody);
    const code = compiler.transform(source);
    places.note(source, code);
    giveWord(word);
    return { code: source.filename === entry && !code.startsWith(compilerFailed) ? code + boxed : code };
  };
  try {
    const jiti = createJiti(entry, {
      ...options, transform, virtualModules: hostModules,
    });
    const box = await jiti.evalModule(readFileSync(entry, 'utf8'), { filename: entry, async: true, forceTranspile: true }) as Box;
    await throwLateErrors(2);
    return box;
  } catch (error) {
    const where = (error instanceof CowlabError ? places.placeOf(error.cause) : undefined) ?? places.placeOf(error) ?? path;
    // A mistake that `definePolicy` has found, or a late one: it says by itself what is wrong.
    if (error instanceof CowlabError) throw error.at(where);
    throw pluginThrew(where, sentenceOf(error, entry), error);
  } finally {
    giveWord(nobody);
  }
}

/** Packages are looked for from where the command runs. */
function resolveEntry(path: string, file: string): string {
  const found = createJiti(pathToFileURL(join(process.cwd(), 'plugin')).href, { tryNative: false, fsCache: false })
    .esmResolve(file, { try: true });
  if (found === undefined) throw fileNotReadable(path, 'there is no such file, folder or installed package');
  return found.startsWith('file:') ? fileURLToPath(found) : found;
}

function sentenceOf(error: unknown, file: string): string {
  if (!(error instanceof Error)) return wordsOf(error);
  const line = wordsOf(error).split('\n').find((part) => part.trim() !== '') ?? '';
  return `${error.name}: ${line.replaceAll(file, '').trim()}`;
}
