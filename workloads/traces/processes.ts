import { at, forkedWhileRunning, goesOnAfterExit } from '../../core/errors/errors.js';
import type { Occurrence } from './events.js';

interface Ended {
  readonly line: number;
  /** Whether the event itself said that the whole process ended. */
  readonly isCertain: boolean;
}

/** The live processes of a recording by their pid, with what a pass keeps of each. */
export class Processes<P> {
  private readonly live = new Map<number, P>();
  private readonly ended = new Map<number, Ended>();

  /** `begin`: makes a process that is there without a recorded fork, at its first event. */
  constructor(
    private readonly path: string,
    private readonly begin: (first: Occurrence) => P,
  ) {}

  /**
   * The process an event belongs to; throws when it has ended. Undefined for other threads behind the exit of the first
   * one where the recording does not say which exit was the last.
   */
  of(event: Occurrence): P | undefined {
    const known = this.live.get(event.pid);
    if (known !== undefined) return known;
    const end = this.ended.get(event.pid);
    if (end !== undefined) {
      if (!end.isCertain && event.tid !== event.pid) return undefined;
      throw goesOnAfterExit(at(this.path, event.line), event.pid, end.line);
    }
    const process = this.begin(event);
    this.live.set(event.pid, process);
    return process;
  }

  find(pid: number): P | undefined {
    return this.live.get(pid);
  }

  /** A fork made `child`; throws when it is there already. */
  add(child: number, process: P, event: Occurrence): void {
    if (this.live.has(child)) {
      throw forkedWhileRunning(at(this.path, event.line), child);
    }
    this.ended.delete(child);
    this.live.set(child, process);
  }

  /** `groupDead`: as the exit event has it. */
  end(event: Occurrence, groupDead: boolean | undefined): void {
    this.live.delete(event.pid);
    this.ended.set(event.pid, { line: event.line, isCertain: groupDead === true });
  }

  /** Forgets a child that proved to be a thread. */
  forget(pid: number): void {
    this.live.delete(pid);
  }

  get count(): number {
    return this.live.size;
  }
}

/**
 * Whether an exit event ends the process: older kernels say only which thread ended, the first thread then stands for
 * all.
 */
export function endsProcess(event: Occurrence, groupDead: boolean | undefined): boolean {
  return groupDead ?? event.pid === event.tid;
}
