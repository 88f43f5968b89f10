import { expect, it } from 'vitest';
import { planOf, type Selection } from './plan.js';

const selection: Selection = {
  policies: ['a', 'b', 'c', 'd'],
  plugged: [],
  seed: 3,
  speed: true,
  bounds: { states: 7, memory: 8 },
  scenarios: Array.from({ length: 50 }, (_, i) => `${i}.yaml`),
  workloads: [
    { id: 'snapshot', parameters: { pages: 7 }, pages: 7 },
    { id: 'replay', parameters: {}, pages: 512 },
  ],
};

it('gives every scenario to one job, in their order', () => {
  const jobs = planOf(selection).cells.flatMap(({ job }) => (job.kind === 'scenarios' ? [job] : []));
  expect(jobs.flatMap((job) => job.files)).toEqual(selection.scenarios);
  expect(jobs.length).toBeGreaterThan(1);
  for (const job of jobs) expect(job).toMatchObject({ policies: selection.policies, bounds: selection.bounds });
});

it('gives policies with something of a plugin jobs of their own, the only ones that run its code', () => {
  const { cells, speed } = planOf({ ...selection, plugged: ['b', 'd'], scenarios: ['x.yaml'] });
  const scenarios = cells.flatMap(({ job, isPlugged }) =>
    job.kind === 'scenarios' ? [[job.policies.join('+'), isPlugged]] : [],
  );
  expect(scenarios).toEqual([
    ['a+c', false],
    ['b', true],
    ['d', true],
  ]);
  const others = [...cells, ...speed].flatMap(({ job, isPlugged }) =>
    job.kind === 'scenarios' ? [] : [`${job.policy} ${isPlugged}`],
  );
  expect([...new Set(others)].toSorted()).toEqual(['a false', 'b true', 'c false', 'd true']);
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
    const onWorkloads = cells.flatMap(({ job }) => (job.kind === 'workload' && job.timed === true ? [job.policy] : []));
    expect(onWorkloads).toEqual([...alone, ...alone]);
    return alone;
  };
  expect(timed(['a', 'b', 'c', 'd', 'e'])).toEqual(['a', 'e']);
  expect(timed(['a', 'b'])).toEqual(['a', 'b']);
  expect(timed(['a'])).toEqual(['a']);
  expect(timed([])).toEqual([]);
  expect(timed(['a', 'b'], false)).toEqual([]);
});
