import { describe, expect, it } from 'vitest';
import { builtinWorkloads } from '../../../workloads/index.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { assembleResults, type Provenance, type Subjects } from '../../../core/run/assemble.js';
import { emptyResult, type JobResult } from '../../../core/run/job.js';
import type { VerdictResult } from '../../../core/run/results.js';

const provenance: Provenance = {
  version: '1',
  command: 'cowlab compare',
  seed: 1,
  host: { node: 'v20', platform: 'x', cpus: 1, load: 0 },
};

const subjects: Subjects = {
  policies: ['mapcount', 'early-cow'].map((id) => ({ id, title: '', sources: [] })),
  programs: ['one', 'two'].map((name) =>
    loadProgram(`name: ${name}\nmemory: { buf: { pages: 1 } }\nsteps: [ { P: { read: buf } } ]\n`, name),
  ),
  workloads: builtinWorkloads().filter(({ id }) => id === 'snapshot'),
};

function verdict(scenario: string, policy: string): VerdictResult {
  return {
    scenario,
    policy,
    verdict: 'holds',
    breaches: [],
    outcomes: 1,
    states: 2,
    transitions: 1,
    memoryModel: 'sc',
    complete: true,
    events: { faults: 1, copies: 0 },
  };
}

function measurement(policy: string): JobResult['measurements'][number] {
  return { workload: 'snapshot', policy, seed: 1, parameters: {}, operations: 5, events: {}, peakFrames: 1 };
}

/** What is found, in the order in which threads happened to end. */
const found: JobResult = {
  ...emptyResult,
  verdicts: [verdict('two', 'early-cow'), verdict('one', 'early-cow'), verdict('one', 'mapcount')],
  measurements: [measurement('early-cow'), measurement('mapcount')],
  explanations: [{ scenario: 'one', policy: 'early-cow', text: 'told' }],
};

describe('the document of results', () => {
  it('has cells in the order of scenarios, workloads and policies, with explanations and without zeros', () => {
    const { verdicts, measurements } = assembleResults(subjects, provenance, found, true);
    expect(verdicts.map(({ scenario, policy }) => `${scenario} ${policy}`)).toEqual([
      'one mapcount',
      'one early-cow',
      'two early-cow',
    ]);
    expect(verdicts[1]).toMatchObject({ explanation: 'told' });
    expect(verdicts[0]?.events).toEqual({ faults: 1 });
    expect(measurements.map(({ policy }) => policy)).toEqual(['mapcount', 'early-cow']);
  });

  it('says of an interrupted run how many cells it has', () => {
    expect(assembleResults(subjects, provenance, found, true).unfinished).toEqual({ finishedCells: 5, cells: 6 });
    expect(assembleResults(subjects, provenance, found)).not.toHaveProperty('unfinished');
  });

  it('has the cells of a thread that broke as failed ones', () => {
    const { verdicts } = assembleResults(subjects, provenance, found);
    expect(verdicts[2]).toMatchObject({
      scenario: 'two',
      policy: 'mapcount',
      verdict: 'broken',
      complete: false,
      error: 'its thread broke before it answered',
    });
  });
});
