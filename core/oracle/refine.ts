/**
 * Refinement: an outcome of the policy machine is right exactly when the eager machine has it too.
 * The rest of this file only says what to call a difference.
 */

import { columnName, type Outcome } from '../program/outcome.js';
import type { Program } from '../program/program.js';
import { codes, showValue } from '../program/values.js';
import type { Breach, NamedValue } from '../program/breach.js';
import type { BreachKind } from '../program/verdict.js';
import { columnsOfProgram, isErrorCode, originsOfProgram } from './columns.js';
import type { Difference, Specification } from './specification.js';

/**
 * What an outcome breaches; empty if the eager machine allows it. One breach per column whose value it never
 * shows, or one for the smallest combination of values that it never shows together.
 */
export function judgeOutcome(program: Program, outcome: Outcome, specification: Specification): Breach[] {
  const difference = specification.differenceOf(outcome);
  if (difference === undefined) return [];
  const { allowed } = difference;
  const wrong = allowed.flatMap((values, column) => (values.has(outcome[column]) ? [] : [column]));
  if (wrong.length === 0) return [combined(program, outcome, difference.together())];

  const kindOf = kinds(program, difference);
  const breaches = wrong.map((column): WrongColumn => ({
    column,
    kind: kindOf(column, outcome[column], allowed[column]),
    value: showValue(outcome[column]),
    allowed: shown(allowed[column]),
  }));
  return withHalvesMerged(program, breaches).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** The gravest first. */
const order: readonly BreachKind[] = ['isolation', 'coherence', 'snapshot', 'lost-write', 'progress'];

interface WrongColumn {
  readonly column: number;
  readonly kind: BreachKind;
  readonly value: string;
  /** What the eager machine shows. */
  readonly allowed: readonly string[];
}

function kinds(program: Program, { held, referencedColumns }: Difference) {
  const columns = columnsOfProgram(program);
  const origins = originsOfProgram(program);
  return (column: number, value: number, allowed: ReadonlySet<number>): BreachKind => {
    const { process, isHandle } = columns[column];
    const origin = origins.get(value);
    if (origin !== undefined && process >= 0 && origin.process !== process && !held[process].has(value)) {
      return 'isolation';
    }
    // What should have succeeded failed, or was skipped because something else had failed.
    if (isErrorCode(value) || value === codes.none) return 'progress';
    const missesDevice = [...allowed].some((expected) => origins.get(expected)?.isDevice === true);
    if (isHandle || missesDevice || referencedColumns.has(column)) return 'coherence';
    return 'lost-write';
  };
}

function combined(program: Program, outcome: Outcome, together: readonly number[]): Breach {
  const columns = columnsOfProgram(program);
  const values = together.map((column): NamedValue => ({ name: columnName(program, column), value: showValue(outcome[column]) }));
  return {
    kind: together.some((column) => columns[column].isHandle) ? 'coherence' : 'snapshot',
    what: 'values-not-together',
    facts: { values },
  };
}

function shown(allowed: ReadonlySet<number>): string[] {
  return [...allowed].sort(ascending).map(showValue);
}

/** Tokens in ascending order, then codes. */
function ascending(a: number, b: number): number {
  return a < 0 || b < 0 ? b - a : a - b;
}

/** Two halves of one page that are wrong in the same way are one breach. */
function withHalvesMerged(program: Program, wrong: readonly WrongColumn[]): Breach[] {
  const first = program.observations.length;
  const isLow = (column: number): boolean => column >= first && (column - first) % 2 === 0;
  return wrong.flatMap(({ column, kind, value, allowed }, index) => {
    const isTwin = (other: WrongColumn | undefined): boolean =>
      other?.kind === kind && other.value === value && other.allowed.join() === allowed.join();
    const previous = wrong[index - 1];
    if (column > first && !isLow(column) && previous?.column === column - 1 && isTwin(previous)) return [];
    const next = wrong[index + 1];
    const isWhole = isLow(column) && next?.column === column + 1 && isTwin(next);
    const name = isWhole ? program.final[(column - first) >> 1].name : columnName(program, column);
    return [{ kind, what: 'value-not-allowed', facts: { values: [{ name, value }], allowed } }];
  });
}
