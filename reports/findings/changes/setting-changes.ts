/** In what two runs differ before anything was run. */

import type { Results } from '../../../core/run/results.js';

/** Something that was set otherwise. */
export interface SettingChange {
  /** `version of cowlab`, `seed`, `finished cells`, `parameter pages of snapshot`. */
  readonly setting: string;
  /** Absent where only the other run has it. */
  readonly before?: string | number;
  readonly after?: string | number;
}

/** What two runs were given otherwise; of workloads, those that both have. */
export function settingChanges(before: Results, after: Results): readonly SettingChange[] {
  const both = before.measurements
    .map(({ workload }) => workload)
    .filter((workload) => after.measurements.some((cell) => cell.workload === workload));
  const [old, now] = [settingsOf(before, new Set(both)), settingsOf(after, new Set(both))];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((setting): SettingChange[] => {
    const [was, is] = [old.get(setting), now.get(setting)];
    if (was === is) return [];
    return [{ setting, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }];
  });
}

/** Parameters and seeds of the given workloads; they are the same under every policy. */
function settingsOf(results: Results, workloads: ReadonlySet<string>): ReadonlyMap<string, string | number> {
  const settings = new Map<string, string | number>([
    ['version of cowlab', results.version],
    ['seed', results.seed],
    ['workloads', results.quick === true ? 'a tenth of their size' : 'whole'],
    [
      'finished cells',
      results.unfinished === undefined ? 'all' : `${results.unfinished.finishedCells} of ${results.unfinished.cells}`,
    ],
  ]);
  for (const { workload, seed, parameters } of results.measurements) {
    if (!workloads.has(workload)) continue;
    if (seed !== results.seed) settings.set(`seed of ${workload}`, seed);
    for (const [name, value] of Object.entries(parameters)) settings.set(`parameter ${name} of ${workload}`, value);
  }
  return settings;
}
