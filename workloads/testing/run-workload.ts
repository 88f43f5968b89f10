import type { Parameters, Simulation, Workload, WorkloadNotes } from '../../core/program/workload.js';

/** Runs a workload to its end. Returns its notes and the progress it reported. */
export async function runWorkload(
  workload: Workload,
  simulation: Simulation,
  parameters: Parameters = {},
  seed = 1,
): Promise<{ readonly notes: WorkloadNotes; readonly progress: readonly number[] }> {
  const run = workload.run(simulation, parameters, seed);
  const progress: number[] = [];
  for (;;) {
    const step = await run.next();
    if (step.done === true) return { notes: step.value, progress };
    progress.push(step.value);
  }
}
