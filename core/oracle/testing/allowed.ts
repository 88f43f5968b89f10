/** What the specification allows, in words a test can compare. */

import { loadProgram } from '../../scenario/load.js';
import { columnName, outcomeLength } from '../../program/outcome.js';
import type { Allowance } from '../../program/allowances.js';
import type { Program } from '../../program/program.js';
import { showValue } from '../../program/values.js';
import { eagerOutcomes } from '../eager/outcomes.js';

/** A scenario without its name; indented as a whole or not. */
export function program(text: string): Program {
  const indent = /^ *(?=\S)/m.exec(text)?.[0] ?? '';
  return loadProgram(`name: case\n${text.replaceAll(new RegExp(`^${indent}`, 'gm'), '')}`, 'case');
}

/** Column of that name. A typing error is an error, not an empty answer. */
export function columnOf(scenario: Program, name: string): number {
  const names = Array.from({ length: outcomeLength(scenario) }, (_, column) => columnName(scenario, column));
  const column = names.indexOf(name);
  if (column < 0) throw new Error(`no column ${name} among ${names.join(', ')}`);
  return column;
}

/** The different rows of these columns over all allowed outcomes, each as one string, sorted. */
export function allowed(text: string, ...names: readonly string[]): string[] {
  const scenario = program(text);
  const columns = names.map((name) => columnOf(scenario, name));
  const rows = [...eagerOutcomes(scenario).outcomes.values()].map((outcome) =>
    columns.map((column) => showValue(outcome[column])).join(' '),
  );
  return [...new Set(rows)].sort();
}

/** What is allowed without any allowance, and with this one alone. */
export function both(
  allowance: Allowance,
  text: string,
  ...columns: readonly string[]
): { readonly strict: string[]; readonly lenient: string[] } {
  const under = (allow: string): string[] => allowed(`allow: [${allow}]\n${text}`, ...columns);
  return { strict: under(''), lenient: under(allowance) };
}
