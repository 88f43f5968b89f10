import { describe, expect, it } from 'vitest';
import type { Measurement, Results } from '../../core/run/results.js';
import { cellOf } from '../testing/measurements.js';
import { breachAnchor } from '../words/names.js';
import { sampleResults } from '../testing/sample-results.js';
import { groupsOf } from '../terminal/groups.js';
import { costsSection } from './costs-section.js';

/** The section without tags, spaces folded. */
function text(cells: readonly Measurement[], rest: Partial<Results> = {}): string {
  const markup = section(cells, rest);
  return markup.replaceAll(/<[^>]*>/gu, ' ').replaceAll(/\s+/gu, ' ');
}

function section(cells: readonly Measurement[], rest: Partial<Results> = {}): string {
  const workloads = [{ id: 'w', title: 'The workload', about: '', scenarios: ['dio-read-across-fork'] }];
  const results = { ...sampleResults(), measurements: cells, workloads, ...rest };
  return costsSection({ results, charts: [], traceFiles: new Set() })?.markup ?? '';
}

describe('costsSection', () => {
  it('prints the number of CPUs that is assumed among the parameters, and those tried beside it', () => {
    expect(text([cellOf('mapcount', {}, { cpus: 2 })])).toContain('seed 1, process p on CPU p modulo 2 (assumed)');
    const placements = [
      { cpus: 1, events: {} },
      { cpus: 4, events: {} },
    ];
    expect(text([cellOf('mapcount', {}, { cpus: 2, placements })])).toContain(
      'process p on CPU p modulo 2 (assumed; recordings, which do not say where it ran, also on 1 and 4 CPUs)',
    );
  });

  it('says with every table of times what is in none of them', () => {
    const shown = text([cellOf('mapcount', { copies: 1 }), cellOf('anon-exclusive', { copies: 2 })]);
    expect(shown).toContain('linux-6.18 prices of Linux 6.18.44, transplanted; without contention, caches, unpriced events');
  });

  it('gives policies that differ on other CPUs only a row of their own, with the reason why nothing is said', () => {
    const placed = (policy: string, copies: number) =>
      cellOf(policy, { copies: 3 }, { cpus: 2, placements: [{ cpus: 1, events: { copies } }] });
    expect(text([placed('mapcount', 3), placed('early-cow-seqcount', 4)])).toContain(
      'no statement: depends on which CPU a process ran on (2 CPUs: equal counts; 1: dearer)',
    );
  });

  it('links the policies under which the program goes wrong to the scenario that shows it', () => {
    const cells = [cellOf('mapcount', { faults: 5, copies: 5 }), cellOf('anon-exclusive', { faults: 2, copies: 2 })];
    expect(section(cells)).toContain(`<a href="#${breachAnchor('dio-read-across-fork', 'mapcount')}">dio-read-across-fork</a>`);
    expect(text(cells)).toContain('The program goes wrong under mapcount');
    expect(text(cells)).toContain('cheaper; against a program that goes wrong');
  });

  it('says what equal counts mean', () => {
    const equal = [cellOf('mapcount', { copies: 1 }), cellOf('anon-exclusive', { copies: 1 })];
    expect(text(equal)).toContain('Equal counts do not mean equal kernels');
    expect(text(equal.slice(1))).not.toContain('Equal counts do not mean');
  });

  it('shares a row among the policies that share a letter on a terminal, whatever a recording says of their replays', () => {
    const { measurements, ...sample } = sampleResults();
    const notes = measurements.find((cell) => cell.recording !== undefined)?.recording;
    expect(notes).toBeDefined();
    const cells = sample.policies.map(({ id }, index) =>
      cellOf(
        id,
        { copies: Math.min(1, index) },
        { ...(notes && { recording: { ...notes, figures: notes.figures.map((figure) => ({ ...figure, value: index })) } }) },
      ),
    );
    const results = { ...sample, measurements: cells, workloads: [{ id: 'w', title: 'The workload', about: '' }] };
    const rows = [
      ...(costsSection({ results, charts: [], traceFiles: new Set() })?.markup ?? '').matchAll(
        /<tr(?: class="baseline")?>\n<th scope="row">(.*?)<\/th>/gu,
      ),
    ];
    expect(rows.map(([, names = '']) => names.replaceAll(/<[^>]*>| \(baseline\)/gu, '').split(', '))).toEqual(
      groupsOf(results, 'w').map(({ costs }) => costs.map(({ policy }) => policy)),
    );
    expect(rows).toHaveLength(2);
  });
});
