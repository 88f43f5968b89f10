/** What every thread of a comparison runs: one job, then it is over. */

import type { JobTask } from '../../core/run/comparison.js';
import { emptyResult, type JobResult, type ScenarioCell } from '../../core/run/job.js';
import { performJob } from '../../core/run/perform-job.js';
import { doTask } from '../../core/run/thread-side.js';
import { openCatalogue } from './catalogue.js';

await doTask<JobTask, JobResult, ScenarioCell>(async (task, tell) => {
  const { job } = task;
  const result = await performJob(job, await openCatalogue(task), tell.progress, tell.part);
  // All that is in it has been told.
  return job.kind === 'scenarios' ? emptyResult : result;
});
