/** What is different between two reports: the document of `cowlab report DIR DIR2`. */

import type { Results } from '../../../core/run/results.js';
import { countChanges, otherSizes, type CellChange } from './count-changes.js';
import { settingChanges, type SettingChange } from './setting-changes.js';
import { verdictChanges, type VerdictChange } from './verdict-changes.js';

/** Names that only one of the two has. */
interface NameChanges {
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

/** The document `cowlab/changes@1`. */
export interface Changes {
  readonly schema: 'cowlab/changes@1';
  /** What was run differently, and so may explain the rest. */
  readonly settings: readonly SettingChange[];
  readonly policies: NameChanges;
  readonly scenarios: NameChanges;
  readonly workloads: NameChanges;
  /** Of scenarios and policies that both have. */
  readonly verdicts: readonly VerdictChange[];
  /** Of workloads and policies that both have. */
  readonly counts: readonly CellChange[];
  /** Workloads whose counts are not compared, since only one of the runs was quick. */
  readonly otherSizes: readonly string[];
}

/** A pure comparison; the simulator's own speed, the host and titles are left out, since they say nothing of the model. */
export function changesBetween(before: Results, after: Results): Changes {
  const names = (of: (results: Results) => readonly string[]): NameChanges => ({
    added: of(after).filter((name) => !of(before).includes(name)),
    gone: of(before).filter((name) => !of(after).includes(name)),
  });
  return {
    schema: 'cowlab/changes@1',
    settings: settingChanges(before, after),
    policies: names(({ policies }) => policies.map(({ id }) => id)),
    scenarios: names(({ scenarios }) => scenarios.map(({ name }) => name)),
    workloads: names(({ workloads }) => workloads.map(({ id }) => id)),
    verdicts: verdictChanges(before, after),
    counts: countChanges(before, after),
    otherSizes: otherSizes(before, after),
  };
}

/** Whether any result changed. Other settings alone change nothing. */
export function hasChanges({ policies, scenarios, workloads, verdicts, counts }: Changes): boolean {
  const names = [policies, scenarios, workloads].some(({ added, gone }) => added.length + gone.length > 0);
  return names || verdicts.length + counts.length > 0;
}
