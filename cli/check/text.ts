/** Verdicts for people: a block per scenario, a line per policy, and what was not as expected at the end. */

import { plural } from '../../core/errors/numbers.js';
import pc from 'picocolors';
import type { Program } from '../../core/program/program.js';
import type { Verdict } from '../../core/program/verdict.js';
import type { VerdictResult } from '../../core/run/results.js';
import { hasExpectedVerdict, isAsExpected } from '../../core/run/as-expected.js';
import { alike } from '../../reports/findings/alike.js';
import type { AgainstParent } from '../../reports/findings/against-parent.js';
import { renderChange } from '../../reports/terminal/change.js';
import { type Look } from '../terminal.js';
import { sayEffort } from '../../reports/words/effort.js';

/** How verdicts are printed. */
export interface TextOptions extends Look {
  /** Only what is not as expected. */
  readonly quiet: boolean;
  /** What policies change against the ones they build on, for those where it is of interest. */
  readonly changes: readonly AgainstParent[];
}

/** What is shown of a scenario. */
export type ScenarioHead = Pick<Program, 'name' | 'title' | 'documentedHazard'>;

type Paint = (text: string) => string;

/** The sign before each verdict. */
const symbols: Readonly<Record<Verdict, string>> = {
  holds: '✓',
  violates: '✗',
  refused: '⊘',
  'not-applicable': '–',
  bounded: '…',
  broken: '?',
};

const inPlural: Readonly<Record<Verdict, string>> = {
  holds: 'hold',
  violates: 'violate',
  refused: 'refused',
  'not-applicable': 'not applicable',
  bounded: 'bounded',
  broken: 'broken',
};

/** Past this many scenarios, policies with the same verdict share a line. */
const mostInFull = 3;

/** Verdicts by scenario, then the sum of them. */
export function renderVerdicts(
  programs: readonly ScenarioHead[],
  results: readonly VerdictResult[],
  options: TextOptions,
): string {
  const paints = paintsFor(options.colour);
  const isFull = programs.length <= mostInFull;
  const blocks = programs.flatMap((program) => {
    const own = results.filter(({ scenario }) => scenario === program.name);
    const shown = options.quiet ? own.filter((result) => !isAsExpected(result)) : own;
    if (shown.length === 0) return [];
    const lines = isFull || options.quiet ? fullLines(shown, paints) : sharedLines(shown, paints);
    const hazard = program.documentedHazard === undefined ? [] : [`  documented hazard: ${program.documentedHazard}`];
    return [[`${paints.bold(program.name)}  ${program.title}`.trimEnd(), ...hazard, ...lines].join('\n')];
  });
  const summary = options.quiet && results.every(isAsExpected) ? [] : [summaryOf(programs, results, paints)];
  const text = [...blocks, ...options.changes.map((change) => renderChange(change, options.width)), ...summary].join('\n\n');
  return text === '' ? '' : `${text}\n`;
}

interface Paints {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly wrong: Paint;
  readonly verdict: Readonly<Record<Verdict, Paint>>;
}

function paintsFor(colour: boolean): Paints {
  const { bold, dim, red, green, cyan, magenta, yellow } = pc.createColors(colour);
  return {
    bold,
    dim,
    wrong: (text) => bold(yellow(text)),
    verdict: {
      holds: green,
      violates: red,
      refused: cyan,
      'not-applicable': dim,
      bounded: magenta,
      broken: (text) => bold(magenta(text)),
    },
  };
}

function fullLines(results: readonly VerdictResult[], paints: Paints): string[] {
  const width = Math.max(...results.map(({ policy }) => policy.length));
  return results.flatMap((result) => {
    const { policy, verdict } = result;
    const word = paints.verdict[verdict](`${symbols[verdict]} ${verdict.padEnd(8)}`);
    const mark = isAsExpected(result) ? '  ' : paints.wrong('! ');
    const line = `${mark}${policy.padEnd(width)}  ${word}  ${paints.dim(sayEffort(result))}`;
    return [line, ...detailsOf(result).map((detail) => `      ${detail}`)].map((text) => text.trimEnd());
  });
}

/** The first breach, the bound, and what differs from the expectations. */
function detailsOf(result: VerdictResult): string[] {
  const [first, ...others] = result.breaches;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return [
    ...(first === undefined ? [] : [`${first.kind}: ${first.detail}${more}`]),
    ...(result.why === undefined ? [] : [result.why]),
    ...differencesOf(result),
  ];
}

function differencesOf(result: VerdictResult): string[] {
  const { expected, eventMismatches = [] } = result;
  return [...(hasExpectedVerdict(result) ? [] : [`expected: ${expected}`]), ...eventMismatches.map((text) => `events: ${text}`)];
}

/** One line per verdict and first breach; what is not as expected is on a line of its own. */
function sharedLines(results: readonly VerdictResult[], paints: Paints): string[] {
  const same = alike(results.filter(isAsExpected), ({ verdict, breaches }) => `${verdict} ${breaches[0]?.detail ?? ''}`);
  const shared = same.flatMap((group) => {
    const [{ verdict, breaches }] = group;
    const policies =
      group.length === results.length && group.length > 1 ? 'every policy' : group.map(({ policy }) => policy).join(', ');
    const word = paints.verdict[verdict](`${symbols[verdict]} ${verdict.padEnd(8)}`);
    const breach = breaches[0];
    return [`  ${word}  ${policies}`, ...(breach === undefined ? [] : [`      ${breach.kind}: ${breach.detail}`])];
  });
  const unexpected = results.filter((result) => !isAsExpected(result));
  return unexpected.length === 0 ? shared : [...shared, ...fullLines(unexpected, paints)];
}

function summaryOf(programs: readonly ScenarioHead[], results: readonly VerdictResult[], paints: Paints): string {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of results) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const words = [...counts].map(([verdict, count]) => `${count} ${count === 1 ? verdict : inPlural[verdict]}`).join(', ');
  const unasserted = results.filter(
    ({ expected, eventMismatches }) => expected === undefined && eventMismatches === undefined,
  ).length;
  const unexpected = results.filter((result) => !isAsExpected(result));
  const head = `${plural(results.length, 'check')} of ${plural(programs.length, 'scenario')}: ${words}`;
  const rest = unasserted === 0 ? '' : `; ${unasserted} without an expectation`;
  if (unexpected.length === 0) return `${head}${rest}; nothing unexpected`;
  const lines = unexpected.map((result) => {
    const what = [`found ${result.verdict}`, ...differencesOf(result)].join('; ');
    return `${paints.wrong('!')} ${result.scenario} under ${result.policy}: ${what}`;
  });
  return [`${head}${rest}; ${paints.wrong(`${unexpected.length} not as expected`)}`, ...lines].join('\n');
}
