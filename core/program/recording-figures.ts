/** The figures of a recorded program against its replay: what reports say of each is told here, once. */

import type { Figure } from './workload.js';

/** A name with how often it was met. */
export interface Tallied {
  readonly words: string;
  readonly count: number;
}

/** All figures of a replay but those that only some have. */
export type RecordingCounts = Readonly<Record<CountId, number>>;

/** By id, in the order of tables: those with a `part` stand under it. Differences and what was left out have words of their own. */
const table = {
  faultsRecorded: { unit: 'faults', words: 'faults in the recording' },
  writesToPresentRecorded: { unit: 'faults', words: 'writes to present pages in the recording' },
  replayed: { unit: 'accesses', words: 'accesses replayed' },
  faultedInModel: { unit: 'accesses', words: 'faults in the model' },
  writesToPresentInModel: { unit: 'accesses', words: 'writes to present pages in the model' },
  agreeByConstruction: {
    unit: 'accesses',
    part: 'Each access replayed is one of',
    words: 'agrees by construction: the replay put the page there because this fault found it',
  },
  agreeForetold: {
    unit: 'accesses',
    part: 'Each access replayed is one of',
    words: 'agrees as foretold by mappings, forks and earlier accesses, whatever the policy',
  },
  differs: { unit: 'accesses', part: 'The others differ' },
  inferredStores: {
    unit: 'stores',
    part: 'Beside them',
    words: 'stores of the kernel that a later fault shows: replayed, not measured',
  },
  notReplayed: { unit: 'times', part: 'Not replayed' },
} as const;

type Id = keyof typeof table;
type CountId = Exclude<Id, 'differs' | 'notReplayed'>;

/** @param differences why recording and model differ @param notReplayed what was left out; both largest count first */
export function recordingFigures(
  counts: RecordingCounts,
  differences: readonly Tallied[],
  notReplayed: readonly Tallied[],
): readonly Figure[] {
  const lists = { differs: differences, notReplayed };
  return (Object.keys(table) as Id[]).flatMap((id): readonly Figure[] => {
    if (id !== 'differs' && id !== 'notReplayed') return [{ id, value: counts[id], ...table[id] }];
    return lists[id].map(({ words, count }) => ({ id, value: count, ...table[id], words }));
  });
}

/** What the figure of this id comes to; zero when there is none. @param words which of several it is */
export function valueOf(figures: readonly Figure[], id: string, words?: string): number {
  return figures.find((figure) => figure.id === id && (words === undefined || figure.words === words))?.value ?? 0;
}
