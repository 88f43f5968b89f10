/**
 * Rows on a screen. Wide: one column per actor, the state that changed on the right. Medium: one column per actor, the
 * state below the step. Narrow: lines that begin with the actor's name.
 */

import pc from 'picocolors';
import type { Note, Row } from './rows.js';
import { wrap } from './wrap.js';

type Paint = (text: string) => string;
type Colours = ReturnType<typeof pc.createColors>;

/** Columns wide enough to read. */
const widestActor = 30;
const narrowestActor = 18;
const narrowestState = 44;

interface Plan {
  /** Width of an actor's column; 0: no columns. */
  readonly cell: number;
  /** Width of the state on the right; 0: below. */
  readonly state: number;
}

/** Rows as lines: a column for each actor where there is room, else the actor's name in front. */
export function layOut(rows: readonly Row[], actors: readonly string[], width: number, colour: boolean): string[] {
  const colours = pc.createColors(colour);
  const used = [...new Set(rows.filter(({ actor }) => actor >= 0).map(({ actor }) => actor))].sort((a, b) => a - b);
  const plan = planFor(rows, used.length, width);
  if (plan.cell === 0) return narrow(rows, actors, width, colours);
  const columns = new Map(used.map((actor, index) => [actor, index]));
  const head = used
    .map((actor) => actors[actor].padEnd(plan.cell))
    .join(' ')
    .trimEnd();
  return [
    colours.bold(head + (plan.state > 0 ? ' '.repeat(tableWidth(plan, used.length) - head.length) + '  what changed' : '')),
    ...rows.flatMap((row) => inColumns(row, columns, plan, width, colours)),
  ];
}

function tableWidth({ cell }: Plan, actors: number): number {
  return actors * (cell + 1);
}

function planFor(rows: readonly Row[], actors: number, width: number): Plan {
  const longest = rows.reduce(
    (most, row) => (row.kind === 'phase' ? most : Math.max(most, cellText(row).length)),
    narrowestActor,
  );
  const cell = Math.min(longest, widestActor);
  const state = width - actors * (cell + 1) - 2;
  if (state >= narrowestState) return { cell, state };
  const room = Math.floor(width / actors) - 1;
  return room >= narrowestActor ? { cell: Math.min(cell, room), state: 0 } : { cell: 0, state: 0 };
}

function cellText({ kind, text }: Row): string {
  return kind === 'operation' ? text : kind === 'quiet' ? `  · ${text}` : `  ${text}`;
}

function inColumns(row: Row, columns: ReadonlyMap<number, number>, plan: Plan, width: number, colours: Colours): string[] {
  if (row.kind === 'phase') return ['', colours.dim(`── ${row.text} ${'─'.repeat(Math.max(0, width - row.text.length - 4))}`)];
  const left = (columns.get(row.actor) ?? 0) * (plan.cell + 1);
  const indent = row.kind === 'operation' ? 0 : row.kind === 'quiet' ? 4 : 2;
  const cell = wrap(row.text, plan.cell - indent).map(
    (line, index) =>
      ' '.repeat(left + indent - (row.kind === 'quiet' && index === 0 ? 2 : 0)) +
      (row.kind === 'quiet' && index === 0 ? '· ' : '') +
      line,
  );
  const paint = paintOf(row, colours);
  if (plan.state === 0) {
    return [...cell.map(paint), ...row.notes.flatMap((note) => below(note, left, width, colours))];
  }
  const notes = row.notes.flatMap((note) => {
    const lines = wrap(note.text, plan.state - 2);
    return lines.map((line, index) => paintOfNote(note, colours)(index === 0 ? line : `  ${line}`));
  });
  const start = tableWidth(plan, columns.size) + 2;
  return Array.from({ length: Math.max(cell.length, notes.length) }, (_, index) => {
    const text = cell[index] ?? '';
    const note = notes[index];
    return note === undefined ? paint(text) : paint(text) + ' '.repeat(start - text.length) + note;
  });
}

/** Under its step, but never so far to the right that there is no room. */
function below(note: Note, left: number, width: number, colours: Colours): string[] {
  const indent = Math.min(left + 6, Math.max(6, width - narrowestState));
  return wrap(note.text, width - indent - 2).map(
    (line, index) => ' '.repeat(indent) + paintOfNote(note, colours)(index === 0 ? line : `  ${line}`),
  );
}

function narrow(rows: readonly Row[], actors: readonly string[], width: number, colours: Colours): string[] {
  return rows.flatMap((row) => {
    if (row.kind === 'phase') return ['', colours.dim(`── ${row.text}`)];
    const name = actors[row.actor];
    const lines = wrap(cellText(row).trim(), width - name.length - 4);
    const indent = row.kind === 'operation' ? '' : '  ';
    return [
      ...lines.map((line, index) =>
        paintOf(row, colours)(`${index === 0 ? `${name}: ` : ' '.repeat(name.length + 2)}${indent}${line}`),
      ),
      ...row.notes.flatMap((note) => below(note, 0, width, colours)),
    ];
  });
}

function paintOf({ kind }: Row, { bold, dim }: Colours): Paint {
  const plain: Paint = (text) => text;
  return kind === 'operation' ? bold : kind === 'quiet' ? dim : plain;
}

function paintOfNote({ kind }: Note, { cyan, red, bold }: Colours): Paint {
  const plain: Paint = (text) => text;
  return kind === 'breach' ? (text) => bold(red(text)) : kind === 'decided' ? cyan : plain;
}
