import type { Workload, WorkloadNotes } from '../../core/program/workload.js';
import { foreignMaps } from './errors.js';
import { pagesPerTable } from './layout.js';
import { readMaps } from './maps.js';
import { readEvents } from './read-events.js';
import { Replay } from './replay.js';
import { surveyRecording } from './survey.js';
import type { Survey } from './survey.js';

/** A recorded program: where its files lie and what has to be known before they are read. */
export interface Recording {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly sources: readonly string[];
  /** Path of the output of perf script, plain or gzip. */
  readonly trace: string;
  /** Path of the mappings at the end of the recording, of its first process. */
  readonly maps?: string;
  /**
   * Page tables with a recorded access (2 MiB each), and processes alive at once: as the first pass (`surveyRecording`)
   * finds.
   */
  readonly tables: number;
  readonly processes: number;
}

/** Events between two reports of progress. */
const progressEvery = 2000;

/**
 * The recording as a workload: two passes over the file per run, each a stream. It has no parameters and ignores the
 * seed.
 */
export function recordedWorkload(recording: Recording): Workload {
  const { id, title, about, sources } = recording;
  return {
    id, title, about, sources, parameters: [],
    size: () => ({ addressSpacePages: recording.tables * pagesPerTable, processes: recording.processes }),
    async *run(simulation): AsyncGenerator<number, WorkloadNotes> {
      const maps = recording.maps === undefined ? [] : await readMaps(recording.maps);
      const survey = await surveyRecording(recording.trace, maps);
      checkMapsBelong(recording, survey);
      assertFits(recording, survey);
      const replay = new Replay(simulation, survey, recording.trace);
      replay.prepare();
      const setup = simulation.events();
      let done = 0;
      for await (const event of readEvents(recording.trace, { returns: survey.returns })) {
        replay.take(event);
        if (++done % progressEvery === 0) yield done / survey.events;
      }
      return { operations: replay.operations, setup, recording: replay.notes(notContained(survey, replay.touched)) };
    },
  };
}

/** The simulator is sized before the file is read. */
function assertFits({ id, tables, processes }: Recording, { layout, ...found }: Survey): void {
  if (layout.pages <= tables * pagesPerTable && found.processes <= processes) return;
  throw new Error(`recording ${id} needs ${layout.pages / pagesPerTable} page tables and ${found.processes} processes`);
}

/** Address spaces are laid out at random: the mappings of another process have next to none of the addresses. */
function checkMapsBelong({ maps, trace }: Recording, { inMaps, besideMaps }: Survey): void {
  if (maps !== undefined && besideMaps > inMaps) throw foreignMaps(maps, trace, besideMaps, inMaps + besideMaps);
}

/** What no verdict may be drawn from, because a recording of page faults cannot have it. */
function notContained({ roots, mappedByExec }: Survey, touched: number): string[] {
  const inferred = roots.reduce((sum, root) => sum + root.presentBefore.length, 0);
  return [
    'accesses that did not fault',
    'faults the kernel took itself while copying to or from the program (page_fault_kernel)',
    'references and pins of pages: direct I/O (O_DIRECT), io_uring with registered buffers, vmsplice, '
      + 'process_vm_readv, ptrace, RDMA, VFIO and other drivers',
    'swap, reclaim, migration and transparent huge pages',
    'mremap, and whether a child was made by fork or by vfork',
    ...(mappedByExec.size === 0 ? [] : [
      'what execve maps by itself: inferred from the accesses, the stack as anonymous memory, all else as private '
        + 'pages of the program and its loader; which file a mapping is of, so programs share no page-cache pages',
    ]),
    ...(touched === 0 ? [] : [
      `what the kernel stored to: inferred for ${touched} anonymous pages that a fault behind a fork found present; `
        + 'each is stored to just before that fork, so the fault agrees with the model by construction',
    ]),
    ...(inferred === 0 ? [] : [
      `what was present before it began: inferred for ${inferred} pages whose first recorded fault found them present, `
        + 'so that first fault of each agrees with the model by construction',
    ]),
  ];
}
