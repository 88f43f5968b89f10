/**
 * Runs a plugin's file, TypeScript or JavaScript, as a module or in the manner of CommonJS, without a build step. What it
 * imports as `cowlab` (or `cowlab/workloads`, `cowlab/results`), `inversify` and `reflect-metadata` are the instances of
 * this very program.
 */

import * as inversify from 'inversify';
import { createJiti, type JitiOptions, type TransformOptions } from 'jiti';
import * as reflectMetadata from 'reflect-metadata';
import * as cowlab from '../index.js';
import * as results from '../results.js';
import * as workloads from '../workloads.js';
import { CowlabError, pluginThrew } from '../errors/errors.js';
import { wordsOf } from '../errors/thrown.js';
import { giveWord, nobody, wordOf } from '../engine/word.js';
import { throwLateErrors } from './late-errors.js';
import { PluginPlaces } from './plugin-places.js';
import { HomelessImports } from './plugin-imports.js';
import type { PluginSource } from './plugin-source.js';

const hostModules: Readonly<Record<string, object>> = {
  cowlab,
  'cowlab/workloads': workloads,
  'cowlab/results': results,
  inversify,
  'reflect-metadata': reflectMetadata,
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
 * @returns what it exports, the names of a module or `module.exports`, in a box: a promise of a `then` would never be kept
 * @throws {CowlabError} COW030 when it throws or imports what it cannot, COW039 when it throws late, or what `definePolicy` throws
 */
export async function importPlugin(path: string, { entry, text, isPiped }: PluginSource): Promise<Box> {
  const places = new PluginPlaces((file) => (isPiped && file === entry ? path : file));
  const imports = new HomelessImports();
  // Decorated classes need the transform, and a file changed since the last run is a new file.
  const options: JitiOptions = { tryNative: false, fsCache: false, moduleCache: false, interopDefault: false, sourceMaps: true };
  const compiler = createJiti(import.meta.url, options);
  const word = wordOf(`plugin ${path}`);
  // Until its code is compiled, the plugin has nothing to say: how long that takes is not its fault.
  const transform = (source: TransformOptions): { code: string } => {
    giveWord(nobody);
    const isHomeless = isPiped && source.filename === entry;
    const code = compiler.transform(isHomeless ? imports.watching(source) : source);
    places.note(source, code);
    if (isHomeless) imports.refuse(path);
    giveWord(word);
    return { code: source.filename === entry && !code.startsWith(compilerFailed) ? code + boxed : code };
  };
  try {
    const jiti = createJiti(entry, { ...options, transform, virtualModules: hostModules });
    const box = (await jiti.evalModule(text, { filename: entry, async: true, forceTranspile: true })) as Box;
    await throwLateErrors(2);
    return box;
  } catch (error) {
    // A mistake that `definePolicy` has found, a late one, or an import: it says by itself what is wrong.
    if (error instanceof CowlabError) throw error.at(places.placeOf(error.cause) ?? places.placeOf(error) ?? error.where ?? path);
    throw pluginThrew(places.placeOf(error) ?? path, sentenceOf(error, entry), error);
  } finally {
    giveWord(nobody);
  }
}

function sentenceOf(error: unknown, file: string): string {
  if (!(error instanceof Error)) return wordsOf(error);
  const line =
    wordsOf(error)
      .split('\n')
      .find((part) => part.trim() !== '') ?? '';
  return `${error.name}: ${line.replaceAll(file, '').trim()}`;
}
