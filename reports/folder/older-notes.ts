/** What an earlier cowlab wrote into `results.json` otherwise: a field for each figure of a recording, a speed for every margin. */

import { recordingFigures, type RecordingCounts } from '../../core/program/recording-figures.js';
import type { RecordingNotes } from '../../core/program/workload.js';
import type { Measurement } from '../../core/run/results.js';
import { steady } from '../../core/run/steady.js';

/** What stood in place of a list of figures. */
export interface OlderNotes extends RecordingCounts, Omit<RecordingNotes, 'figures'> {
  readonly differences: readonly { readonly reason: string; readonly count: number }[];
  readonly notReplayed: readonly { readonly what: string; readonly count: number }[];
}

/** A measurement of now or before. */
export type WrittenMeasurement = Omit<Measurement, 'recording'> & { readonly recording?: RecordingNotes | OlderNotes };

/** As measurements are now. */
export function asNow({ speed, ...rest }: WrittenMeasurement): Measurement {
  return { ...withFigures(rest), ...(speed === undefined ? {} : { speed: steady(speed) }) };
}

function withFigures({ recording, ...rest }: WrittenMeasurement): Measurement {
  if (recording === undefined) return rest;
  if ('figures' in recording) return { ...rest, recording };
  const { processes, notContained, differences, notReplayed } = recording;
  const figures = recordingFigures(
    recording,
    differences.map(({ reason, count }) => ({ words: reason, count })),
    notReplayed.map(({ what, count }) => ({ words: what, count })),
  );
  return { ...rest, recording: { figures, processes, notContained } };
}
