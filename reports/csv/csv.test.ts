import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventNames } from '../../core/program/events.js';
import { steady } from '../../core/run/steady.js';
import { sampleResults } from '../testing/sample-results.js';
import { csvText } from './csv-text.js';
import { correctnessCsv } from './correctness-csv.js';
import { performanceCsv } from './performance-csv.js';

/** RFC 4180, written for these tests: the files must be read by others than the library that wrote them. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/guy;
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

function records(text: string): Record<string, string>[] {
  const [head = [], ...rows] = parseCsv(text);
  return rows.map((row) => Object.fromEntries(row.map((value, index) => [head[index], value])));
}

describe('a text that a spreadsheet would take for a formula', () => {
  it.each(['=1+1', '+cmd|calc', '-2', '@SUM(A1)', '\t=1', '\r=1', '＝1', '=HYPERLINK("http://x","y")'])(
    'is neutralised: %j',
    (text) => {
      expect(parseCsv(csvText([['head'], [text]]))[1]).toEqual([`'${text}`]);
    },
  );

  it('is none in the middle, and numbers stay numbers', () => {
    expect(csvText([['a=b', 'C+D', -2, -0.5, 1e21, '']])).toBe('a=b,C+D,-2,-0.5,1e+21,\n');
  });

  it('is neutralised in names of workloads and policies, of events and in errors', () => {
    const sample = sampleResults();
    const cell = { ...sample.measurements[0], workload: '=w', policy: '@p', events: { '+e': 1 }, error: '-x' };
    const text = performanceCsv({
      ...sample,
      baseline: '@p',
      workloads: [{ ...sample.workloads[0], id: '=w' }],
      policies: [{ ...sample.policies[0], id: '@p' }],
      measurements: [cell],
    });
    const [head, row] = parseCsv(text);
    expect(head).toContain("'+e");
    expect(row.filter((field) => field.startsWith("'"))).toEqual(["'=w", "'@p", "'@p", "'-x"]);
  });
});

describe('correctness.csv', () => {
  it('has one line per cell, in the order of the matrix', () => {
    const lines = records(correctnessCsv(sampleResults()));
    expect(lines).toHaveLength(12);
    expect(lines[0]).toEqual({
      scenario: 'vmsplice-child-unmap',
      policy: 'mapcount',
      verdict: 'violates',
      expected: 'violates',
      'breach kinds': 'isolation',
      states: '14',
      transitions: '13',
      complete: 'true',
      'documented hazard': '',
    });
  });

  it('tells a documented hazard from any other violation by its source', () => {
    const lines = records(correctnessCsv(sampleResults()));
    expect(lines.filter((line) => line['documented hazard'] !== '').map(({ scenario, policy }) => [scenario, policy])).toEqual([
      ['dio-read-across-fork', 'mapcount'],
      ['dio-read-across-fork', 'early-cow-seqcount'],
    ]);
    expect(lines[3]?.['documented hazard']).toBe('open(2) NOTES, O_DIRECT and fork');
  });

  it('lists every breach kind once and leaves out what no scenario asserts', () => {
    const lines = records(correctnessCsv(sampleResults()));
    expect(lines[4]?.['breach kinds']).toBe('isolation coherence');
    expect(lines[7]).toMatchObject({ verdict: 'bounded', expected: '', complete: 'false' });
  });

  it('says of a cell that broke that it did', () => {
    const [first, ...others] = sampleResults().verdicts;
    const broken = { ...first, verdict: 'broken' as const, breaches: [], complete: false };
    const lines = records(correctnessCsv({ ...sampleResults(), verdicts: [broken, ...others] }));
    expect(lines[0]).toMatchObject({ verdict: 'broken', 'breach kinds': '', complete: 'false' });
  });

  it('reads back whatever the names contain', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        const sample = sampleResults();
        const scenario = { ...sample.scenarios[0], name };
        const verdict = { ...sample.verdicts[0], scenario: name };
        const lines = records(correctnessCsv({ ...sample, scenarios: [scenario], verdicts: [verdict] }));
        const neutral = /^[=+\-@\t\r\n]/u.test(name) ? `'${name}` : name;
        expect(lines.map((line) => line['scenario'])).toEqual([neutral]);
      }),
    );
  });
});

describe('performance.csv', () => {
  it('has the events of the machine as columns, in its order', () => {
    const [head] = parseCsv(performanceCsv(sampleResults()));
    expect(head?.slice(0, 4)).toEqual(['workload', 'policy', 'seed', 'operations']);
    expect(head?.slice(4, 4 + eventNames.length)).toEqual([...eventNames]);
    expect(head?.slice(4 + eventNames.length)).toEqual([
      'peak frames',
      'baseline',
      'statement',
      'estimated ns over baseline, low (linux-6.18)',
      'estimated ns over baseline, high (linux-6.18)',
      'unpriced (linux-6.18)',
      'transplanted (linux-6.18)',
      'simulator operations per second',
      'relative margin of error (%)',
      'no speed because',
      'error',
      'run',
    ]);
  });

  it('adds the events of a plugin behind those of the machine', () => {
    const sample = sampleResults();
    const measurements = sample.measurements.map((m) => ({ ...m, events: { ...m.events, 'a-plugin-event': 7 } }));
    const [head, first] = parseCsv(performanceCsv({ ...sample, measurements }));
    expect(head?.[4 + eventNames.length]).toBe('a-plugin-event');
    expect(first?.[4 + eventNames.length]).toBe('7');
  });

  it('counts 0 for an event that did not happen and nothing at all for a cell that failed', () => {
    const [mapcount, , failed] = records(performanceCsv(sampleResults()));
    expect(mapcount).toMatchObject({ copies: '344076', 'early-copies': '0', 'peak frames': '1400000', error: '' });
    const error = 'The rule copy-pinned-exclusive threw: no frame.';
    expect(failed).toMatchObject({ operations: '', copies: '', 'peak frames': '', error });
  });

  it('estimates only differences to the baseline, as an interval with what it says', () => {
    const [mapcount, seqcount, failed] = records(performanceCsv(sampleResults()));
    const low = 'estimated ns over baseline, low (linux-6.18)';
    const high = 'estimated ns over baseline, high (linux-6.18)';
    expect(seqcount).toMatchObject({ baseline: 'mapcount', statement: 'dearer' });
    expect(Number(seqcount?.[low])).toBeGreaterThan(0);
    expect(Number(seqcount?.[high])).toBeGreaterThan(Number(seqcount?.[low]));
    expect(seqcount?.['transplanted (linux-6.18)']).toBe('mapcount early-cow-seqcount');
    for (const line of [mapcount, failed]) {
      expect(line).toMatchObject({ baseline: 'mapcount', statement: '', [low]: '', [high]: '' });
    }
  });

  it('turns the differences around when another policy is the baseline', () => {
    const [mapcount, seqcount] = records(performanceCsv({ ...sampleResults(), baseline: 'early-cow-seqcount' }));
    expect([mapcount?.['statement'], seqcount?.['statement']]).toEqual(['cheaper', '']);
  });

  it.each([
    [undefined, 'whole'],
    [true, 'quick'],
  ] as const)('says in every line whether its workload was whole: quick %s', (quick, run) => {
    const lines = records(performanceCsv({ ...sampleResults(), ...(quick === undefined ? {} : { quick }) }));
    expect(new Set(lines.map((line) => line['run']))).toEqual(new Set([run]));
  });

  it('gives a speed only to the cells it was measured in', () => {
    const lines = records(performanceCsv(sampleResults()));
    const speeds = lines.map((line) => [line['simulator operations per second'], line['relative margin of error (%)']]);
    expect(speeds[0]).toEqual(['52134000', '1.8']);
    expect(speeds.slice(1)).toEqual(speeds.slice(1).map(() => ['', '']));
  });

  it('gives the margin alone, and says why, where it is too large for a figure', () => {
    const [first, ...others] = sampleResults().measurements;
    const speed = steady({ operationsPerSecond: 52_134_000, marginPercent: 20.5, samples: 3 });
    const [line] = records(performanceCsv({ ...sampleResults(), measurements: [{ ...first, speed }, ...others] }));
    expect(line).toMatchObject({
      'simulator operations per second': '',
      'relative margin of error (%)': '20.5',
      'no speed because': 'margin of error above 20 %',
    });
  });
});
