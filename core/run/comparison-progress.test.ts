import { expect, it } from 'vitest';
import { defaultBounds } from '../program/bounds.js';
import { ComparisonProgress, type HowFar } from './comparison-progress.js';
import type { Job } from './job.js';

const scenarios: Job = { kind: 'scenarios', files: ['a', 'b'], policies: ['x', 'y'], bounds: defaultBounds };
const workload: Job = { kind: 'workload', workload: 'snapshot', policy: 'x', parameters: {}, seed: 1 };
const speed: Job = { kind: 'speed', subject: 'page shared by fork', policy: 'x' };
const jobs = [
  { job: scenarios, isPlugged: false, seconds: 2 },
  { job: workload, isPlugged: true, seconds: 6 },
  { job: speed, isPlugged: false, seconds: 2 },
];

function told(isFinished: (job: Job) => boolean, updates: readonly (readonly [Job, number])[]): readonly HowFar[] {
  const seen: HowFar[] = [];
  const progress = new ComparisonProgress(jobs, isFinished, (howFar) => seen.push(howFar));
  for (const [job, fraction] of updates) progress.update(job, fraction);
  return seen;
}

it('weighs jobs by their time and counts the cells that have a result', () => {
  expect(
    told(
      () => false,
      [
        [scenarios, 0],
        [scenarios, 0.5],
        [workload, 0],
        [scenarios, 1],
        [workload, 1],
        [speed, 1],
      ],
    ),
  ).toEqual([
    { fraction: 0, finishedCells: 0, cells: 5, running: [] },
    { fraction: 0, finishedCells: 0, cells: 5, running: ['2 scenarios'] },
    { fraction: 0.1, finishedCells: 2, cells: 5, running: ['2 scenarios'] },
    { fraction: 0.1, finishedCells: 2, cells: 5, running: ['2 scenarios', 'snapshot under x'] },
    { fraction: 0.2, finishedCells: 4, cells: 5, running: ['snapshot under x'] },
    { fraction: 0.8, finishedCells: 5, cells: 5, running: [] },
    { fraction: 1, finishedCells: 5, cells: 5, running: [] },
  ]);
});

it('begins where an earlier run has ended', () => {
  expect(told((job) => job === scenarios, [])).toEqual([{ fraction: 0.2, finishedCells: 4, cells: 5, running: [] }]);
});
