import { describe, expect, it } from 'vitest';
import { newestFindings } from './newest.js';
import { sampleResults } from '../testing/sample-results.js';

describe('newestFindings', () => {
  it('tells apart what the newest policy lost, shares and gained against older releases', () => {
    const sample = sampleResults();
    const policies = [...sample.policies, { ...sample.policies[2], id: 'later', since: '6.2' }];
    const verdicts = [...sample.verdicts, ...sample.verdicts.filter(({ policy }) => policy === 'anon-exclusive')
      .map((v) => ({ ...v, policy: 'later' }))];
    expect(newestFindings({ ...sample, policies, verdicts })).toMatchObject({
      newest: { id: 'later' }, violated: [], same: ['anon-exclusive'],
      worse: [{ policies: ['mapcount'], kinds: ['isolation'] }, { policies: ['early-cow-seqcount'], kinds: [] }],
    });
  });

  it('finds nothing where nothing was checked', () => {
    expect(newestFindings({ ...sampleResults(), verdicts: [] })).toBeUndefined();
  });
});
