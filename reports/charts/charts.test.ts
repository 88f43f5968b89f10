import { describe, expect, it } from 'vitest';
import type { Results } from '../../core/run/results.js';
import { sampleResults } from '../testing/sample-results.js';
import { drawCharts } from './charts.js';

type Rows = readonly Readonly<Record<string, unknown>>[];

async function chart(name: string, results: Results = sampleResults()) {
  const found = (await drawCharts(results)).find((c) => c.name === name);
  if (found === undefined) throw new Error(`no chart ${name}`);
  const { data, datasets = {} } = found.specification as { data?: { values: Rows }; datasets?: Record<string, Rows> };
  return { ...found, values: data?.values ?? [], datasets };
}

describe('cost-and-correctness', () => {
  it('has one mark per failed scenario and class, with its name in the data and in the drawing', async () => {
    const { datasets, svg } = await chart('cost-and-correctness');
    const columns = ['policy', 'class', 'scenario', 'weight'];
    expect(datasets['scenarios']?.map((row) => columns.map((column) => row[column]).join(' '))).toEqual([
      'mapcount isolation vmsplice-child-unmap violated',
      'early-cow-seqcount isolation dio-read-across-fork documented hazard',
      'mapcount coherence dio-read-across-fork documented hazard',
      'early-cow-seqcount coherence dio-read-across-fork documented hazard',
    ]);
    expect(svg.match(/aria-roledescription="rect mark"/gu)).toHaveLength(4);
    expect(svg).toContain('aria-label="mapcount, isolation: vmsplice-child-unmap"');
  });

  it.each(['cost-and-correctness', 'events-by-policy'])('says at its top that the run was quick: %s', async (name) => {
    const words = 'Quick run: workloads at a tenth of their size';
    const hasty = await chart(name, { ...sampleResults(), quick: true });
    const whole = await chart(name);
    for (const drawing of [hasty.svg, hasty.narrowSvg]) expect(drawing).toContain(words);
    for (const drawing of [whole.svg, whole.narrowSvg]) expect(drawing).not.toContain('Quick run');
    expect(hasty.tables).toEqual(whole.tables);
  });

  it('keeps the place of a scenario in every row, and the row of a policy that fails nothing', async () => {
    const { datasets, svg } = await chart('cost-and-correctness');
    const places = datasets['scenarios']?.filter((row) => row['class'] === 'coherence').map((row) => row['from']);
    expect(new Set(places).size).toBe(1);
    expect(svg).toContain('>anon-exclusive<');
  });

  it('draws an interval for every policy that ran, the baseline at zero, and none for one that failed', async () => {
    const { datasets } = await chart('cost-and-correctness');
    const snapshot = datasets['costs']?.filter((row) => row['workload'] === 'snapshot') ?? [];
    expect(snapshot.map((row) => [row['policy'], row['statement'], row['low'] === 0])).toEqual([
      ['mapcount', 'baseline', true],
      ['early-cow-seqcount', 'dearer', false],
    ]);
    for (const { low, high } of snapshot) expect(Number(low)).toBeLessThanOrEqual(Number(high));
  });

  it('draws the history as a path through the policies that ran', async () => {
    const { datasets } = await chart('cost-and-correctness');
    const path = datasets['ways']?.filter((row) => row['workload'] === 'redis-bgsave').map((row) => row['policy']);
    expect(path).toEqual(['mapcount', 'early-cow-seqcount', 'early-cow-seqcount', 'anon-exclusive']);
  });

  it('says of all times what they are, and tells kinds of marks apart without colour', async () => {
    const { specification, svg, narrowSvg } = await chart('cost-and-correctness');
    const { title } = specification as unknown as { title: { subtitle: readonly string[] } };
    const words = title.subtitle.join(' ');
    expect(words).toContain('transplanted: that kernel has anon-exclusive-6.15. Contention and caches are not modelled');
    expect(words).toContain('events without a price are left out');
    for (const drawing of [svg, narrowSvg])
      expect(drawing).toMatch(/^<svg role="graphics-document" aria-roledescription="chart" aria-label="[^"]+"/u);
  });

  it('names the rows of every panel where panels stand below each other', async () => {
    const { svg, narrowSvg } = await chart('cost-and-correctness');
    const names = (drawing: string): number => drawing.match(/>anon-exclusive</gu)?.length ?? 0;
    expect([names(svg), names(narrowSvg)]).toEqual([1, 4]);
    expect(narrowSvg.match(/aria-roledescription="rect mark"/gu)).toHaveLength(4);
  });

  it('has a policy that unpriced events could turn around as one with a reservation', async () => {
    const sample = sampleResults();
    const measurements = sample.measurements.map((cell) =>
      cell.workload === 'snapshot' && cell.policy === 'mapcount'
        ? { ...cell, events: { ...cell.events, 'lru-drains': 9 } }
        : cell,
    );
    const { datasets } = await chart('cost-and-correctness', { ...sample, measurements });
    expect(datasets['costs']?.map((row) => [row['policy'], row['statement'], row['reserved']]).slice(0, 2)).toEqual([
      ['mapcount', 'baseline', false],
      ['early-cow-seqcount', 'dearer', true],
    ]);
  });

  it('leaves out a workload on which nothing priced differs', async () => {
    const sample = sampleResults();
    const alike = sample.measurements.map((cell) => ({ ...cell, events: { faults: 3, reuses: 3 } }));
    expect((await chart('cost-and-correctness', { ...sample, measurements: alike })).datasets['costs']).toEqual([]);
  });

  it('gives its data as tables too', async () => {
    const { tables } = await chart('cost-and-correctness');
    expect(tables.get('scenarios')?.split('\n').slice(0, 2)).toEqual([
      'policy,class,scenario,from,to,weight,description',
      'mapcount,isolation,vmsplice-child-unmap,0,1,violated,"mapcount, isolation: vmsplice-child-unmap"',
    ]);
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

  it('leaves out workloads on which all policies have the same counts', async () => {
    const sample = sampleResults();
    const measurements = sample.measurements.map((cell) =>
      cell.workload === 'snapshot' ? { ...cell, events: { faults: 1 } } : cell,
    );
    const { values } = await chart('events-by-policy', { ...sample, measurements });
    expect(new Set(values.map((row) => row['workload']))).toEqual(new Set(['redis-bgsave']));
  });

  it.each(['events-by-policy', 'cost-and-correctness'])('escapes names in %s', async (name) => {
    const sample = sampleResults();
    const hostile = '</text><script>alert(1)</script>';
    const text = JSON.stringify(sample)
      .replaceAll('"mapcount"', JSON.stringify(hostile))
      .replaceAll('"In-memory database snapshot"', JSON.stringify(hostile));
    const { svg } = await chart(name, JSON.parse(text) as Results);
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
