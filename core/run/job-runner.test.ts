import { describe, expect, it } from 'vitest';
import { loadProgram } from '../scenario/load.js';
import { runComparison } from './comparison.js';
import type { Job, JobResult } from './job.js';
import type { Selection } from './plan.js';

/**
 * A thread that tells what the thread of a comparison tells, and ends at the workload `dies`, and at `crowded` unless it is
 * alone: verdicts are named after their job, and a measurement has as many operations as its thread had jobs.
 */
const entry = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, workerData } from 'node:worker_threads';
    const { jobs } = workerData.task;
    const empty = { verdicts: [], explanations: [], measurements: [], speed: [], workloadSpeed: [], failures: [] };
    const tell = (part) => parentPort.postMessage({ part });
    for (const { kind, files, policies, workload, policy } of jobs) {
      if (kind === 'scenarios')
        for (const scenario of files) for (const policy of policies) tell({ cell: { verdict: { scenario, policy } } });
      else if (workload === 'dies' || (workload === 'crowded' && jobs.length > 1)) {
        await new Promise((resume) => setTimeout(resume, 20));
        process.exit(7);
      }
      const measurements = kind === 'workload' ? [{ workload, policy, operations: jobs.length }] : [];
      tell({ result: { ...empty, measurements } });
    }
    parentPort.postMessage({ result: undefined });
  `)}`,
);

const programs = ['x', 'y'].map((name) =>
  loadProgram(`name: ${name}\nmemory: { buf: { pages: 1 } }\nsteps: [ { P: { write: buf, value: 1 } } ]\n`, name),
);

function selectionOf(workloads: readonly string[]): Selection {
  return {
    policies: ['a', 'b'],
    plugged: [],
    scenarios: programs.map(({ origin }) => ({ file: origin, states: 15 })),
    workloads: workloads.map((id) => ({ id, parameters: {}, short: {}, pages: 1_000_000 })),
    bounds: { states: 7, memory: 8, reduce: 'none' },
    seed: 1,
    speed: false,
  };
}

async function run(workloads: readonly string[], finished?: (unit: Job) => JobResult | undefined) {
  const units: string[] = [];
  const found = await runComparison(selectionOf(workloads), {
    entry,
    host: entry,
    plugins: [],
    programs,
    limit: 2,
    stuckAfter: 60,
    onProgress: () => {},
    onFinished: (unit) =>
      units.push(
        unit.kind === 'scenarios'
          ? `${unit.files.join()} ${unit.policies.join()}`
          : `${'workload' in unit ? unit.workload : ''} ${unit.policy}`,
      ),
    ...(finished === undefined ? {} : { finished }),
  });
  return {
    units: units.toSorted(),
    failures: found.failures.map(({ cell, text }) => `${cell}: ${text}`),
    verdicts: found.verdicts.map(({ scenario, policy }) => `${scenario} ${policy}`).toSorted(),
    measurements: found.measurements.map(({ workload, policy, operations }) => `${workload} ${policy} ${operations}`),
  };
}

const verdicts = ['x a', 'x b', 'y a', 'y b'];

describe('jobs of a built-in policy', () => {
  it('share a thread, and each is told when it has ended', async () => {
    expect(await run(['one', 'two'])).toEqual({
      units: ['one a', 'one b', 'two a', 'two b', ...verdicts],
      failures: [],
      verdicts,
      measurements: ['one a 3', 'one b 3', 'two a 3', 'two b 3'],
    });
  });

  it('that were finished by an earlier run are not run again, down to the cell', async () => {
    const empty: JobResult = { verdicts: [], explanations: [], measurements: [], speed: [], workloadSpeed: [], failures: [] };
    const { units, measurements } = await run(['one', 'two'], (unit) =>
      (unit.kind === 'scenarios' ? unit.files[0] === 'x' : unit.kind === 'workload' && unit.workload === 'one')
        ? empty
        : undefined,
    );
    expect({ units, measurements }).toEqual({ units: ['two a', 'two b', 'y a', 'y b'], measurements: ['two a 2', 'two b 2'] });
  });

  it('are lost with their thread only where they end it alone, too', async () => {
    expect(await run(['one', 'dies', 'crowded', 'two'])).toEqual({
      units: ['crowded a', 'crowded b', 'one a', 'one b', 'two a', 'two b', ...verdicts],
      failures: ['a', 'b'].map((policy) => `dies under ${policy}: its thread ended with code 7 before it answered`),
      verdicts,
      measurements: ['one a 5', 'one b 5', 'dies a 0', 'dies b 0', 'crowded a 1', 'crowded b 1', 'two a 1', 'two b 1'],
    });
  });
});
