/** The matrix of scenarios and policies for a terminal, readable without colour. */

import pc from 'picocolors';
import { cutTo } from '../../core/errors/words.js';
import { isAsExpected } from '../../core/run/as-expected.js';
import type { PolicySummary, Results, ScenarioSummary } from '../../core/run/results.js';
import { Cells } from '../findings/cells.js';
import { markOf, marks, type MarkName } from '../words/marks.js';
import { sayUnexpected } from '../words/unexpected-words.js';
import { unexpectedIn } from '../findings/unexpected.js';
import { isObserved } from '../findings/observed.js';
import { plainLook, type TerminalLook } from './look.js';
import { inColumns, paragraph } from './paragraph.js';

type Paint = (text: string) => string;

const shortestName = 12;

/** More scenarios of real kernels that hold everywhere are counted, not named. */
const mostNamed = 8;

/**
 * A row per scenario that does not hold everywhere; those that do are only named behind them. Ends with a legend of
 * the marks in use and, line by line, what was not expected.
 */
export function renderMatrix(results: Results, look: TerminalLook = plainLook): string {
  const cells = new Cells(results);
  const telling = cells.telling();
  const quiet = cells.quiet();
  return [
    ...(telling.length === 0 ? [] : [...table(telling, results, cells, look), '']),
    ...holding(quiet, results.policies, look.width),
    ...unexpectedLines(cells, look.width),
    '',
  ].join('\n');
}

function table(
  scenarios: readonly ScenarioSummary[],
  results: Results,
  cells: Cells,
  { colour, width }: TerminalLook,
): readonly string[] {
  const paints = paintsFor(colour);
  const columns = planColumns(scenarios, results.policies, width);
  const lines = scenarios.map((scenario) => {
    const row = results.policies.map((policy) => {
      const result = cells.at(scenario.name, policy.id);
      const mark = markOf(result);
      const text = mark.symbol + (result !== undefined && !isAsExpected(result) ? '!' : ' ');
      return centred(text, columns.cell, paints[mark.name]);
    });
    return `${cutTo(scenario.name, columns.name).padEnd(columns.name)} ${row.join('')}`.trimEnd();
  });
  const heads = columns.heads.map((name) => centred(name, columns.cell, (text) => text));
  const head = `${' '.repeat(columns.name)} ${heads.join('')}`.trimEnd();
  return [head, ...lines, '', ...inColumns(columns.key, '  ', width), legend(scenarios, results, cells)];
}

/** Scenarios without a row: by name, those observed on real kernels by number. */
function holding(scenarios: readonly ScenarioSummary[], policies: readonly PolicySummary[], width: number): readonly string[] {
  const [only] = policies;
  if (scenarios.length === 0 || only === undefined) return [];
  const whom = policies.length === 1 ? only.id : `all ${policies.length} policies`;
  const observed = scenarios.filter(isObserved);
  const own = scenarios.filter((scenario) => observed.length <= mostNamed || !isObserved(scenario)).map(({ name }) => name);
  const others = observed.length <= mostNamed ? [] : [`and ${observed.length} observed on real kernels (observed-…)`];
  return paragraph('', `hold under ${whom} (${scenarios.length}): ${[...own, ...others].join(', ')}`, width);
}

interface Columns {
  readonly name: number;
  readonly cell: number;
  readonly heads: readonly string[];
  /** What the numbers stand for, where the ids have no room as heads. */
  readonly key: readonly string[];
}

/** Ids as heads where they fit beside the longest scenario name, else numbers with a key. */
function planColumns(scenarios: readonly ScenarioSummary[], policies: readonly PolicySummary[], width: number): Columns {
  const ids = policies.map((policy) => policy.id);
  const longest = Math.max(shortestName, ...scenarios.map((scenario) => scenario.name.length));
  const wide = Math.max(0, ...ids.map((id) => id.length)) + 2;
  if (longest + 1 + wide * ids.length <= width) return { name: longest, cell: wide, heads: ids, key: [] };
  const numbers = ids.map((_, index) => String(index + 1));
  const narrow = String(ids.length).length + 1;
  const cell = Math.max(narrow, Math.min(narrow + 2, Math.floor((width - 1 - longest) / ids.length)));
  const name = Math.max(shortestName, Math.min(longest, width - 1 - cell * ids.length));
  return { name, cell, heads: numbers, key: ids.map((id, index) => `${numbers[index] ?? ''} = ${id}`) };
}

function legend(scenarios: readonly ScenarioSummary[], results: Results, cells: Cells): string {
  const used = new Set<MarkName>();
  for (const scenario of scenarios) {
    for (const policy of results.policies) used.add(markOf(cells.at(scenario.name, policy.id)).name);
  }
  const parts = Object.values(marks)
    .filter((mark) => used.has(mark.name) && mark.name !== 'absent')
    .map((mark) => `${mark.symbol} ${mark.words}`);
  if (used.has('absent')) parts.push('blank not run');
  if (!cells.all().every(isAsExpected)) parts.push('! not as expected');
  return `  ${parts.join('   ')}`;
}

function unexpectedLines(cells: Cells, width: number): readonly string[] {
  return cells.all().flatMap((result) => {
    const what = unexpectedIn(result);
    return what === undefined
      ? []
      : paragraph('  ! ', `${result.scenario} under ${result.policy}: ${sayUnexpected(what)}`, width);
  });
}

/** Centres the first character of `text`, so that the marks stand under each other with or without `!`. */
function centred(text: string, width: number, paint: Paint): string {
  const left = Math.max(0, Math.floor((width - text.trimEnd().replace('!', '').length) / 2));
  return ' '.repeat(left) + paint(text) + ' '.repeat(Math.max(0, width - left - text.length));
}

function paintsFor(colour: boolean): Readonly<Record<MarkName, Paint>> {
  const { dim, red, yellow, cyan, magenta, bold } = pc.createColors(colour);
  return {
    holds: dim,
    violates: (text) => bold(red(text)),
    hazard: yellow,
    refused: cyan,
    bounded: magenta,
    'not-applicable': dim,
    broken: (text) => bold(magenta(text)),
    absent: (text) => text,
  };
}
