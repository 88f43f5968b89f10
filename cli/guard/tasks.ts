/** What is done where a plugin's code may run: everything that loads one. */

import type { JobTask } from '../../core/run/job-runner.js';
import type { Program } from '../../core/program/program.js';
import type { ExplainOptions } from '../explain/options.js';
import type { Printed } from '../printed.js';
import type { Listing } from '../list/listing.js';
import type { ChosenPolicies, PolicyOptions } from '../select/chosen.js';
import type { Look } from '../terminal.js';

/** Tasks by kind, each with what it needs and gives. */
export interface GuardedTasks {
  readonly choose: { readonly needs: { readonly options: PolicyOptions }; readonly gives: ChosenPolicies };
  readonly jobs: { readonly needs: JobTask; readonly gives: void };
  readonly explain: {
    readonly needs: { readonly program: Program; readonly options: ExplainOptions; readonly look: Look };
    readonly gives: Printed;
  };
  readonly list: { readonly needs: { readonly listing: Listing; readonly look: Look }; readonly gives: Printed };
}

/** What the process is to do with the plugins that it loads. */
export type TaskKind = keyof GuardedTasks;

/** A task as it is sent. */
export type GuardedTask<Kind extends TaskKind = TaskKind> = {
  readonly [K in Kind]: { readonly kind: K } & GuardedTasks[K]['needs'];
}[Kind];
