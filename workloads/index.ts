import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Workload } from '../core/program/workload.js';
import { builtinGenerators } from './generators/index.js';
import { packageRoot } from '../core/run/package-root.js';
import { recordedWorkloads } from './traces/recorded.js';
import { isRecordingPath, recordingFile } from './traces/recording-file.js';

export { isRecordingPath };

const scenarioSuffix = '.scenario.yaml';

/** The workloads that come with cowlab. Nothing is read until one is run. */
export function builtinWorkloads(): Workload[] {
  return [...recordedWorkloads(), ...builtinGenerators];
}

/**
 * The workload of a name: a built-in one, or a recording by its path; undefined when there is none. Whether the file is
 * there and whole is found when its size is asked.
 */
export function workloadNamed(name: string): Workload | undefined {
  return isRecordingPath(name) ? recordingFile(name) : builtinWorkloads().find(({ id }) => id === name);
}

/** Paths of the built-in scenarios, in order of their names. */
export function scenarioFiles(): string[] {
  const folder = join(packageRoot(), 'workloads', 'scenarios');
  return readdirSync(folder)
    .filter((name) => name.endsWith(scenarioSuffix))
    .sort()
    .map((name) => join(folder, name));
}
