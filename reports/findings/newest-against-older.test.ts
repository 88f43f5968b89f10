import { describe, expect, it } from 'vitest';
import { newestAgainstOlder } from './newest-against-older.js';
import { sampleResults } from '../testing/sample-results.js';

describe('newestAgainstOlder', () => {
  it('tells apart what the newest policy lost, shares and gained against older releases', () => {
    const sample = sampleResults();
    const policies = [...sample.policies, { ...sample.policies[2], id: 'later', since: '6.2' }];
    const verdicts = [
      ...sample.verdicts,
      ...sample.verdicts.filter(({ policy }) => policy === 'anon-exclusive').map((v) => ({ ...v, policy: 'later' })),
    ];
    expect(newestAgainstOlder({ ...sample, policies, verdicts })).toMatchObject({
      newest: { id: 'later' },
      violated: [],
      same: ['anon-exclusive'],
      worse: [
        { policies: ['mapcount'], kinds: ['isolation'] },
        { policies: ['early-cow-seqcount'], kinds: [] },
      ],
    });
  });

  it('finds nothing where nothing was checked', () => {
    expect(newestAgainstOlder({ ...sampleResults(), verdicts: [] })).toBeUndefined();
  });
});
