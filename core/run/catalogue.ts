/** What a run needs of policies, scenarios and workloads; the command line knows where they come from. */

import type { Checked } from '../explore/check.js';
import type { Replay } from '../explore/replay.js';
import type { Program } from '../program/program.js';
import type { Workload } from '../program/workload.js';
import type { CompiledPolicy } from '../rules/compile.js';
import type { PolicyRegistry } from '../rules/registry.js';
import type { PolicyOfKey } from './verdict-result.js';

/** The breached run of a scenario as text for people. */
export type Explainer = (program: Program, policy: CompiledPolicy, checked: Checked, run: Replay) => string;

/** Opened by every thread for itself; what a thread does not ask for is not loaded. */
export interface Catalogue {
  readonly registry: PolicyRegistry;
  /** Throws a CowlabError when the file cannot be read or is no scenario. */
  program(file: string): Promise<Program>;
  /** Throws a CowlabError when there is no such workload. */
  workload(id: string): Promise<Workload>;
  /** What the keys of `expect` mean. */
  policyOfKey(): Promise<PolicyOfKey>;
  explainer(): Promise<Explainer>;
}
