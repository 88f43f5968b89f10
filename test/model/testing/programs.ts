/** Programs of the tests themselves, which nobody else is to run: one file each in `test/model/scenarios/`. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadProgram } from '../../../core/scenario/load.js';
import type { Program } from '../../../core/program/program.js';

const home = fileURLToPath(new URL('../scenarios/', import.meta.url));
const suffix = '.scenario.yaml';

/** One by its name, which is that of its file; behind that of a folder, if it is in one: `corners/two-threads-copy-one-page`. */
export function testProgram(name: string): Program {
  return loadProgram(readFileSync(home + name + suffix, 'utf8'), name + suffix);
}

/** All of a folder, in order of their names. */
export function testPrograms(folder: string): readonly Program[] {
  const files = readdirSync(home + folder)
    .filter((file) => file.endsWith(suffix))
    .sort();
  return files.map((file) => testProgram(`${folder}/${file.slice(0, -suffix.length)}`));
}
