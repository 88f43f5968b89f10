import { expect, it } from 'vitest';
import { cowlab, refusal } from './testing/cowlab.js';

const small = ['--parameter', 'pages=2000', '--parameter', 'stores=900', '--no-speed'];

interface Measured {
  readonly workload: string;
  readonly policy: string;
  readonly seed: number;
  readonly events: Readonly<Record<string, number>>;
}

interface Document {
  readonly schema: string;
  readonly baseline?: string;
  readonly verdicts: readonly unknown[];
  readonly measurements: readonly Measured[];
}

it('prints the events of the workloads that are named, and no verdicts', () => {
  const { code, out, err } = cowlab('bench', 'snapshot', '--policy', 'mapcount,anon-exclusive-6.15', ...small);
  expect(code).toBe(0);
  expect(out).toMatch(/\bsnapshot\b/u);
  expect(out).toContain('peak frames');
  expect(out).not.toMatch(/violates|holds|index\.html/u);
  expect(err).toContain('1 workload under 2 policies');
});

it('gives the results of a report as JSON, the same for the same seed whatever the number of threads', () => {
  const json = (...more: readonly string[]): Document => {
    const { code, out, err } = cowlab(
      'bench',
      'snapshot',
      '--policy',
      'mapcount,early-cow',
      ...small,
      '--json',
      '--quiet',
      ...more,
    );
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out) as Document;
  };
  const one = json('--jobs', '1', '--seed', '7', '--baseline', 'early-cow');
  expect(one).toMatchObject({
    schema: 'cowlab/results@1',
    seed: 7,
    baseline: 'early-cow',
    verdicts: [],
    scenarios: [],
    speed: [],
  });
  expect(one.measurements.map(({ workload, policy, seed }) => `${workload} ${policy} ${seed}`)).toEqual([
    'snapshot mapcount 7',
    'snapshot early-cow 7',
  ]);
  expect(json('--jobs', '2', '--seed', '7').measurements).toEqual(one.measurements);
  expect(json('--seed', '8').measurements[0].events).not.toEqual(one.measurements[0].events);
});

it('times the simulator under the policies, unless it is told not to', () => {
  const { out } = cowlab('bench', 'fuzzer', '--policy', 'mapcount', '--parameter', 'executions=3', '--json', '--quiet');
  const { speed } = JSON.parse(out) as { readonly speed: readonly { readonly name: string; readonly samples: number }[] };
  expect(speed.map(({ name }) => name)).toContain('store to a writable page, mapcount');
  for (const { samples } of speed) expect(samples).toBeGreaterThan(10);
});

it('refuses what it does not know, with what is near', () => {
  expect(refusal('bench', 'snapshoot')).toContain('snapshot');
  expect(refusal('bench', 'snapshot', '--parameter', 'page=3')).toContain('pages');
  expect(refusal('bench', 'snapshot', '--policy', 'mapcount', '--baseline', 'early-cow')).toContain('not among the policies');
  expect(refusal('bench', 'snapshot', '--simulator')).toContain('`snapshot` has no meaning with --simulator');
  expect(refusal('bench', '--simulator', '--seed', '3')).toContain('`--seed` has no meaning with --simulator');
  expect(refusal('bench', '--explore', '--seed', '3')).toContain('`--seed` has no meaning with --explore');
  expect(refusal('bench', '--explore', '--simulator')).toContain('--simulator');
});

it('measures the simulator itself: every figure with its samples and spread, aims met or missed only for ratios', () => {
  const { code, out, err } = cowlab('bench', '--simulator', '--json', '--quiet');
  expect([code, err]).toEqual([0, '']);
  const document = JSON.parse(out) as {
    readonly schema: string;
    readonly host: { readonly node: string };
    readonly results: readonly {
      readonly name: string;
      readonly value: number;
      readonly unit: string;
      readonly met?: boolean;
      readonly samples: number;
      readonly spread: number;
    }[];
  };
  expect(document.schema).toBe('cowlab/bench@1');
  expect(document.host.node).toBe(process.version);
  expect(document.results.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'access-vs-bare-loop',
      'fork-vs-bare-loop',
      'write-fault-vs-access',
      'policy-dispatch',
      'cell-thread-vs-empty-thread',
      'snapshot-of-1-gib',
      'check-vs-node',
    ]),
  );
  expect(document.results.filter(({ unit, met }) => unit !== 'ratio' && met !== undefined)).toEqual([]);
  for (const { value, samples, spread } of document.results) {
    expect(value).toBeGreaterThan(0);
    expect(spread).toBeGreaterThanOrEqual(0);
    expect(samples).toBeGreaterThanOrEqual(3);
  }
});
