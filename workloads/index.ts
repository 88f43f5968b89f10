import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Workload } from '../core/program/workload.js';
import { builtinGenerators } from './generators/index.js';
import { packageRoot } from './package-root.js';
import { recordedWorkloads } from './traces/recorded.js';

const scenarioSuffix = '.scenario.yaml';

/** The workloads that come with cowlab. Nothing is read until one is run. */
export function builtinWorkloads(): Workload[] {
  return [...recordedWorkloads(), ...builtinGenerators];
}

/** Paths of the built-in scenarios, in order of their names. */
export function scenarioFiles(): string[] {
  const folder = join(packageRoot(), 'workloads', 'scenarios');
  return readdirSync(folder).filter((name) => name.endsWith(scenarioSuffix)).sort().map((name) => join(folder, name));
}
