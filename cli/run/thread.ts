/** What every thread of a comparison runs: its jobs, then it is over. */

import type { JobTask } from '../../core/run/job-runner.js';
import type { JobPart } from '../../core/run/job.js';
import { performJobs } from '../../core/run/perform-job.js';
import { doTask } from '../../core/run/thread-side.js';
import { openCatalogue } from './catalogue.js';

await doTask<JobTask, void, JobPart>(async (task, tell) =>
  performJobs(task.jobs, await openCatalogue(task), tell.progress, tell.part),
);
