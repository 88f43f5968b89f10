import { recordingFigures, type Tallied } from '../../core/program/recording-figures.js';
import type { RecordedProcess, RecordingNotes } from '../../core/program/workload.js';
import type { Behaviour } from './differences.js';

type Mutable<T> = { -readonly [name in keyof T]: T[name] };

/** Counts of one process, for its accesses to be added to. */
export type ProcessTally = Mutable<RecordedProcess>;

/** An access the recording has as a fault, and what became of it. */
export interface TalliedAccess {
  readonly present: boolean;
  readonly write: boolean;
  readonly model: Behaviour;
  /** Why recording and model differ; undefined when they agree. */
  readonly reason: string | undefined;
  /** Whether the replay put the page there because of this very fault. */
  readonly constructed: boolean;
}

/** Counts of a replay, access by access. */
export class Tally {
  private readonly processes: ProcessTally[] = [];
  private readonly reasons = new Map<string, number>();
  private readonly leftOut = new Map<string, number>();
  private replayed = 0;
  private faultsLeftOut = 0;
  private writesToPresentRecorded = 0;
  private writesToPresentInModel = 0;
  private agreeByConstruction = 0;
  private agreeForetold = 0;

  /** Of a process that is met for the first time. */
  beginProcess(pid: number, comm: string): ProcessTally {
    const process = { pid, comm, faultsRecorded: 0, faultedInModel: 0 };
    this.processes.push(process);
    return process;
  }

  add(process: ProcessTally, { present, write, model, reason, constructed }: TalliedAccess): void {
    this.replayed++;
    process.faultsRecorded++;
    if (model === 'absent' || model === 'write-protected') process.faultedInModel++;
    if (present && write) {
      this.writesToPresentRecorded++;
      if (model === 'write-protected') this.writesToPresentInModel++;
    }
    if (reason !== undefined) increase(this.reasons, reason);
    else if (constructed) this.agreeByConstruction++;
    else this.agreeForetold++;
  }

  /** Notes a fault of the recording that is not replayed. */
  leaveOutFault(what: string): void {
    this.faultsLeftOut++;
    this.leaveOut(what);
  }

  /** Notes something of the recording that the replay leaves out. */
  leaveOut(what: string, times = 1): void {
    increase(this.leftOut, what, times);
  }

  notes(inferredStores: number, notContained: readonly string[]): RecordingNotes {
    const counts = {
      replayed: this.replayed,
      faultedInModel: this.processes.reduce((sum, { faultedInModel }) => sum + faultedInModel, 0),
      faultsRecorded: this.replayed + this.faultsLeftOut,
      writesToPresentRecorded: this.writesToPresentRecorded,
      writesToPresentInModel: this.writesToPresentInModel,
      agreeByConstruction: this.agreeByConstruction,
      agreeForetold: this.agreeForetold,
      inferredStores,
    };
    const figures = recordingFigures(counts, largestFirst(this.reasons), largestFirst(this.leftOut));
    return { figures, processes: this.processes, notContained };
  }
}

function increase(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}

function largestFirst(counts: ReadonlyMap<string, number>): readonly Tallied[] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([words, count]) => ({ words, count }));
}
