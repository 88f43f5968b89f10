/**
 * Which things of a machine have changed: every store that changes something is noted, whoever makes it, steps of a policy too.
 * Where states are restored as a whole, as in the search of a race, nothing is followed.
 */

import type { Entity } from './fields.js';
import type { Hook, Hooked } from './hook.js';
import type { State } from './state.js';

/** The things of one kind that have changed since they were last taken, each once. */
export class Changed {
  private readonly waiting: number[] = [];
  private readonly isWaiting: Uint8Array;

  constructor(private readonly room: number) {
    this.isWaiting = new Uint8Array(room);
  }

  note(thing: number): void {
    if (this.isWaiting[thing] !== 0) return;
    this.isWaiting[thing] = 1;
    this.waiting.push(thing);
  }

  noteAll(): void {
    for (let thing = 0; thing < this.room; thing++) this.note(thing);
  }

  /** Hands over each of them, in no particular order, and forgets it. */
  take(use: (thing: number) => void): void {
    for (let thing = this.waiting.pop(); thing !== undefined; thing = this.waiting.pop()) {
      this.isWaiting[thing] = 0;
      use(thing);
    }
  }
}

/** Who follows which kind of thing in a state. */
export class Changes {
  private readonly listeners = new Map<Entity, Changed[]>();

  constructor(private readonly state: State) {}

  /** From now on, what changes of a kind of thing is noted. At first all of them are. */
  follow(entity: Entity): Changed {
    const changed = new Changed(this.state.room(entity));
    changed.noteAll();
    const listeners = this.listeners.get(entity);
    if (listeners !== undefined) {
      listeners.push(changed);
      return changed;
    }
    const own = [changed];
    this.listeners.set(entity, own);
    this.state.hook(new Followed(own), [entity]);
    return changed;
  }

  /** Nothing is followed any more. */
  end(): void {
    this.state.hook(undefined, [...this.listeners.keys()]);
    this.listeners.clear();
  }
}

class Followed implements Hook {
  constructor(private readonly listeners: readonly Changed[]) {}

  load(_column: Hooked, _actor: number, _index: number, value: number): number {
    return value;
  }

  store(column: Hooked, _actor: number, index: number, value: number, second: number): boolean {
    if (column.isChangedBy(index, value, second)) for (const changed of this.listeners) changed.note(index);
    return true;
  }
}
