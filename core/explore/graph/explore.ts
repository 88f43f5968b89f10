/**
 * The search: breadth first, from the state that a model is in, through every step that a process can take, until there is no new
 * state. It knows nothing of what a model means, and allocates nothing per step: who listens says what is wrong, and asks for the
 * way there.
 */

import type { Bounds } from '../../program/bounds.js';
import type { Model, Move } from './model.js';
import { SeenStates } from './seen-states.js';
import type { WordChanges } from './store.js';
import { Transitions } from './transitions.js';

/** Where a search is; only as long as the listener is told. */
export interface Position {
  /** The state in which the step was taken; where none was taken, the state that the model is in. They are numbered as they are found. */
  readonly from: number;
  /** In which words the state behind the step differs from the one before. */
  readonly changes: WordChanges;
  /** The moves from the first state to here, the step that was taken included: as few as there can be to `from`. */
  schedule(): Move[];
}

/** Who is told what a search finds. */
export interface Listener {
  /** A step was taken, and the model is behind it. @param isNew in a state that was not known */
  onStep?(at: Position, isNew: boolean): void;
  /** No process can take a step in the state that the model is in. The listener may change it. */
  onEnd?(at: Position): void;
  /**
   * The model is in the first state from which no way leads to an end. Asked for when all states were seen; without it transitions
   * are not kept.
   */
  onEndless?(at: Position): void;
  /** Bytes that the listener keeps, which count as those of the states do. */
  held?(): number;
}

/** The bound that ended a search. */
export interface Cut {
  readonly bound: keyof SearchBounds;
  /** All that can be done in so many steps was seen. */
  readonly depth: number;
}

/** What a search saw. */
export interface Explored {
  /** Different ones, the first included. */
  readonly states: number;
  /** Steps taken from each of them, those to known states too. */
  readonly transitions: number;
  /** Bytes that were held in the end: states, ways to them, transitions, and what the listener keeps. */
  readonly bytes: number;
  /** Undefined: everything was seen. */
  readonly cut: Cut | undefined;
}

/** What a search may use. */
export type SearchBounds = Pick<Bounds, 'states' | 'memory'>;

/**
 * Explores a model from the state that it is in.
 * @param bounds behind the first state too many, or the first state that takes a byte too many, it ends
 * @param deepest steps of the longest run that is looked at
 */
export function explore(model: Model, bounds: SearchBounds, listener: Listener, deepest = Infinity): Explored {
  return new Search(model, bounds, listener, deepest).run();
}

class Search implements Position {
  from = 0;
  private readonly seen: SeenStates;
  private readonly ways: Transitions | undefined;
  /** States in which nobody can take a step. */
  private readonly ends: number[] = [];
  private transitions = 0;
  /** The step that was taken from `from`; nobody's where none was. */
  private process = -1;
  private choice = 0;

  constructor(
    private readonly model: Model,
    private readonly bounds: SearchBounds,
    private readonly listener: Listener,
    private readonly deepest: number,
  ) {
    this.seen = new SeenStates(model);
    this.ways = listener.onEndless === undefined ? undefined : new Transitions();
  }

  get changes(): WordChanges {
    return this.seen.changes;
  }

  schedule(): Move[] {
    const way = this.seen.scheduleTo(this.from);
    return this.process < 0 ? way : [...way, { process: this.process, choice: this.choice }];
  }

  run(): Explored {
    const { seen, listener } = this;
    let levelEnd = 1;
    let depth = 0;
    for (this.from = 0; this.from < seen.count; this.from++) {
      if (this.from === levelEnd) {
        levelEnd = seen.count;
        depth++;
      }
      if (depth > this.deepest) break;
      const before = this.transitions;
      const bound = this.expand();
      if (bound !== undefined) return this.explored({ bound, depth: seen.scheduleTo(this.from).length });
      if (this.transitions > before) continue;
      this.ends.push(this.from);
      listener.onEnd?.(this);
    }
    if (depth <= this.deepest) this.lookForLivelock();
    return this.explored(undefined);
  }

  /** Takes every step from a state. @returns the bound that was hit */
  private expand(): keyof SearchBounds | undefined {
    const { model, seen, from } = this;
    seen.restore(from);
    this.ways?.begin();
    for (let process = 0; process < model.processes; process++) {
      const choices = model.choices(process);
      for (let choice = 0; choice < choices; choice++) {
        if (!model.apply(process, choice)) {
          seen.restore(from);
          continue;
        }
        const bound = this.note(process, choice) ? this.boundHit() : undefined;
        if (bound !== undefined) return bound;
        seen.undo();
      }
    }
    this.process = -1;
    return undefined;
  }

  /** A step was taken: the model is behind it. @returns is it in a new state */
  private note(process: number, choice: number): boolean {
    const known = this.seen.add(process, choice);
    const isNew = known < 0;
    this.process = process;
    this.choice = choice;
    this.transitions++;
    if (!isNew) this.ways?.add(known);
    this.listener.onStep?.(this, isNew);
    return isNew;
  }

  private boundHit(): keyof SearchBounds | undefined {
    if (this.seen.count > this.bounds.states) return 'states';
    return this.held() > this.bounds.memory ? 'memory' : undefined;
  }

  private held(): number {
    return this.seen.bytes + (this.ways?.bytes ?? 0) + (this.listener.held?.() ?? 0);
  }

  private lookForLivelock(): void {
    const { seen, ways, listener } = this;
    const endless = ways?.firstEndless(this.ends, (state) => seen.parentOf(state)) ?? -1;
    if (endless < 0) return;
    this.from = endless;
    seen.restore(endless);
    listener.onEndless?.(this);
  }

  private explored(cut: Cut | undefined): Explored {
    return { states: this.seen.count, transitions: this.transitions, bytes: this.held(), cut };
  }
}
