import { describe, expect, it } from 'vitest';
import type { Results } from '../../core/run/results.js';
import { changesBetween } from '../../reports/index.js';
import { sampleResults } from '../../reports/testing/sample-results.js';
import { renderChanges } from './text.js';

function changed(after: Partial<Results>, width = 100): string {
  const [before, later] = [sampleResults(), { ...sampleResults(), ...after }];
  return renderChanges(changesBetween(before, later), { name: 'old', results: before }, { name: 'new', results: later }, width);
}

describe('renderChanges', () => {
  it('says where both come from, and that nothing changed', () => {
    expect(changed({})).toBe(
      [
        'before  old (cowlab 0.1.0, seed 1): cowlab compare --seed 1',
        'after   new (cowlab 0.1.0, seed 1): cowlab compare --seed 1',
        '',
        'No verdict and no count changed.',
        '',
      ].join('\n'),
    );
  });

  it('puts what was run differently first', () => {
    const text = changed({ seed: 2, verdicts: [] });
    expect(text.indexOf('seed 1 → 2')).toBeGreaterThan(0);
    expect(text.indexOf('seed 1 → 2')).toBeLessThan(text.indexOf('Verdicts: 12 gone'));
  });

  it('puts policies with the same change together', () => {
    const { verdicts } = sampleResults();
    const text = changed({
      verdicts: verdicts.map((v) =>
        v.scenario !== 'fork-child-first'
          ? v
          : { ...v, verdict: 'violates', breaches: [{ kind: 'isolation', detail: 'C.r = 2' }], expected: undefined },
      ),
    });
    expect(text).toContain(
      'Verdicts: 3 worse\n  worse  fork-child-first: holds → violates (isolation) under mapcount, early-cow-seqcount,\n' +
        '         anon-exclusive\n',
    );
  });

  it('shows counts with their difference, absolute and in percent', () => {
    const { measurements } = sampleResults();
    const text = changed({
      measurements: measurements.map((m) =>
        m.workload === 'redis-bgsave' ? { ...m, operations: 14_298, peakFrames: 4_560 } : m,
      ),
    });
    expect(text).toContain(
      'Counts\n  redis-bgsave\n' +
        '    operations 14,297 → 14,298 (+1, +0.00699 %) under mapcount, early-cow-seqcount, anon-exclusive\n' +
        '    peak frames 9,120 → 4,560 (−4,560, −50 %) under mapcount, early-cow-seqcount, anon-exclusive\n',
    );
  });

  it('names what only one of the two has', () => {
    const { policies, workloads } = sampleResults();
    const text = changed({ policies: policies.slice(1), workloads: workloads.slice(0, 1) });
    expect(text).toContain('only before, policies: mapcount\nonly before, workloads: redis-bgsave');
  });

  it('stays within the width', () => {
    for (const line of changed({ verdicts: [], measurements: [] }, 60).split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  });
});
