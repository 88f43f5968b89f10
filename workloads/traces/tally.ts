import type { RecordingNotes } from '../../core/program/workload.js';
import type { Behaviour } from './differences.js';

type RecordedFault = { readonly present: boolean; readonly write: boolean };

/** Counts of a replay, access by access. */
export class Tally {
  private readonly reasons = new Map<string, number>();
  private replayed = 0;
  private faulted = 0;
  private writesToPresentRecorded = 0;
  private writesToPresentInModel = 0;

  /** An access the recording has as a fault, and what the model did. `reason`: of a difference. */
  add(access: RecordedFault, model: Behaviour, reason: string | undefined): void {
    this.replayed++;
    if (model === 'absent' || model === 'write-protected') this.faulted++;
    if (access.present && access.write) {
      this.writesToPresentRecorded++;
      if (model === 'write-protected') this.writesToPresentInModel++;
    }
    if (reason !== undefined) this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  notes(notContained: readonly string[]): RecordingNotes {
    const differences = [...this.reasons].map(([reason, count]) => ({ reason, count }));
    differences.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
    return {
      replayed: this.replayed,
      faultedInModel: this.faulted,
      faultsRecorded: this.replayed,
      writesToPresentRecorded: this.writesToPresentRecorded,
      writesToPresentInModel: this.writesToPresentInModel,
      differences,
      notContained,
    };
  }
}
