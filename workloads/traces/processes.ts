import { at, mixedUp } from './errors.js';
import type { Occurrence } from './events.js';

/** The live processes of a recording by their pid, with what a pass keeps of each. */
export class Processes<P> {
  private readonly live = new Map<number, P>();
  /** Line at which each ended. */
  private readonly ended = new Map<number, number>();

  /** `begin`: makes a process that is there without a recorded fork. */
  constructor(private readonly path: string, private readonly begin: (pid: number) => P) {}

  /** The process an event belongs to; throws when it has ended. */
  of(event: Occurrence): P {
    const known = this.live.get(event.pid);
    if (known !== undefined) return known;
    const end = this.ended.get(event.pid);
    if (end !== undefined) {
      const found = `process ${event.pid} goes on after its exit at line ${end}`;
      throw mixedUp(at(this.path, event.line), found, 'a fork before it');
    }
    const process = this.begin(event.pid);
    this.live.set(event.pid, process);
    return process;
  }

  find(pid: number): P | undefined {
    return this.live.get(pid);
  }

  /** A fork made `child`; throws when it is there already. */
  add(child: number, process: P, event: Occurrence): void {
    if (this.live.has(child)) {
      throw mixedUp(at(this.path, event.line), `process ${child} is forked but has run before`, 'its exit before it');
    }
    this.ended.delete(child);
    this.live.set(child, process);
  }

  end(event: Occurrence): void {
    this.live.delete(event.pid);
    this.ended.set(event.pid, event.line);
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
