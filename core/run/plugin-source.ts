/** What there is of a plugin before it runs: its text, and the file that it is, or counts as. */

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createJiti } from 'jiti';
import { pluginNotThere } from '../errors/errors.js';
import { decodeText } from './input/decode-text.js';

/** A plugin that was read and has not run yet. */
export interface PluginSource {
  /** Absolute path; that of a plugin from a pipe leads nowhere. */
  readonly entry: string;
  readonly text: string;
  readonly isPiped: boolean;
}

/**
 * @param path as it was given, for errors
 * @param file the file, or the name of a package
 * @throws {CowlabError} COW333 when there is no such package
 */
export function pluginInFile(path: string, file: string): PluginSource {
  const entry = resolveEntry(path, file);
  return { entry, text: readFileSync(entry, 'utf8'), isPiped: false };
}

/**
 * A pipe does not say what language it is: TypeScript has JavaScript in it. Packages are looked for from where the command
 * runs, so it counts as a file below that folder; the whole path is in it, by which places in it are known.
 * @throws {CowlabError} COW124 for what is not UTF-8
 */
export function pluginFromPipe(path: string, content: Uint8Array): PluginSource {
  return { entry: `${process.cwd()}${resolve(path)}.ts`, text: decodeText(content, path), isPiped: true };
}

/** Packages are looked for from where the command runs. */
function resolveEntry(path: string, file: string): string {
  const found = createJiti(pathToFileURL(join(process.cwd(), 'plugin')).href, { tryNative: false, fsCache: false }).esmResolve(
    file,
    { try: true },
  );
  if (found === undefined) throw pluginNotThere(path);
  return found.startsWith('file:') ? fileURLToPath(found) : found;
}
