/** What the thread of such a process runs: one task, then it is over. */

import type { JobPart } from '../../core/run/job.js';
import { performJobs } from '../../core/run/perform-job.js';
import { keepOutputClean } from '../../core/run/plugin-output.js';
import { doTask, type Telling } from '../../core/run/thread-side.js';
import { openCatalogue } from '../run/catalogue.js';
import type { GuardedTask, GuardedTasks, TaskKind } from './tasks.js';

keepOutputClean();

await doTask<GuardedTask, GuardedTasks[TaskKind]['gives'], JobPart>(perform);

/** What a task needs is loaded with it. */
async function perform(task: GuardedTask, tell: Telling<JobPart>): Promise<GuardedTasks[TaskKind]['gives']> {
  switch (task.kind) {
    case 'choose': {
      const { chooseFrom } = await import('../select/chosen.js');
      const { openRegistry } = await import('../select/registry.js');
      return chooseFrom(await openRegistry(task.options.plugin), task.options);
    }
    case 'jobs':
      return performJobs(task.jobs, await openCatalogue(task), tell.progress, tell.part);
    case 'explain': {
      const { explanationOf } = await import('../explain/explanation.js');
      return explanationOf(task.program, task.options, task.look);
    }
    case 'list': {
      const { listingOf } = await import('../list/listing.js');
      return listingOf(task.listing, task.look);
    }
  }
}
