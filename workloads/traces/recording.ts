import type { Workload, WorkloadNotes } from '../../core/program/workload.js';
import { emptyTrace, foreignMaps } from '../../core/errors/errors.js';
import { readMaps } from './maps.js';
import { notContained } from './not-contained.js';
import { ParsedLines } from './parsed-lines.js';
import { readEvents } from './read-events.js';
import { Replay } from './replay.js';
import { surveyRecording } from './survey.js';
import type { Survey } from './survey.js';

/** A recorded program and where its files lie. */
export interface Recording {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly sources: readonly string[];
  /** Path of the output of perf script, plain or gzip. */
  readonly trace: string;
  /** Path of the mappings at the end of the recording, of its first process. */
  readonly maps?: string;
}

/**
 * The recording as a workload. A first pass over the file tells its size, once for all runs of this object; each run
 * is a pass of its own, over what the first has parsed (`ParsedLines`). It has no parameters and ignores the seed.
 */
export function recordedWorkload(recording: Recording): Workload {
  const { id, title, about, sources, trace, maps } = recording;
  let known: Promise<Survey> | undefined;
  const lines = new ParsedLines(trace);
  const survey = (): Promise<Survey> => (known ??= surveyOf(recording, lines));
  return {
    id,
    title,
    about,
    sources,
    parameters: [],
    files: maps === undefined ? [trace] : [trace, maps],
    // Which CPU a process ran on is not in the recording.
    otherCpus: [1, 4],
    async size() {
      const { layout, processes } = await survey();
      return { addressSpacePages: layout.pages, processes };
    },
    async *run(simulation): AsyncGenerator<number, WorkloadNotes> {
      const found = await survey();
      const replay = new Replay(simulation, found, trace);
      replay.prepare();
      let done = 0;
      for await (const events of readEvents(lines, { returns: found.returns })) {
        for (const event of events) replay.take(event);
        done += events.length;
        yield done / found.events;
      }
      return {
        operations: replay.operations,
        setup: replay.unmeasured,
        recording: replay.notes(notContained(found, replay.inferredStores)),
      };
    },
  };
}

/** Throws a CowlabError for a file that is damaged or has no fault, and for mappings of another process. */
async function surveyOf({ trace, maps }: Recording, lines: ParsedLines): Promise<Survey> {
  const survey = await surveyRecording(lines, maps === undefined ? [] : await readMaps(maps));
  const { layout, inMaps, besideMaps } = survey;
  if (layout.pages === 0) throw emptyTrace(trace);
  // Address spaces are laid out at random: the mappings of another process have next to none of the addresses.
  if (maps !== undefined && besideMaps > inMaps) throw foreignMaps(maps, trace, besideMaps, inMaps + besideMaps);
  return survey;
}
