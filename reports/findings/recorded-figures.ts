/** The figures of a recording over its replays: whoever shows them need not know what there are. */

import { valueOf } from '../../core/program/recording-figures.js';
import type { Figure, RecordingNotes } from '../../core/program/workload.js';
import { alike } from './alike.js';

/** A figure that some replay has. */
export interface FigureRow {
  readonly figure: Figure;
  /** By replay; 0 where one has none. */
  readonly values: readonly number[];
}

/** The rows of one part of a table, in their order. */
export interface FigurePart {
  /** Undefined: they stand before all parts. */
  readonly part: string | undefined;
  readonly rows: readonly FigureRow[];
}

/** Each figure once, by the parts of the table. */
export function figureParts(replays: readonly RecordingNotes[]): readonly FigurePart[] {
  const figures = new Map(replays.flatMap((notes) => notes.figures.map((figure) => [`${figure.id} ${figure.words}`, figure])));
  return alike(figures.values(), ({ part = '' }) => part).map((same) => ({
    part: same[0].part,
    rows: same.map((figure) => ({ figure, values: replays.map((notes) => valueOf(notes.figures, figure.id, figure.words)) })),
  }));
}
