import { describe, expect, it } from 'vitest';
import { sampleResults } from '../../reports/testing/sample-results.js';
import { renderFailures, renderRecordings, renderSpeed } from './summary.js';

describe('the summary of recordings', () => {
  it('sets the recording beside the model, with reasons and what a recording cannot contain', () => {
    const text = renderRecordings(sampleResults());
    expect(text).toContain('14,297 faults, 12,092 of them writes to present pages');
    expect(text).toContain('14,297 accesses, one per recorded fault');
    expect(text).toContain('faulted in the model 13,845, 11,901 to 11,903 of them writes to present pages');
    expect(text).toContain('    402  the page table of the child was filled at fork');
    expect(text).toContain('    accesses that did not fault');
    expect(text).not.toContain('In-memory database snapshot');
  });

  it('is empty when no recorded program was run', () => {
    const results = sampleResults();
    expect(renderRecordings({ ...results, measurements: results.measurements.filter((m) => m.recording === undefined) })).toBe('');
  });

  it('says so when recording and model never differ', () => {
    const results = sampleResults();
    const measurements = results.measurements.map((m) =>
      (m.recording === undefined ? m : { ...m, recording: { ...m.recording, differences: [] } }));
    expect(renderRecordings({ ...results, measurements })).toContain('recording and model agree on every access');
  });
});

it('gives every speed with its margin of error', () => {
  const text = renderSpeed(sampleResults().speed);
  expect(text).toMatch(/snapshot\/mapcount +52\.1 million\/s ± 1\.8 %/u);
  expect(text).toMatch(/store to a writable page +91 million\/s ± 0\.6 %/u);
  expect(renderSpeed([])).toBe('');
});

it('names every broken cell with what is known about it', () => {
  const text = renderFailures([{ cell: 'snapshot under mine', text: 'mine.ts: COW032: It threw.\n  hint: fix it' }]);
  expect(text).toBe('cowlab: 1 cell broke; the report has the others.\nsnapshot under mine:\n'
    + '  mine.ts: COW032: It threw.\n    hint: fix it\n');
  expect(renderFailures([])).toBe('');
});
