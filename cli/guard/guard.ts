/** Sends tasks that load plugins to a process in which their code may run. Nothing here loads a plugin. */

import { defaultBounds } from '../../core/program/bounds.js';
import { pluginEnded, pluginStoodStill, pluginTookTooMuch, type CowlabError, type Loss } from '../../core/errors/errors.js';
import { LostError } from '../../core/run/lost.js';
import { runInProcess } from '../../core/run/processes.js';
import type { GuardedTask, GuardedTasks, TaskKind } from './tasks.js';

/** The file of the processes, also for the jobs of a comparison. */
export const guardHost = new URL('host.js', import.meta.url);

/** Bytes of memory of a process beside the states of a search. */
const memoryBeside = 2 * 2 ** 30;

/** What a guarded task loads, and how it is watched. */
export interface GuardOptions {
  /** As given to `--plugin`, for the message when one of them is to blame. */
  readonly plugins: readonly string[];
  readonly stuckAfter: number;
  /** Bytes that a search in it may take. */
  readonly memory?: number;
}

/**
 * What the task gives.
 * @throws {CowlabError} that it threw; COW037 when a plugin ended its process, COW335 when it did not answer, COW336 when it took
 *   too much memory: the input is refused where it was only loaded, else the run broke
 */
export async function inGuard<Kind extends Exclude<TaskKind, 'jobs'>>(
  task: GuardedTask<Kind>,
  { plugins, stuckAfter, memory = defaultBounds.memory }: GuardOptions,
): Promise<GuardedTasks[Kind]['gives']> {
  try {
    return await runInProcess(task, { host: guardHost, stuckAfter, memory: memory + memoryBeside });
  } catch (error) {
    if (error instanceof LostError) throw refusalOf(error.loss, plugins, task.kind === 'explain' ? 3 : 2);
    throw error;
  }
}

function refusalOf(loss: Loss, plugins: readonly string[], exitCode: 2 | 3): CowlabError {
  switch (loss.kind) {
    case 'ended':
      return pluginEnded(plugins, loss, exitCode);
    case 'stood-still':
      return pluginStoodStill(plugins, loss, exitCode);
    case 'took-too-much':
      return pluginTookTooMuch(plugins, loss, exitCode);
  }
}
