/** From names and paths on the command line to programs. Everything is read and checked before anything is run. */

import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { nameTaken, noScenario, unknownName } from '../../core/errors/errors.js';
import { loadProgram } from '../../core/scenario/load.js';
import { nearestNames } from '../../core/errors/nearest.js';
import type { Program } from '../../core/program/program.js';
import { inputKinds } from '../../core/run/input/limits.js';
import { isStandardInput } from '../../core/run/input/open-input.js';
import { readText } from '../../core/run/input/read-input.js';
import { scenarioFiles } from '../../workloads/index.js';

const suffix = '.scenario.yaml';

/** Built-in scenarios: file by name. A built-in file is called as its scenario. */
function builtinScenarios(): Map<string, string> {
  return new Map(scenarioFiles().map((path) => [basename(path, suffix), path]));
}

/** @param path a file or a pipe; `-` is standard input */
export function readScenario(path: string): Program {
  return loadProgram(readText(path, inputKinds.scenario), path);
}

/**
 * A scenario by the path of its file (`-` is standard input), or a built-in one by its name.
 * @throws {CowlabError} COW123 when there is neither, with the nearest names
 */
export function findScenario(nameOrPath: string): Program {
  if (isStandardInput(nameOrPath) || existsSync(nameOrPath)) return readScenario(nameOrPath);
  const builtin = builtinScenarios();
  const path = builtin.get(nameOrPath);
  if (path !== undefined) return readScenario(path);
  throw noScenario(nameOrPath, nearestNames(basename(nameOrPath, suffix), builtin.keys()));
}

/**
 * @param given files or names; empty: the built-in scenarios
 * @param only names of scenarios to keep; empty: all
 */
export function selectScenarios(given: readonly string[], only: readonly string[]): Program[] {
  if (given.length === 0) return selectBuiltin(only);
  const programs = given.map(findScenario);
  const places = new Map<string, string>();
  for (const { name, origin } of programs) {
    const first = places.get(name);
    if (first !== undefined) throw nameTaken('scenario', name, origin, first);
    places.set(name, origin);
  }
  for (const name of only) if (!places.has(name)) throw unknownName('scenario', name, places.keys());
  return only.length === 0 ? programs : programs.filter(({ name }) => only.includes(name));
}

function selectBuiltin(only: readonly string[]): Program[] {
  const builtin = builtinScenarios();
  const names = only.length === 0 ? [...builtin.keys()] : [...new Set(only)];
  return names.map((name) => {
    const path = builtin.get(name);
    if (path === undefined) throw noScenario(name, nearestNames(name, builtin.keys()));
    return readScenario(path);
  });
}
