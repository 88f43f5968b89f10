/**
 * Which things of a machine have changed. Columns are arrays, and anybody may write to them, steps of a policy too; so a
 * column that is followed is wrapped, and every write that changes it is noted. Where states are restored as a whole, as in
 * the search of a race, nothing is followed.
 */

import type { Entity } from './fields.js';
import type { Column, State } from './state.js';

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

/** Methods of arrays that write to elements of their own choosing. */
const writers: ReadonlySet<string | symbol> = new Set(['fill', 'set', 'copyWithin', 'reverse', 'sort']);

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
    this.state.wrap(entity, (column) => followed(column, own));
    return changed;
  }

  /** Nothing is followed any more: the columns are plain arrays again. */
  end(): void {
    for (const entity of this.listeners.keys()) this.state.unwrap(entity);
    this.listeners.clear();
  }
}

function followed(column: Column, listeners: readonly Changed[]): Column {
  return new Proxy(column, {
    get: (target, property) => {
      const value: unknown = target[property as keyof Column];
      if (typeof value !== 'function') return value;
      if (writers.has(property)) for (const changed of listeners) changed.noteAll();
      return value.bind(target) as unknown;
    },
    set: (target, property, value: number) => {
      const index = Number(property);
      if (target[index] === value) return true;
      target[index] = value;
      for (const changed of listeners) changed.note(index);
      return true;
    },
  });
}
