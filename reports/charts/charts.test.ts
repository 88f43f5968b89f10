import { describe, expect, it } from 'vitest';
import { sampleResults } from '../testing/sample-results.js';
import { drawCharts } from './charts.js';

type Rows = { values: Record<string, unknown>[] };

async function chart(name: string, results = sampleResults()) {
  const found = (await drawCharts(results)).find((c) => c.name === name);
  if (found === undefined) throw new Error(`no chart ${name}`);
  return { ...found, values: (found.specification.data as unknown as Rows).values };
}

describe('breaches-by-class', () => {
  it('has one brick per breached scenario and kind, with its name in the data and in the drawing', async () => {
    const { values, svg } = await chart('breaches-by-class');
    expect(values.map((row) => [row['policy'], row['kind'], row['scenario']].join(' '))).toEqual([
      'mapcount isolation vmsplice-child-unmap', 'mapcount coherence dio-read-across-fork',
      'early-cow-seqcount isolation dio-read-across-fork', 'early-cow-seqcount coherence dio-read-across-fork',
    ]);
    expect(svg.match(/aria-roledescription="bar"/gu)).toHaveLength(4);
    expect(svg).toContain('aria-label="vmsplice-child-unmap under mapcount: isolation');
  });

  it('keeps the row of a policy that breaches nothing', async () => {
    expect((await chart('breaches-by-class')).svg).toContain('>anon-exclusive<');
  });
});

describe('events-by-policy', () => {
  it('draws four events for every cell that ran, and none for one that failed', async () => {
    const { values, svg } = await chart('events-by-policy');
    expect(values).toHaveLength(4 * 5);
    expect(values.some((row) => row['workload'] === 'snapshot' && row['policy'] === 'anon-exclusive')).toBe(false);
    expect(svg.match(/aria-roledescription="bar"/gu)).toHaveLength(4 * 5);
    expect(svg).toContain('>349,288<');
  });

  it('has a row of panels for every workload', async () => {
    const { svg } = await chart('events-by-policy');
    expect(svg).toContain('>In-memory database snapshot<');
    expect(svg).toContain('>Redis background save, recorded<');
  });

  it('escapes the names of workloads and policies', async () => {
    const sample = sampleResults();
    const hostile = '</text><script>alert(1)</script>';
    const { svg } = await chart('events-by-policy', {
      ...sample, workloads: [{ id: hostile, title: hostile, about: '' }],
      policies: [{ ...sample.policies[0], id: hostile }],
      measurements: [{ ...sample.measurements[0], workload: hostile, policy: hostile }],
    });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
  });
});

describe('drawCharts', () => {
  it('draws nothing where there is nothing to draw', async () => {
    expect(await drawCharts({ ...sampleResults(), verdicts: [], measurements: [] })).toEqual([]);
  });

  it('draws the same picture from the same results', async () => {
    const [once, twice] = [await drawCharts(sampleResults()), await drawCharts(sampleResults())];
    expect(twice).toEqual(once);
  });
});
