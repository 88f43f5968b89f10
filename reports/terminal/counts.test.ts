import { describe, expect, it } from 'vitest';
import type { Measurement, Results } from '../../core/run/results.js';
import { cellOf } from '../testing/measurements.js';
import { sampleResults } from '../testing/sample-results.js';
import { renderCounts } from './counts.js';

/** A run with one workload, `w`; cells in order of their policies. */
function results(...cells: readonly Measurement[]): Results {
  return {
    ...sampleResults(),
    measurements: cells,
    workloads: [{ id: 'w', title: 'The workload', about: '' }],
    policies: cells.map(({ policy }) => ({ id: policy, title: '', sources: [] })),
  };
}

function lines(of: Results, width = 100): readonly string[] {
  const text = renderCounts(of, { colour: false, width });
  return text
    .slice(text.indexOf('The workload'))
    .split('\n')
    .map((line) => line.trim());
}

const words = (line: string | undefined): readonly string[] => (line ?? '').split(/\s+/u);

describe('renderCounts', () => {
  const three = results(
    cellOf('early', { copies: 9, reuses: 1, 'early-copies': 4, 'fork-retries': 4, faults: 30 }),
    cellOf('mapcount', { copies: 10, reuses: 3, faults: 30 }),
    cellOf('like-mapcount', { copies: 10, reuses: 3, faults: 30 }),
  );

  it('puts policies with the same counts into one column, the baseline first', () => {
    const shown = lines(three);
    expect(words(shown[1])).toEqual(['=', 'as', 'A', 'A', 'B']);
    expect(words(shown.find((l) => l.startsWith('copies')))).toEqual(['copies', '10', '9']);
    expect(words(shown.find((l) => l.startsWith('early-copies')))).toEqual(['early-copies', '0', '4']);
    expect(shown).toContain('A = mapcount (baseline), like-mapcount; B = early');
    expect(shown).toContain('the same under all: faults 30, peak frames 1');
  });

  it('takes the baseline from the results', () => {
    expect(lines({ ...three, baseline: 'early' })).toContain('A = early (baseline); B = mapcount, like-mapcount');
  });

  it('marks counts that are as under the baseline', () => {
    const shown = lines(
      results(
        cellOf('mapcount', { copies: 10, reuses: 3 }),
        cellOf('b', { copies: 10, reuses: 4 }),
        cellOf('c', { copies: 8, reuses: 3 }),
      ),
    );
    expect(words(shown.find((l) => l.startsWith('copies')))).toEqual(['copies', '10', '=', '8']);
    expect(words(shown.find((l) => l.startsWith('reuses')))).toEqual(['reuses', '3', '4', '=']);
  });

  it('only names an event with the counts of another, and a part of others, unless it alone tells groups apart', () => {
    expect(lines(three)).toContain('different, too: fork-retries (as early-copies)');
    const shown = lines(
      results(cellOf('mapcount', { copies: 10, 'write-protects': 5 }), cellOf('b', { copies: 10, 'write-protects': 6 })),
    );
    expect(words(shown.find((l) => l.startsWith('write-protects')))).toEqual(['write-protects', '5', '6']);
    expect(shown).toContain('B: equal, but for events that are part of others');
  });

  it('says under the table what the difference costs, once for groups that cost the same', () => {
    const shown = lines(
      results(
        cellOf('mapcount', { copies: 10, reuses: 3 }),
        cellOf('b', { copies: 12, reuses: 1, 'write-protects': 1 }),
        cellOf('c', { copies: 12, reuses: 1, 'write-protects': 2 }),
        cellOf('d', { copies: 10, reuses: 3, 'lru-drains': 2 }),
      ),
    );
    expect(shown.filter((line) => line.startsWith('B, C: '))).toEqual([expect.stringMatching(/ µs, dearer$/u)]);
    expect(shown).toContain('D: no priced event differs, no statement');
    expect(shown).toContain('without a price: LRU drains');
  });

  it('gives a break-even where the prices do not decide, and what is in no time wherever one stands', () => {
    const text = lines(results(cellOf('mapcount', { copies: 100, reuses: 250 }), cellOf('b', { copies: 200 }))).join(' ');
    expect(text).toContain('time over A (prices of Linux 6.18.44, transplanted; without contention, caches, unpriced events):');
    expect(text).toMatch(/ µs, no statement; cheaper while a copy costs less than 2\.5 reuses \(measured: 1\.24 to 6\.88\)/u);
  });

  it('says what is assumed of CPUs, and that what depends on them allows no statement', () => {
    const placed = (policy: string, copies: number) =>
      cellOf(policy, { copies, reuses: 9 - copies }, { cpus: 2, placements: [{ cpus: 1, events: { copies: 0, reuses: 9 } }] });
    const run = results(placed('mapcount', 0), placed('b', 3));
    const text = renderCounts(run, { colour: false, width: 1000 });
    expect(text).toContain(
      'Placement: process p on CPU p modulo 2 (assumed; recordings, which do not say where it ran, also on 1 CPUs)',
    );
    expect(text).toContain('0 to 11.8 µs, no statement: depends on which CPU a process ran on (2 CPUs: dearer; 1: equal counts)');
  });

  it('keeps apart what has the same counts on the assumed CPUs only', () => {
    const placed = (policy: string, copies: number) =>
      cellOf(policy, { copies: 3 }, { cpus: 2, placements: [{ cpus: 1, events: { copies } }] });
    expect(lines(results(placed('mapcount', 1), placed('b', 2)))).toContain('A = mapcount (baseline); B = b');
  });

  it('names the policies under which the program goes wrong', () => {
    const run = results(cellOf('mapcount', { copies: 1 }), cellOf('anon-exclusive', { copies: 2 }));
    const [workload] = run.workloads;
    const shown = lines({ ...run, workloads: [{ ...workload, scenarios: ['dio-read-across-fork'] }] }, 200);
    expect(shown).toContain(
      'goes wrong under A, where dio-read-across-fork is violated: counts there are of a program that loses data',
    );
  });

  it('stays within the width, continuing below where columns do not fit', () => {
    const cells = Array.from({ length: 12 }, (_, index) =>
      cellOf(index === 0 ? 'mapcount' : `policy-${index}`, { copies: 1_000_000 + index, 'gup-fast-fallbacks': index }),
    );
    for (const width of [50, 60, 100]) {
      const text = renderCounts(results(...cells), { colour: false, width });
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
    }
    const shown = lines(results(...cells), 60).filter((line) => line.startsWith('copies'));
    expect(shown.length).toBeGreaterThan(1);
    const counts = shown.flatMap((line) => words(line).slice(2));
    expect(counts).toEqual(cells.slice(1).map(({ events }) => events.copies.toLocaleString('en-US')));
  });

  it('gives workloads on which all policies agree a line each, and says nothing of costs', () => {
    const text = renderCounts(results(cellOf('mapcount', { copies: 10 }), cellOf('b', { copies: 10 })));
    expect(text.split('\n').slice(0, 3)).toEqual([
      'The same under all 2 policies',
      '     copies  peak frames',
      '  w      10            1',
    ]);
    expect(text).toContain('Equal counts do not mean equal kernels');
    const alone = renderCounts(results(cellOf('mine', { copies: 10 })));
    expect(alone).toMatch(/^Events under mine\n/u);
    expect(alone).not.toContain('Equal counts');
  });

  it('says why a cell failed', () => {
    const text = renderCounts(sampleResults());
    expect(text).toContain('  anon-exclusive failed: The rule copy-pinned-exclusive threw: no frame.');
  });

  it('has no letters to compare with where only one policy ran to the end', () => {
    const shown = lines(results(cellOf('mapcount', {}, { error: 'It threw.' }), cellOf('b', { copies: 2 })));
    expect(shown).toContain('under b: copies 2, peak frames 1');
    expect(shown).toContain('mapcount failed: It threw.');
    const two = lines(
      results(cellOf('mapcount', { copies: 2 }), cellOf('b', { copies: 2 }), cellOf('c', {}, { error: 'It threw.' })),
    );
    expect(two).toContain('the same under the 2 that ran to the end: copies 2, peak frames 1');
  });

  it('sets a recording beside its replay, once, with a range where policies differ', () => {
    const text = renderCounts(sampleResults()).replaceAll(/\n +/gu, ' ');
    expect(text.match(/accesses replayed/gu)).toHaveLength(1);
    expect(text).toContain(
      'faults in the recording 14,297; writes to present pages in the recording 12,092; accesses replayed 14,297; ' +
        'faults in the model 13,845; writes to present pages in the model 11,901 to 11,903 ' +
        'faults by process: redis-server (300) 13,584, redis-server (388) 357, redis-server (371) 356 ' +
        'Each access replayed is one of: 5,238 agrees by construction: the replay put the page there because this fault ' +
        'found it 8,607 agrees as foretold by mappings, forks and earlier accesses, whatever the policy ' +
        'The others differ: 402 the page table of the child was filled at fork',
    );
    expect(text).toContain('No verdict is drawn from what redis-bgsave cannot contain: pins and references');
  });

  it('says nothing of differences when recording and model never differ', () => {
    const sample = sampleResults();
    const measurements = sample.measurements.map((m) =>
      m.recording === undefined
        ? m
        : { ...m, recording: { ...m.recording, figures: m.recording.figures.filter(({ id }) => id !== 'differs') } },
    );
    expect(renderCounts({ ...sample, measurements })).not.toContain('The others differ');
  });

  it('says what the replay did that was not recorded, and what it left out', () => {
    const text = renderCounts(sampleResults()).replaceAll(/\n +/gu, ' ');
    expect(text).toContain(
      'Beside them: 3 stores of the kernel that a later fault shows: replayed, not measured ' +
        'Not replayed: 2 madvise MADV_HUGEPAGE: the model has base pages only',
    );
  });

  it('names the processes with most faults, and counts the others together', () => {
    const sample = sampleResults();
    const processes = Array.from({ length: 7 }, (_, n) => ({ pid: n, comm: 'sh', faultsRecorded: n, faultedInModel: n }));
    const measurements = sample.measurements.map((m) =>
      m.recording === undefined ? m : { ...m, recording: { ...m.recording, processes } },
    );
    expect(renderCounts({ ...sample, measurements })).toContain(
      'faults by process: sh (6) 6, sh (5) 5, sh (4) 4, sh (3) 3, 3 others 3\n',
    );
  });

  it('names once what no recording can contain, and then what is special to one', () => {
    const sample = sampleResults();
    const [replay] = sample.measurements.filter(({ recording }) => recording !== undefined);
    if (replay.recording === undefined) throw new Error('the sample has a recording');
    const other = {
      ...replay,
      workload: 'other',
      recording: { ...replay.recording, notContained: ['accesses that did not fault', 'the stack'] },
    };
    const text = renderCounts({
      ...sample,
      measurements: [...sample.measurements, other],
      workloads: [...sample.workloads, { id: 'other', title: 'Another recording', about: '' }],
    });
    expect(text).toContain('No verdict is drawn from what a recording cannot contain: accesses that did not fault\n');
    expect(text).toContain('  other, too: the stack\n');
    expect(text).toContain('  redis-bgsave, too: pins and references');
  });

  it('prints nothing when no workload was run', () => {
    expect(renderCounts({ ...sampleResults(), measurements: [] })).toBe('');
  });
});
