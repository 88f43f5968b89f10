/** What a run needs of policies, scenarios and workloads; the command line knows where they come from. */

import type { Checked } from '../explore/check.js';
import type { Replay } from '../explore/replay.js';
import type { Program } from '../program/program.js';
import type { Workload } from '../program/workload.js';
import type { CompiledPolicy } from '../policy/compile.js';
import type { PolicyRegistry } from '../policy/registry.js';
import type { PolicyOfKey } from './expectations.js';

/** Opened by every thread for itself. */
export interface Catalogue {
  readonly registry: PolicyRegistry;
  /** Throws a CowlabError when there is no such workload. */
  workload(id: string): Workload;
  /** What only threads with scenarios load. */
  scenarioTools(): Promise<ScenarioTools>;
}

/** From files to programs, and to what they assert. */
export interface ScenarioTools {
  /** Throws a CowlabError when the file cannot be read or is no scenario. */
  read(file: string): Program;
  /** What keys of `expect` mean. */
  policyOfKey(keys: Iterable<string>): Promise<PolicyOfKey>;
  /** The breached run as text for people; undefined where nobody wants it. */
  readonly explain: ((program: Program, policy: CompiledPolicy, checked: Checked, run: Replay) => string) | undefined;
}
