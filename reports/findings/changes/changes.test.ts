import { describe, expect, it } from 'vitest';
import type { Measurement, Results, VerdictResult } from '../../../core/run/results.js';
import { sampleResults } from '../../testing/sample-results.js';
import { changesBetween, hasChanges } from './changes.js';

function withVerdict(scenario: string, policy: string, rest: Partial<VerdictResult>): Results {
  const sample = sampleResults();
  const verdicts = sample.verdicts.map((v) => (v.scenario === scenario && v.policy === policy ? { ...v, ...rest } : v));
  return { ...sample, verdicts };
}

function withMeasurement(workload: string, policy: string, rest: Partial<Measurement>): Results {
  const sample = sampleResults();
  const measurements = sample.measurements.map((m) => (m.workload === workload && m.policy === policy ? { ...m, ...rest } : m));
  return { ...sample, measurements };
}

/** The direction of a verdict that goes from `before` to `after`. */
function direction(before: Partial<VerdictResult>, after: Partial<VerdictResult>): string | undefined {
  const bare = { expected: undefined, breaches: [] };
  const cell = ['fork-child-first', 'mapcount'] as const;
  const { verdicts } = changesBetween(withVerdict(...cell, { ...bare, ...before }), withVerdict(...cell, { ...bare, ...after }));
  expect(verdicts.length).toBeLessThanOrEqual(1);
  return verdicts[0]?.direction;
}

describe('changesBetween', () => {
  it('finds nothing between equal results, whatever machine they are from', () => {
    const other = {
      ...sampleResults(),
      command: 'cowlab compare --out elsewhere',
      speed: [],
      host: { node: 'v24.0.0', platform: 'linux arm64', cpus: 8, load: 0 },
    };
    const changes = changesBetween(sampleResults(), other);
    expect(changes).toMatchObject({ schema: 'cowlab/changes@1', settings: [], verdicts: [], counts: [] });
    expect(hasChanges(changes)).toBe(false);
  });

  it('tells what was run differently, which alone changes no result', () => {
    const { measurements } = withMeasurement('snapshot', 'mapcount', { parameters: { pages: 64 }, seed: 9 });
    const changes = changesBetween(sampleResults(), {
      ...sampleResults(),
      version: '0.2.0',
      seed: 2,
      measurements: sampleResults().measurements,
    });
    expect(changes.settings).toEqual(
      expect.arrayContaining([
        { setting: 'version of cowlab', before: '0.1.0', after: '0.2.0' },
        { setting: 'seed', before: 1, after: 2 },
      ]),
    );
    expect(hasChanges(changes)).toBe(false);
    const only = measurements.filter(({ workload, policy }) => workload === 'snapshot' && policy === 'mapcount');
    const before = { ...sampleResults(), measurements: sampleResults().measurements.slice(0, 1) };
    expect(changesBetween(before, { ...sampleResults(), measurements: only }).settings).toEqual([
      { setting: 'parameter pages of snapshot', before: 1_048_576, after: 64 },
      { setting: 'seed of snapshot', after: 9 },
    ]);
    expect(changesBetween(before, { ...sampleResults(), measurements: [] }).settings).toEqual([]);
  });

  it('compares the verdicts of a quick run with those of a whole one, and counts only where the program is the same', () => {
    const sample = sampleResults();
    const measurements = sample.measurements.map((cell) => ({
      ...cell,
      parameters: Object.fromEntries(Object.entries(cell.parameters).map(([name, value]) => [name, value / 8])),
      events: { ...cell.events, copies: 7 },
    }));
    const hasty: Results = { ...sample, quick: true, measurements };
    for (const [before, after] of [
      [sample, hasty],
      [hasty, sample],
    ] as const) {
      const { settings, otherSizes, verdicts, counts } = changesBetween(before, after);
      expect(settings.filter(({ setting }) => setting === 'workloads')).toHaveLength(1);
      expect({ otherSizes, verdicts }).toEqual({ otherSizes: ['snapshot'], verdicts: [] });
      expect(new Set(counts.map(({ workload }) => workload))).toEqual(new Set(['redis-bgsave']));
    }
    expect(changesBetween(hasty, { ...hasty, measurements: sample.measurements })).toMatchObject({ otherSizes: [] });
  });

  it.each([
    ['holds', 'violates', 'worse'],
    ['violates', 'holds', 'better'],
    ['holds', 'bounded', 'worse'],
    ['bounded', 'holds', 'better'],
    ['violates', 'bounded', 'different'],
    ['violates', 'broken', 'different'],
    ['holds', 'broken', 'worse'],
    ['broken', 'holds', 'better'],
    ['bounded', 'violates', 'worse'],
    ['violates', 'refused', 'better'],
    ['refused', 'bounded', 'different'],
    ['not-applicable', 'violates', 'different'],
    ['holds', 'not-applicable', 'different'],
    ['holds', 'holds', undefined],
  ] as const)('calls %s to %s %s', (before, after, expected) => {
    expect(direction({ verdict: before }, { verdict: after })).toBe(expected);
  });

  it('sees another kind of breach, and what is no longer as expected, under the same verdict', () => {
    const breach = (kind: 'isolation' | 'coherence'): Partial<VerdictResult> => ({
      verdict: 'violates',
      breaches: [{ kind, detail: '' }],
    });
    expect(direction(breach('isolation'), breach('coherence'))).toBe('different');
    expect(direction({ expected: 'holds' }, { expected: 'holds', eventMismatches: ['copies: expected 0, counted 1'] })).toBe(
      'worse',
    );
    expect(direction({ expected: 'violates' }, { expected: 'holds' })).toBe('better');
  });

  it('tells other numbers behind the same finding apart from a changed verdict', () => {
    const after = withVerdict('fork-child-first', 'mapcount', { states: 15, events: { faults: 3, copies: 2 } });
    expect(changesBetween(sampleResults(), after).verdicts).toMatchObject([
      {
        scenario: 'fork-child-first',
        policy: 'mapcount',
        direction: 'figures',
        figures: [
          { figure: 'states', before: 14, after: 15 },
          { figure: 'copies', before: 1, after: 2 },
        ],
      },
    ]);
  });

  it('lists names that only one run has, and not every cell of them', () => {
    const sample = sampleResults();
    const fewer: Results = {
      ...sample,
      policies: sample.policies.slice(1),
      scenarios: sample.scenarios.slice(1),
      workloads: sample.workloads.slice(1),
      verdicts: sample.verdicts.filter(({ policy, scenario }) => policy !== 'mapcount' && scenario !== 'vmsplice-child-unmap'),
      measurements: sample.measurements.filter(({ policy, workload }) => policy !== 'mapcount' && workload !== 'snapshot'),
    };
    const changes = changesBetween(sample, fewer);
    expect(changes).toMatchObject({
      policies: { added: [], gone: ['mapcount'] },
      scenarios: { added: [], gone: ['vmsplice-child-unmap'] },
      workloads: { added: [], gone: ['snapshot'] },
      verdicts: [],
      counts: [],
    });
    expect(changesBetween(fewer, sample).policies).toEqual({ added: ['mapcount'], gone: [] });
    expect(hasChanges(changes)).toBe(true);
  });

  it('knows a cell that was run only once', () => {
    const sample = sampleResults();
    const fewer = { ...sample, verdicts: sample.verdicts.slice(1), measurements: sample.measurements.slice(1) };
    expect(changesBetween(sample, fewer)).toMatchObject({
      verdicts: [{ scenario: 'vmsplice-child-unmap', policy: 'mapcount', direction: 'gone' }],
      counts: [{ workload: 'snapshot', policy: 'mapcount', direction: 'gone' }],
    });
    expect(changesBetween(fewer, sample)).toMatchObject({ verdicts: [{ direction: 'new' }], counts: [{ direction: 'new' }] });
  });

  it('gives changed counts with their difference, in percent where that means something', () => {
    const sample = sampleResults();
    const [cell] = sample.measurements;
    const after = withMeasurement('snapshot', 'mapcount', {
      events: { ...cell.events, copies: 258_057, 'early-copies': 3 },
      peakFrames: 1_400_001,
    });
    const [change, ...others] = changesBetween(sample, after).counts;
    expect(others).toEqual([]);
    expect(change).toEqual({
      workload: 'snapshot',
      policy: 'mapcount',
      direction: 'counts',
      counts: [
        { count: 'copies', before: 344_076, after: 258_057, more: -86_019, percent: -25 },
        { count: 'early-copies', before: 0, after: 3, more: 3 },
        { count: 'peak frames', before: 1_400_000, after: 1_400_001, more: 1, percent: 100 / 1_400_000 },
      ],
    });
  });

  it('counts what a replay found in the model', () => {
    const { recording } =
      sampleResults().measurements.find(({ workload, policy }) => workload === 'redis-bgsave' && policy === 'mapcount') ?? {};
    if (recording === undefined) throw new Error('the sample has a recording');
    const after = withMeasurement('redis-bgsave', 'mapcount', {
      recording: { ...recording, figures: recording.figures.filter(({ id }) => id !== 'writesToPresentInModel') },
    });
    expect(changesBetween(sampleResults(), after).counts[0].counts).toEqual([
      { count: 'writes to present pages in the model', before: 11_903, after: 0, more: -11_903, percent: -100 },
    ]);
  });

  it('says of a failed cell that it failed, not that its counts fell', () => {
    const failing = withMeasurement('snapshot', 'mapcount', { events: {}, peakFrames: 0, error: 'It threw.' });
    const expected = { workload: 'snapshot', policy: 'mapcount', error: 'It threw.', counts: [] };
    expect(changesBetween(sampleResults(), failing).counts).toEqual([{ ...expected, direction: 'failed' }]);
    expect(changesBetween(failing, sampleResults()).counts).toEqual([{ ...expected, direction: 'recovered' }]);
    expect(changesBetween(failing, failing).counts).toEqual([]);
  });
});
