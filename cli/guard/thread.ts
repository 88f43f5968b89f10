/** What the thread of such a process runs: one task, then it is over. */

import { emptyResult, type ScenarioCell } from '../../core/run/job.js';
import { performJob } from '../../core/run/perform-job.js';
import { keepOutputClean } from '../../core/run/plugin-output.js';
import { doTask, type Telling } from '../../core/run/thread-side.js';
import { openCatalogue } from '../run/catalogue.js';
import type { GuardedTask, GuardedTasks, TaskKind } from './tasks.js';

keepOutputClean();

await doTask<GuardedTask, GuardedTasks[TaskKind]['gives'], ScenarioCell>(perform);

/** What a task needs is loaded with it. */
async function perform(task: GuardedTask, tell: Telling<ScenarioCell>): Promise<GuardedTasks[TaskKind]['gives']> {
  switch (task.kind) {
    case 'choose': {
      const { chooseFrom } = await import('../select/chosen.js');
      const { openRegistry } = await import('../select/registry.js');
      return chooseFrom(await openRegistry(task.options.plugin), task.options);
    }
    case 'job': {
      const { job } = task;
      const result = await performJob(job, await openCatalogue(task), tell.progress, tell.part);
      return job.kind === 'scenarios' ? emptyResult : result;
    }
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
