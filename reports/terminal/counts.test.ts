import { describe, expect, it } from 'vitest';
import { sampleResults } from '../testing/sample-results.js';
import { renderCounts } from './counts.js';

function line(start: string, workload = 'In-memory database snapshot'): string {
  const text = renderCounts(sampleResults());
  const lines = text.slice(text.indexOf(workload)).split('\n');
  return lines.find((l) => l.trim().startsWith(start)) ?? '';
}

describe('renderCounts', () => {
  it('marks events in which the policies differ', () => {
    expect(line('copies').trim().split(/\s+/u)).toEqual(['copies', '*', '344,076', '349,288', 'failed']);
    expect(line('faults').trim().split(/\s+/u)).toEqual(['faults', '1,921,004', '1,921,004', 'failed']);
  });

  it('leaves out what is equal and beside the point', () => {
    expect(line('zero-fills')).toBe('');
    expect(line('forks')).toBe('');
  });

  it('says why a cell failed', () => {
    expect(line('anon-exclusive failed')).toContain('The rule copy-pinned-exclusive threw: no frame.');
  });

  it('compares a replay with its recording under every policy', () => {
    expect(line('anon-exclusive:', 'Redis')).toContain(
      '14,297 accesses replayed, 13,845 faulted; writes to present pages 11,901, recorded 12,092');
  });

  it('prints nothing when no workload was run', () => {
    expect(renderCounts({ ...sampleResults(), measurements: [] })).toBe('');
  });
});
