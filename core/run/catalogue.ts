/** What a run needs of policies, scenarios and workloads; the command line knows where they come from. */

import type { Checked } from '../explore/check.js';
import type { Replay } from '../explore/replay.js';
import type { Program } from '../program/program.js';
import type { Verdict } from '../program/verdict.js';
import type { Workload } from '../program/workload.js';
import type { CompiledPolicy } from '../rules/compile.js';
import type { PolicyRegistry } from '../rules/registry.js';

export interface Catalogue {
  readonly registry: PolicyRegistry;
  /** Throws a CowlabError when the file cannot be read or is no scenario. */
  program(file: string): Promise<Program>;
  /** Throws a CowlabError when there is no such workload. */
  workload(id: string): Promise<Workload>;
}
