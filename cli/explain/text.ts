/** One run of a scenario under a policy, as a person reads it. A pure function of its arguments. */

import { plural } from '../../core/errors/numbers.js';
import pc from 'picocolors';
import type { Checked } from '../../core/explore/check.js';
import type { Replay } from '../../core/explore/replay.js';
import type { CompiledPolicy } from '../../core/index.js';
import { columnName } from '../../core/program/outcome.js';
import { breachInWords } from '../../core/program/breach-words.js';
import { printable, printableData, printableLines } from '../../core/errors/printable.js';
import type { Program } from '../../core/program/program.js';
import { showValue } from '../../core/program/values.js';
import { namedBy } from './changes.js';
import { layOut } from './layout.js';
import { rowsOf } from './rows.js';
import { wrap } from './wrap.js';
import { sayEffort } from '../../reports/words/effort.js';

/** How an explanation is printed. */
export interface ExplanationOptions {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  /** Steps that changed nothing, too. */
  readonly allSteps?: boolean;
}

/** @param run the replay of a breaching run, or of any run where nothing is breached */
export function renderExplanation(
  program: Program,
  policy: CompiledPolicy,
  checked: Checked,
  run: Replay,
  options: ExplanationOptions,
): string {
  const { width, colour, allSteps = false } = options;
  const rows = printableData(rowsOf(program, run, checked.breaches, allSteps));
  const shown = { ...checked, breaches: printableData(checked.breaches), why: printableData(checked.why) };
  const actors = program.actors.map(({ name }) => name);
  return [
    ...introduction(program, policy, options),
    '',
    ...verdictLines(program, shown, run, options),
    '',
    ...(rows.length === 0 ? [] : [...layOut(rows, actors, width, colour), '']),
    ...(run.omitted === 0 ? [] : [`… and ${plural(run.omitted, 'more step')}, too many to be shown`, '']),
    ...outcomeLines(program, shown, run, options),
    '',
  ].join('\n');
}

function introduction(program: Program, policy: CompiledPolicy, { colour, width }: ExplanationOptions): string[] {
  const { name, title, sources, documentedHazard } = printableData(textsOf(program));
  const about = printableLines(program.about);
  const { bold, dim } = pc.createColors(colour);
  const last = policy.chain[policy.chain.length - 1];
  const since = last.since === undefined ? '' : `; since Linux ${last.since}`;
  const hazard = documentedHazard === undefined ? [] : wrap(`documented hazard: ${documentedHazard}`, width);
  return [
    bold(`${name} under ${printable(policy.id)}`),
    ...(title === '' ? [] : wrap(title, width)),
    ...(about === '' ? [] : ['', ...wrap(about, width)]),
    ...hazard,
    '',
    ...labelled('scenario', sources.join('; '), width).map(dim),
    ...labelled('policy', printable(`${last.title}${since}`), width).map(dim),
  ];
}

function textsOf({
  name,
  title,
  sources,
  documentedHazard,
}: Program): Pick<Program, 'name' | 'title' | 'sources' | 'documentedHazard'> {
  return { name, title, sources, documentedHazard };
}

function labelled(label: string, text: string, width: number): string[] {
  if (text === '') return [];
  return wrap(text, width - 10).map((line, index) => (index === 0 ? label : '').padEnd(10) + line);
}

function verdictLines(program: Program, checked: Checked, run: Replay, { colour, width }: ExplanationOptions): string[] {
  const { bold, red, green, yellow } = pc.createColors(colour);
  const { verdict, breaches, complete, why } = checked;
  const isRace = program.race.length > 0;
  const [first] = breaches;
  if (verdict === 'violates' && first !== undefined) {
    return [
      ...wrap(`✗ violates: ${first.kind}: ${breachInWords(first)}`, width).map((line) => bold(red(line))),
      ...wrap(
        isRace
          ? `The shortest breaching run found, of ${plural(run.steps.length + run.omitted, 'step')}${complete ? ' (all interleavings were seen)' : ''}:`
          : `The run, of ${plural(run.steps.length + run.omitted, 'step')}:`,
        width,
      ),
    ];
  }
  const seen = sayEffort(checked);
  if (verdict === 'bounded')
    return [...wrap(`… bounded: ${why ?? 'a bound was hit'}`, width).map((line) => bold(yellow(line))), 'One run:'];
  if (verdict === 'refused')
    return [
      ...wrap(`⊘ refused: an operation is declined by design, and nothing else goes wrong (${seen})`, width).map((line) =>
        bold(yellow(line)),
      ),
      isRace ? 'One interleaving of the race, each actor going on as long as it can:' : 'The run:',
    ];
  return [
    ...wrap(`✓ ${verdict}: no outcome that the eager machine does not allow (${seen})`, width).map((line) => bold(green(line))),
    isRace ? 'It holds on every interleaving of the race. One of them, each actor going on as long as it can:' : 'The run:',
  ];
}

/** The observations and final values, those of a breach marked; then every breach that was found. */
function outcomeLines(program: Program, { breaches }: Checked, run: Replay, { colour, width }: ExplanationOptions): string[] {
  const { bold, red } = pc.createColors(colour);
  const listed = breaches.flatMap((breach) =>
    wrap(`✗ ${breach.kind}: ${breachInWords(breach)}`, width - 4).map((line, index) =>
      bold(red(`${index === 0 ? '  ' : '    '}${line}`)),
    ),
  );
  const values =
    run.outcome === undefined
      ? ['  none: nobody can go on, or the run stops at the breach']
      : valuesOf(program, run.outcome, run, width);
  return [
    bold('outcome'),
    ...values,
    ...(breaches.length === 0 ? [] : ['', bold(breaches.length === 1 ? 'breach' : 'breaches, of all runs'), ...listed]),
  ];
}

function valuesOf(program: Program, outcome: readonly number[], run: Replay, width: number): string[] {
  const observed = program.observations.length;
  const entries: [string, string][] = [];
  for (const [column, value] of outcome.entries()) {
    const isTwin = column > observed && (column - observed) % 2 === 1 && outcome[column - 1] === value;
    const isEqual = column >= observed && (column - observed) % 2 === 0 && outcome[column + 1] === value;
    if (isTwin || (column < observed && isUnremarkable(program, column, value))) continue;
    entries.push([isEqual ? program.final[(column - observed) >> 1].name : columnName(program, column), showValue(value)]);
  }
  const isNamed = namedBy(run.breaches);
  return entries.flatMap(([name, value]) => {
    const isBreach = [name, `${name}.lo`, `${name}.hi`].some((n) => isNamed(n, value));
    return wrap(`${isBreach ? '✗' : ' '} ${name} = ${value}`, width - 2).map((line) => (isBreach ? `  ${line}` : `    ${line}`));
  });
}

/** An operation without a name of its own that simply succeeded. */
function isUnremarkable(program: Program, column: number, value: number): boolean {
  return program.observations[column].name.includes('#') && showValue(value) === 'ok';
}
