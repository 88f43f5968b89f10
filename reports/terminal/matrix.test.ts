import { describe, expect, it } from 'vitest';
import type { Results, ScenarioSummary } from '../../core/run/results.js';
import { sampleResults } from '../testing/sample-results.js';
import { plainLook } from './look.js';
import { renderMatrix } from './matrix.js';

/** The sample with scenarios that hold everywhere added. */
function withHolding(scenarios: readonly { readonly name: string; readonly tags: readonly string[] }[]): Results {
  const sample = sampleResults();
  const [cell] = sample.verdicts.filter(({ verdict }) => verdict === 'holds');
  return {
    ...sample,
    scenarios: [...scenarios.map((one): ScenarioSummary => ({ title: '', about: '', sources: [], ...one })), ...sample.scenarios],
    verdicts: [
      ...sample.verdicts,
      ...scenarios.flatMap(({ name }) =>
        sample.policies.map(({ id }) => ({
          scenario: name,
          policy: id,
          verdict: 'holds' as const,
          breaches: [],
          outcomes: 1,
          states: 1,
          transitions: 1,
          memoryModel: cell.memoryModel,
          complete: true,
          events: {},
        })),
      ),
    ],
  };
}

describe('renderMatrix', () => {
  it('tells verdicts apart by their marks and marks what is not expected', () => {
    expect(renderMatrix(sampleResults()).split('\n').slice(0, 4)).toEqual([
      '                           mapcount       early-cow-seqcount    anon-exclusive',
      'vmsplice-child-unmap          V                   ·                   ·!',
      'dio-read-across-fork          D                   D                   ·',
      'fork-gup-fast-race            -                   B!                  R!',
    ]);
  });

  it('folds what holds under all policies into names', () => {
    const text = renderMatrix(withHolding([{ name: 'quiet', tags: [] }]));
    expect(text).toContain('\nhold under all 3 policies (2): quiet, fork-child-first\n');
    const sample = sampleResults();
    const one = {
      ...sample,
      policies: sample.policies.slice(1, 2),
      verdicts: sample.verdicts.filter((v) => v.policy === 'early-cow-seqcount'),
    };
    expect(renderMatrix(one)).toContain('\nhold under early-cow-seqcount (2): vmsplice-child-unmap, fork-child-first\n');
  });

  it('shows what was observed on real kernels last, and only counts it where much of it holds', () => {
    const observed = Array.from({ length: 9 }, (_, index) => ({ name: `observed-${index}`, tags: ['observed'] }));
    expect(renderMatrix(withHolding(observed.slice(0, 2)))).toContain('(3): fork-child-first, observed-0, observed-1\n');
    const text = renderMatrix(withHolding(observed));
    expect(text).toContain('(10): fork-child-first, and 9 observed on real kernels (observed-…)\n');
    const { verdicts, ...rest } = withHolding(observed.slice(0, 1));
    const seen = verdicts.map((v) =>
      v.scenario === 'observed-0' && v.policy === 'mapcount' ? { ...v, verdict: 'violates' as const } : v,
    );
    expect(renderMatrix({ ...rest, verdicts: seen }).split('\n')[4]).toMatch(/^observed-0 +V/u);
  });

  it('explains exactly the marks that occur in the table', () => {
    const text = renderMatrix(sampleResults());
    expect(text).toContain('· holds   V violates   D violates, documented hazard   R refused   B bounded   - not applicable');
    const sample = sampleResults();
    const calm = renderMatrix({ ...sample, scenarios: sample.scenarios.slice(1, 2) });
    expect(calm).toContain('  · holds   D violates, documented hazard\n');
    expect(calm).not.toContain('!');
    expect(renderMatrix({ ...sample, scenarios: sample.scenarios.slice(3) })).toBe(
      'hold under all 3 policies (1): fork-child-first\n',
    );
  });

  it('says what was expected instead', () => {
    const text = renderMatrix(sampleResults());
    expect(text).toContain('! fork-gup-fast-race under early-cow-seqcount: bounded: 1,000,000 states\n');
    expect(text).toContain('! fork-gup-fast-race under anon-exclusive: expected holds, found refused');
    expect(text).toContain('! vmsplice-child-unmap under anon-exclusive: copies: expected 0, counted 1');
  });

  it('marks a broken cell, which is never as expected, and says why', () => {
    const sample = sampleResults();
    const broken = sample.verdicts.map((v) =>
      v.scenario === 'fork-child-first' && v.policy === 'mapcount'
        ? { ...v, verdict: 'broken' as const, why: 'rule mustCopy of policy mapcount did not answer for 60 s' }
        : v,
    );
    const text = renderMatrix({ ...sample, verdicts: broken }, { ...plainLook, width: 200 });
    expect(text).toMatch(/^fork-child-first +\?! +· +·$/mu);
    expect(text).toContain('? broken');
    expect(text).toContain(
      '! fork-child-first under mapcount: expected holds, found broken; broken: rule mustCopy of policy mapcount did not answer for 60 s\n',
    );
  });

  it('replaces ids by numbers with a key, and cuts names, to stay within the width', () => {
    const text = renderMatrix(sampleResults(), { colour: false, width: 28 });
    const [head, first] = text.split('\n');
    expect(head?.trim().split(/\s+/u)).toEqual(['1', '2', '3']);
    expect(first).toMatch(/^vmsplice-child-unmap +V/u);
    expect(text).toContain('2 = early-cow-seqcount');
    for (const line of text.split('\n').slice(0, 4)) expect(line.length).toBeLessThanOrEqual(28);
    expect(renderMatrix(sampleResults(), { colour: false, width: 22 })).toMatch(/\nvmsplice-child… V/u);
  });

  it('shows the same letters with colour as without', () => {
    const plain = renderMatrix(sampleResults());
    const coloured = renderMatrix(sampleResults(), { ...plainLook, colour: true });
    expect(coloured).not.toBe(plain);
    const stripped = coloured.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'gu'), '');
    expect(stripped.split('\n').map((line) => line.trimEnd())).toEqual(plain.split('\n').map((line) => line.trimEnd()));
  });

  it('leaves a cell blank that was not run, and says so', () => {
    const sample = sampleResults();
    const text = renderMatrix({ ...sample, verdicts: sample.verdicts.slice(1) });
    expect(text).toContain('blank not run');
  });
});
