import { expect, it } from 'vitest';
import { cellsIn } from './job.js';
import { planOf, type Plan, type Selection } from './plan.js';

const selection: Selection = {
  policies: ['a', 'b', 'c', 'd'],
  plugged: [],
  seed: 3,
  speed: true,
  bounds: { states: 7, memory: 8, reduce: 'none' },
  scenarios: Array.from({ length: 50 }, (_, i) => ({ file: `${i}.yaml`, states: i % 7 })),
  workloads: [
    { id: 'snapshot', parameters: { pages: 7 }, short: { pages: 1 }, pages: 7 },
    { id: 'replay', parameters: {}, short: {}, pages: 512 },
  ],
};

const statesOf = new Map(selection.scenarios.map(({ file, states }) => [file, states]));

/** Every cell of a scenario, by the thread that it is in. */
function scenarioCells({ shifts }: Plan): readonly (readonly string[])[] {
  return shifts.map((shift) =>
    shift.flatMap(({ job }) => (job.kind === 'scenarios' ? cellsIn(job).map(({ file, policy }) => `${policy} ${file}`) : [])),
  );
}

const everyCell = selection.policies.flatMap((policy) => selection.scenarios.map(({ file }) => `${policy} ${file}`)).toSorted();

it.each([1, 2, 4, 5, 9, 64])('gives every cell to one thread, whatever the number of threads: %i', (threads) => {
  const plan = planOf(selection, threads);
  expect(scenarioCells(plan).flat().toSorted()).toEqual(everyCell);
  expect(plan.shifts.flat()).toHaveLength(plan.cells.length);
  expect(new Set(plan.shifts.flat())).toEqual(new Set(plan.cells));
});

it('gives every policy one thread, and more where threads would have nothing to do', () => {
  const policiesOf = (threads: number): readonly string[] =>
    planOf(selection, threads).shifts.map((shift) =>
      [...new Set(shift.flatMap(({ job }) => (job.kind === 'scenarios' ? job.policies : [job.policy])))].join('+'),
    );
  for (const threads of [1, 4, 7]) expect(policiesOf(threads)).toEqual(['a', 'b', 'c', 'd']);
  expect(policiesOf(9)).toEqual(['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd']);
});

it('begins with the scenarios that take longest, and shares them out among the threads of a policy', () => {
  for (const threads of [1, 9]) {
    for (const { job } of planOf(selection, threads).cells) {
      if (job.kind !== 'scenarios') continue;
      const states = job.files.map((file) => statesOf.get(file) ?? NaN);
      expect(states).toEqual(states.toSorted((a, b) => b - a));
      expect(states[0]).toBe(6);
    }
  }
});

it('lets policies share a thread when there is little to do', () => {
  const few = { ...selection, scenarios: [{ file: 'x.yaml', states: 1 }], workloads: [] };
  const [shift, ...others] = planOf(few, 2).shifts;
  expect(others).toEqual([]);
  expect(shift).toMatchObject([{ job: { files: ['x.yaml'], policies: selection.policies } }]);
});

it('gives every job of a plugin a process of its own, the only ones that run its code', () => {
  const { shifts, speed } = planOf({ ...selection, plugged: ['b', 'd'] });
  for (const shift of [...shifts, ...speed.map((job) => [job])]) {
    const policies = new Set(shift.flatMap(({ job }) => (job.kind === 'scenarios' ? job.policies : [job.policy])));
    const isPlugged = policies.has('b') || policies.has('d');
    expect(shift.map((planned) => planned.isPlugged)).toEqual(shift.map(() => isPlugged));
    expect(isPlugged && (shift.length > 1 || policies.size > 1)).toBe(false);
  }
});

it('gives every workload a job per policy, with its parameters and the seed', () => {
  const jobs = planOf(selection).cells.flatMap(({ job }) => (job.kind === 'workload' ? [job] : []));
  expect(jobs.map((job) => `${job.workload}/${job.policy}`)).toEqual([
    'snapshot/a',
    'snapshot/b',
    'snapshot/c',
    'snapshot/d',
    'replay/a',
    'replay/b',
    'replay/c',
    'replay/d',
  ]);
  expect(jobs[0]).toMatchObject({ parameters: { pages: 7 }, seed: 3 });
});

it('times at most two policies, none twice, and none when it is not asked to', () => {
  const timed = (policies: readonly string[], speed = true): readonly string[] => {
    const { cells, speed: jobs } = planOf({ ...selection, policies, speed });
    const subjects = jobs.map(({ job }) => (job.kind === 'speed' ? `${job.subject} ${job.policy}` : ''));
    expect(new Set(subjects).size).toBe(jobs.length);
    const alone = [...new Set(jobs.map(({ job }) => (job.kind === 'speed' ? job.policy : '')))];
    const onWorkloads = cells.flatMap(({ job }) => (job.kind === 'workload-speed' ? [job.policy] : []));
    expect(onWorkloads).toEqual([...alone, ...alone]);
    return alone;
  };
  expect(timed(['a', 'b', 'c', 'd', 'e'])).toEqual(['a', 'e']);
  expect(timed(['a', 'b'])).toEqual(['a', 'b']);
  expect(timed(['a'])).toEqual(['a']);
  expect(timed([])).toEqual([]);
  expect(timed(['a', 'b'], false)).toEqual([]);
});

it.each([1, 64])(
  'times workloads in their short form, and behind everything that is counted in the same of %i threads',
  (threads) => {
    const { shifts } = planOf(selection, threads);
    for (const shift of shifts) {
      const kinds = shift.map(({ job }) => job.kind === 'workload-speed');
      expect(kinds).toEqual(kinds.toSorted((a, b) => Number(a) - Number(b)));
    }
    const timed = shifts.flat().flatMap(({ job }) => (job.kind === 'workload-speed' ? [job] : []));
    expect(timed.find(({ workload }) => workload === 'snapshot')).toMatchObject({ parameters: { pages: 1 }, seed: 3 });
  },
);
