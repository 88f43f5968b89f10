import { expect, it } from 'vitest';
import { cellsNotRun } from './not-run.js';
import { sampleResults } from '../testing/sample-results.js';

it('names what was not run, wholly or under some policies', () => {
  const sample = sampleResults();
  const missing = cellsNotRun({
    ...sample,
    verdicts: sample.verdicts.filter(({ scenario }) => scenario !== 'fork-child-first'),
    measurements: sample.measurements.filter(({ workload, policy }) => workload !== 'snapshot' || policy === 'mapcount'),
  });
  expect(missing).toEqual({
    scenarios: [{ name: 'fork-child-first', policies: undefined }],
    workloads: [{ name: 'snapshot', policies: ['early-cow-seqcount', 'anon-exclusive'] }],
  });
});

it('is nothing for a whole run, in which a failed cell counts as run', () => {
  expect(cellsNotRun(sampleResults())).toEqual({ scenarios: [], workloads: [] });
});
