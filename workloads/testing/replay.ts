import { valueOf } from '../../core/program/recording-figures.js';
import type { Figure, RecordingNotes } from '../../core/program/workload.js';

const ids = [
  'faultsRecorded',
  'writesToPresentRecorded',
  'replayed',
  'faultedInModel',
  'writesToPresentInModel',
  'agreeByConstruction',
  'agreeForetold',
  'inferredStores',
] as const;

/** What a test asks of a replay, by name. */
export interface ReplayCounts
  extends Pick<RecordingNotes, 'processes' | 'notContained'>, Readonly<Record<(typeof ids)[number], number>> {
  readonly differences: readonly { readonly reason: string; readonly count: number }[];
  readonly notReplayed: readonly { readonly what: string; readonly count: number }[];
}

/** The figures of a replay by their ids; throws where nothing was replayed. */
export function replayCounts(notes: RecordingNotes | undefined): ReplayCounts {
  if (notes === undefined) throw new Error('nothing was replayed');
  const { figures, processes, notContained } = notes;
  const named = (id: string): readonly Figure[] => figures.filter((figure) => figure.id === id);
  const counts = Object.fromEntries(ids.map((id) => [id, valueOf(figures, id)])) as Record<(typeof ids)[number], number>;
  return {
    ...counts,
    processes,
    notContained,
    differences: named('differs').map(({ words: reason, value: count }) => ({ reason, count })),
    notReplayed: named('notReplayed').map(({ words: what, value: count }) => ({ what, count })),
  };
}
