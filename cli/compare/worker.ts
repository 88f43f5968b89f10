/** What every thread of a comparison runs: one job, then it is over. */

import { parentPort, workerData } from 'node:worker_threads';
import type { JobTask } from '../../core/run/comparison.js';
import type { JobResult } from '../../core/run/job.js';
import { performJob } from '../../core/run/perform-job.js';
import type { ThreadMessage } from '../../core/run/threads.js';
import { openCatalogue } from './catalogue.js';

/** Milliseconds between two words about progress: more would only cost. */
const pause = 100;

const { job, plugins } = workerData as JobTask;
const post = (message: ThreadMessage<JobResult>): void => parentPort?.postMessage(message, []);
let last = performance.now();

const result = await performJob(job, await openCatalogue(plugins), (progress) => {
  const now = performance.now();
  if (now - last < pause) return;
  last = now;
  post({ progress });
});
post({ result });
