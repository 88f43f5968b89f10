import { describe, expect, it } from 'vitest';
import { violatingPolicies } from './violating-policies.js';
import { cellOf } from '../testing/measurements.js';
import { sampleResults } from '../testing/sample-results.js';

describe('violatingPolicies', () => {
  const sample = sampleResults();
  const workload = { id: 'w', title: '', about: '', scenarios: ['dio-read-across-fork', 'not-checked'] };

  it('names the measured policies that violate what the program does, hazards that manual pages document included', () => {
    const measurements = ['mapcount', 'anon-exclusive'].map((policy) => cellOf(policy, {}));
    expect(violatingPolicies({ ...sample, measurements }, workload)).toEqual([
      { scenario: 'dio-read-across-fork', policies: ['mapcount'] },
    ]);
  });

  it('is empty for a program that does nothing of the kind', () => {
    const measurements = [cellOf('mapcount', {})];
    expect(violatingPolicies({ ...sample, measurements }, { id: 'w', title: '', about: '' })).toEqual([]);
  });
});
