/** The matrix of scenarios and policies for a terminal, readable without colour. */

import pc from 'picocolors';
import type { Results } from '../../core/run/results.js';
import { Cells } from '../cells.js';
import { describeUnexpected, isUnexpected, markOf, marks, type MarkName } from '../marks.js';

/** `colour` only adds to what letters already say. `width` is in columns, 80 unless given. */
export interface MatrixOptions {
  readonly colour: boolean;
  readonly width?: number;
}

type Paint = (text: string) => string;

const shortestName = 12;

/** Ends with a legend of the marks in use and, line by line, what was not expected. */
export function renderMatrix(results: Results, options: MatrixOptions): string {
  const cells = new Cells(results);
  const paints = paintsFor(options.colour);
  const columns = planColumns(results, options.width ?? 80);
  const lines = results.scenarios.map((scenario) => {
    const row = results.policies.map((policy) => {
      const result = cells.at(scenario.name, policy.id);
      const mark = markOf(result);
      const text = mark.symbol + (result !== undefined && isUnexpected(result) ? '!' : ' ');
      return centred(text, columns.cell, paints[mark.name]);
    });
    return `${fit(scenario.name, columns.name)} ${row.join('')}`.trimEnd();
  });
  const heads = columns.heads.map((name) => centred(name, columns.cell, (text) => text));
  const head = `${' '.repeat(columns.name)} ${heads.join('')}`.trimEnd();
  return [head, ...lines, '', ...columns.key, legend(results, cells), ...unexpectedLines(cells), ''].join('\n');
}

interface Columns {
  readonly name: number;
  readonly cell: number;
  readonly heads: readonly string[];
  /** What the numbers stand for, where the ids have no room as heads. */
  readonly key: readonly string[];
}

/** Ids as heads where they fit beside the longest scenario name, else numbers with a key. */
function planColumns(results: Results, width: number): Columns {
  const ids = results.policies.map((policy) => policy.id);
  const longest = Math.max(shortestName, ...results.scenarios.map((scenario) => scenario.name.length));
  const wide = Math.max(0, ...ids.map((id) => id.length)) + 2;
  if (longest + 1 + wide * ids.length <= width) return { name: longest, cell: wide, heads: ids, key: [] };
  const cell = String(ids.length).length + 3;
  const name = Math.max(shortestName, Math.min(longest, width - 1 - cell * ids.length));
  const numbers = ids.map((_, index) => String(index + 1));
  return { name, cell, heads: numbers, key: ids.map((id, index) => `  ${numbers[index] ?? ''} = ${id}`) };
}

function legend(results: Results, cells: Cells): string {
  const used = new Set<MarkName>();
  for (const scenario of results.scenarios) {
    for (const policy of results.policies) used.add(markOf(cells.at(scenario.name, policy.id)).name);
  }
  const parts = Object.values(marks).filter((mark) => used.has(mark.name) && mark.name !== 'absent')
    .map((mark) => `${mark.symbol} ${mark.words}`);
  if (used.has('absent')) parts.push('blank not run');
  if (cells.all().some(isUnexpected)) parts.push('! not as expected');
  return `  ${parts.join('   ')}`;
}

function unexpectedLines(cells: Cells): readonly string[] {
  return cells.all().filter(isUnexpected)
    .map((result) => `  ! ${result.scenario} under ${result.policy}: ${describeUnexpected(result)}`);
}

/** Centres the first character of `text`, so that the marks stand under each other with or without `!`. */
function centred(text: string, width: number, paint: Paint): string {
  const left = Math.max(0, Math.floor((width - text.trimEnd().replace('!', '').length) / 2));
  return ' '.repeat(left) + paint(text) + ' '.repeat(Math.max(0, width - left - text.length));
}

function fit(name: string, width: number): string {
  return name.length <= width ? name.padEnd(width) : `${name.slice(0, width - 1)}…`;
}

function paintsFor(colour: boolean): Readonly<Record<MarkName, Paint>> {
  const { dim, red, yellow, cyan, magenta, bold } = pc.createColors(colour);
  return {
    holds: dim, violates: (text) => bold(red(text)), hazard: yellow, refused: cyan, bounded: magenta,
    'not-applicable': dim, absent: (text) => text,
  };
}
