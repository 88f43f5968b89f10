import { readFileSync } from 'node:fs';
import { injectable } from 'inversify';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { builtinWorkloads, scenarioFiles } from '../../../workloads/index.js';
import { replayCounts } from '../../../workloads/testing/replay.js';
import { operations, definePolicy, PolicyRegistry, Rule, type Reuse, type WriteFaultRule } from '../../../core/index.js';
import { defaultBounds } from '../../../core/program/bounds.js';
import { loadProgram } from '../../../core/scenario/load.js';
import type { Catalogue } from '../../../core/run/catalogue.js';
import type { WorkloadJob } from '../../../core/run/job.js';
import { performJob, performJobs } from '../../../core/run/perform-job.js';
import { speedSubjects } from '../../../core/run/speed-subjects.js';

@injectable()
class LoseYourHead implements WriteFaultRule {
  readonly reads = [] as const;
  mayReuse(): Reuse {
    throw new Error('no head');
  }
}

const broken = definePolicy('broken', {
  title: 'Its write fault rule throws',
  extends: 'mapcount',
  rules: { [Rule.WriteFault]: LoseYourHead },
});

const catalogue: Catalogue = {
  registry: new PolicyRegistry(operations, [...builtinPolicies, broken]),
  workload: (id) => {
    const found = builtinWorkloads().find((workload) => workload.id === id);
    if (found === undefined) throw new Error(`no ${id}`);
    return found;
  },
  scenarioTools: async () => ({
    read: (file) => loadProgram(readFileSync(file, 'utf8'), file),
    policyOfKey: async () => () => undefined,
    explain: (program, { id }, _, run) => `${program.name} under ${id}, ${run.steps.length} steps`,
  }),
};

const fileOf = (name: string): string => scenarioFiles().find((file) => file.endsWith(`/${name}.scenario.yaml`)) ?? name;

const small: WorkloadJob = {
  kind: 'workload',
  workload: 'snapshot',
  policy: 'mapcount',
  parameters: { pages: 700, stores: 300 },
  seed: 5,
};

describe('a job of scenarios', () => {
  const files = [fileOf('basic-cow'), fileOf('vmsplice-child-unmap')];

  it('gives a verdict for every scenario under every policy, and explains what is violated', async () => {
    const progress: number[] = [];
    const found = await performJob(
      { kind: 'scenarios', files, policies: ['mapcount', 'anon-exclusive'], bounds: defaultBounds },
      catalogue,
      (fraction) => progress.push(fraction),
    );
    expect(found.verdicts.map((v) => `${v.scenario} ${v.policy} ${v.verdict}`)).toEqual([
      'basic-cow mapcount holds',
      'basic-cow anon-exclusive holds',
      'vmsplice-child-unmap mapcount violates',
      'vmsplice-child-unmap anon-exclusive holds',
    ]);
    expect(found.explanations).toMatchObject([{ scenario: 'vmsplice-child-unmap', policy: 'mapcount' }]);
    expect(found.explanations[0].text).toMatch(/under mapcount, [1-9]\d* steps$/u);
    expect(found.failures).toEqual([]);
    expect(progress).toEqual([0, 0.5]);
  });

  it('hands the bounds it was given to the search of every cell', async () => {
    const bounds = { ...defaultBounds, memory: 50_000 };
    const found = await performJob(
      { kind: 'scenarios', files: [fileOf('rw-pin-races-fork')], policies: ['early-cow-seqcount'], bounds },
      catalogue,
      () => {},
    );
    expect(found.verdicts).toMatchObject([{ verdict: 'bounded', why: expect.stringContaining('50,000 bytes') as string }]);
  });

  it('leaves the cell of a rule that throws broken, with the reason, and the others as they are', async () => {
    const alone = await performJob(
      { kind: 'scenarios', files, policies: ['mapcount'], bounds: defaultBounds },
      catalogue,
      () => {},
    );
    const found = await performJob(
      { kind: 'scenarios', files, policies: ['broken', 'mapcount'], bounds: defaultBounds },
      catalogue,
      () => {},
    );
    expect(found.verdicts.filter((v) => v.policy === 'mapcount')).toEqual(alone.verdicts);
    const [first] = found.verdicts;
    expect(first).toMatchObject({ policy: 'broken', verdict: 'broken', complete: false });
    expect(first.why).toContain('no head');
    expect(found.failures.map((failure) => failure.cell)).toEqual([
      'basic-cow under broken',
      'vmsplice-child-unmap under broken',
    ]);
  });
});

describe('a job of one workload', () => {
  it('counts the same every time', async () => {
    const [first, second] = [await performJob(small, catalogue, () => {}), await performJob(small, catalogue, () => {})];
    expect(first).toEqual(second);
    const [{ events, operations, parameters, seed }] = first.measurements;
    expect({ forks: events.forks, zeroFills: events['zero-fills'] }).toEqual({ forks: 1, zeroFills: 700 });
    expect(events.reuses + events.copies).toBe(events['write-faults']);
    expect({ operations, parameters, seed }).toEqual({ operations: 2403, parameters: { pages: 700, stores: 300 }, seed: 5 });
  });

  it('does not count the preparation of a recording', async () => {
    const { measurements } = await performJob({ ...small, workload: 'redis-bgsave', parameters: {} }, catalogue, () => {});
    const [{ events, recording }] = measurements;
    const replay = replayCounts(recording);
    expect(events.faults).toBe(replay.faultedInModel);
    expect(events['write-faults']).toBe(replay.writesToPresentInModel);
    expect(replay).toMatchObject({ faultsRecorded: 14_297, writesToPresentRecorded: 12_092 });
  });

  it('carries the error of a rule that throws, naming rule and policy, and no counts', async () => {
    const { measurements, failures } = await performJob({ ...small, policy: 'broken' }, catalogue, () => {});
    const { error, ...rest } = measurements[0];
    expect(rest).toEqual({
      workload: 'snapshot',
      policy: 'broken',
      seed: 5,
      parameters: small.parameters,
      operations: 0,
      events: {},
      peakFrames: 0,
    });
    expect(error).toMatch(/^The rule LoseYourHead\b.* of policy `broken` threw during the run: no head\.$/u);
    expect(failures.map((failure) => failure.cell)).toEqual(['snapshot under broken']);
    expect(failures[0].text).toContain(`COW032: ${error}`);
  });
});

it.each(speedSubjects)('measures how fast the simulator is: %s', async (subject) => {
  const { speed, failures } = await performJob({ kind: 'speed', subject, policy: 'mapcount' }, catalogue, () => {});
  expect(failures).toEqual([]);
  expect(speed.map(({ name }) => name)).toEqual([`${subject}, mapcount`]);
  expect(speed[0].operationsPerSecond ?? speed[0].why).toBeTruthy();
  expect(speed[0].marginPercent).toBeGreaterThanOrEqual(0);
  expect(speed[0].samples).toBeGreaterThanOrEqual(20);
});

it('reports a rule that throws while the speed is measured', async () => {
  const subject = 'write fault after the child has exited';
  const lost = await performJob({ kind: 'speed', subject, policy: 'broken' }, catalogue, () => {});
  expect(lost.speed).toEqual([]);
  expect(lost.failures[0].text).toContain('no head');
});

const timed = { ...small, kind: 'workload-speed' } as const;

it('measures the speed on a workload, and counts nothing', async () => {
  const { workloadSpeed, measurements, failures } = await performJob(timed, catalogue, () => {});
  expect({ measurements, failures }).toEqual({ measurements: [], failures: [] });
  const [{ workload, policy, rate }] = workloadSpeed;
  expect({ workload, policy }).toEqual({ workload: 'snapshot', policy: 'mapcount' });
  // On a busy machine the margin may be too large for a figure.
  expect(rate.operationsPerSecond ?? rate.why).toBeTruthy();
  expect(rate.marginPercent).toBeGreaterThanOrEqual(0);
  expect(rate.samples).toBeGreaterThanOrEqual(3);
});

it('reports a rule that throws while a workload is timed, and breaks no cell by it', async () => {
  const { workloadSpeed, failures } = await performJob({ ...timed, policy: 'broken' }, catalogue, () => {});
  expect(workloadSpeed).toEqual([]);
  expect(failures).toMatchObject([{ cells: 0, cell: 'speed of snapshot under broken' }]);
  expect(failures[0].text).toContain('no head');
});

it('tells what it finds job by job, in the order of the jobs', async () => {
  const parts: string[] = [];
  const file = fileOf('basic-cow');
  await performJobs(
    [small, { kind: 'scenarios', files: [file], policies: ['mapcount', 'early-cow'], bounds: defaultBounds }, timed],
    catalogue,
    () => {},
    (part) =>
      parts.push(
        'cell' in part
          ? `${part.cell.verdict.scenario} ${part.cell.verdict.policy}`
          : `${part.result.verdicts.length} ${part.result.measurements.length} ${part.result.workloadSpeed.length}`,
      ),
  );
  expect(parts).toEqual(['0 1 0', 'basic-cow mapcount', 'basic-cow early-cow', '0 0 0', '0 0 1']);
});
