/** What changed between two reports, for people: policies with the same change together. */

import { showCount } from '../../core/errors/numbers.js';
import type { Results } from '../../core/run/results.js';
import type { CellChange, Changes, CountChange, Finding, VerdictChange, VerdictDirection } from '../../reports/index.js';
import { alike } from '../../reports/findings/alike.js';
import { showDifference } from '../../reports/words/numbers.js';
import { hasChanges, paragraph, sayUnexpected } from '../../reports/index.js';

/** Two reports, as they were named. */
export interface Compared {
  /** As typed. */
  readonly name: string;
  readonly results: Results;
}

const percent = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, signDisplay: 'always' });

const directions: Readonly<Record<VerdictDirection, string>> = {
  worse: 'worse',
  better: 'better',
  different: 'different',
  new: 'new',
  gone: 'gone',
  figures: 'same verdict, other figures',
};

/** Settings first: they may explain the rest. */
export function renderChanges(changes: Changes, before: Compared, after: Compared, width: number): string {
  const blocks = [
    [...origin('before', before, width), ...origin('after ', after, width)],
    settingLines(changes, width),
    nameLines(changes, width),
    verdictLines(changes.verdicts, width),
    countLines(changes.counts, width),
    listed('Not compared, since only one of the runs was quick: counts of ', changes.otherSizes, width),
    hasChanges(changes) ? [] : ['No verdict and no count changed.'],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function origin(when: string, { name, results }: Compared, width: number): readonly string[] {
  return paragraph(`${when}  `, `${name} (cowlab ${results.version}, seed ${results.seed}): ${results.command}`, width);
}

function settingLines({ settings }: Changes, width: number): readonly string[] {
  if (settings.length === 0) return [];
  const show = (value: string | number | undefined): string => (value === undefined ? 'none' : String(value));
  const said = settings.map(({ setting, before, after }) => `${setting} ${show(before)} → ${show(after)}`);
  return ['Run differently, which may explain the rest:', ...said.flatMap((line) => paragraph('  ', line, width))];
}

function nameLines(changes: Changes, width: number): readonly string[] {
  return (['policies', 'scenarios', 'workloads'] as const).flatMap((kind) => [
    ...listed(`only after, ${kind}: `, changes[kind].added, width),
    ...listed(`only before, ${kind}: `, changes[kind].gone, width),
  ]);
}

function listed(label: string, names: readonly string[], width: number): readonly string[] {
  return names.length === 0 ? [] : paragraph('', label + names.join(', '), width);
}

function verdictLines(verdicts: readonly VerdictChange[], width: number): readonly string[] {
  if (verdicts.length === 0) return [];
  const kinds = (Object.keys(directions) as VerdictDirection[])
    .map((direction) => {
      const those = verdicts.filter((change) => change.direction === direction);
      return { direction, those };
    })
    .filter(({ those }) => those.length > 0);
  const total = kinds.map(({ direction, those }) => `${those.length} ${directions[direction]}`).join(', ');
  return [
    `Verdicts: ${total}`,
    ...kinds.flatMap(({ direction, those }) => {
      const said = together(
        those.map((change) => ({ policy: change.policy, text: `${change.scenario}: ${sayVerdict(change)}` })),
      );
      return said.flatMap((line) => paragraph(`  ${directions[direction]}  `, line, width));
    }),
  ];
}

function sayVerdict({ before, after, figures }: VerdictChange): string {
  if (figures !== undefined) return figures.map((f) => `${f.figure} ${showCount(f.before)} → ${showCount(f.after)}`).join(', ');
  return [before, after].map((finding) => (finding === undefined ? 'not run' : sayFinding(finding))).join(' → ');
}

function sayFinding({ verdict, kinds, unexpected, error }: Finding): string {
  const notes = [
    ...kinds,
    ...(error === undefined ? [] : [error]),
    ...(unexpected === undefined ? [] : [`not as expected: ${sayUnexpected(unexpected)}`]),
  ];
  return notes.length === 0 ? verdict : `${verdict} (${notes.join(', ')})`;
}

function countLines(cells: readonly CellChange[], width: number): readonly string[] {
  const workloads = [...new Set(cells.map(({ workload }) => workload))];
  return workloads.flatMap((workload, index) => {
    const entries = cells
      .filter((cell) => cell.workload === workload)
      .flatMap(({ policy, direction, error, counts }) => [
        ...(direction === 'counts' ? [] : [{ policy, text: error === undefined ? direction : `${direction}: ${error}` }]),
        ...counts.map((count) => ({ policy, text: sayCount(count) })),
      ]);
    const lines = together(entries).flatMap((line) => paragraph('    ', line, width));
    return [...(index === 0 ? ['Counts'] : []), `  ${workload}`, ...lines];
  });
}

/** `copies 10,199 → 10,200 (+1, +0.0098 %)` */
function sayCount({ count, before, after, more, percent: share }: CountChange): string {
  const relative = share === undefined ? '' : `, ${percent.format(share).replace('-', '−')} %`;
  return `${count} ${showCount(before)} → ${showCount(after)} (${showDifference(more)}${relative})`;
}

/** Equal texts once, with all their policies. */
function together(entries: readonly { readonly policy: string; readonly text: string }[]): readonly string[] {
  return alike(entries, ({ text }) => text).map((same) => `${same[0].text} under ${same.map(({ policy }) => policy).join(', ')}`);
}
