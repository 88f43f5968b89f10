/**
 * The eager machine behind the policy machine, for programs without a race: where the ABI leaves open what is seen, it
 * takes what the policy machine has shown. So the work is linear in the program, whatever its allowances.
 */

import type { Outcome } from '../../program/outcome.js';
import type { Operation, Program } from '../../program/program.js';
import { latitudesOf } from '../allowances/index.js';
import type { Eager, Latitude } from './eager.js';
import { finalHalf, observedOf } from './finals.js';
import { performUnit } from './unit.js';
import { Sightings } from './sightings.js';
import { copyState, initialState, type EagerState } from './state.js';

/** What a run behind an outcome has found. */
export interface Followed {
  /** Can the machine show all columns that were followed as they are? */
  readonly agrees: boolean;
  /** By column: what it may show there, given what was followed before. */
  readonly allowed: readonly ReadonlySet<number>[];
  /** Operations performed, and the first state. */
  readonly states: number;
  /** Per process: every value its memory, or a reference or pin taken on it, may have held. */
  readonly held: readonly ReadonlySet<number>[];
  /** Columns that show a page of memory while a reference or pin to it was live. */
  readonly referencedColumns: ReadonlySet<number>;
}

/** A state before a unit of an operation, or before a half of a final value is taken. */
interface Node {
  readonly state: EagerState;
  /** Index among the operations; behind them, of the half of a final value. */
  readonly task: number;
  readonly unit: number;
  /** How the first question of the unit is answered; undefined: each way in turn. */
  readonly answer: number | undefined;
}

/** A node on its way to the end. */
interface Progress {
  readonly state: EagerState;
  task: number;
  unit: number;
  answer: number | undefined;
  /** Something was seen that the state cannot show. */
  contradicts: boolean;
}

class Follower {
  private readonly sightings: Sightings;
  private readonly latitudes: readonly Latitude[];
  private readonly operations: readonly Operation[];
  private readonly allowed: readonly Set<number>[];
  /** Columns whose value was looked at: what it may be was open, or at least asked. */
  private readonly looked = new Set<number>();
  /** Ways not taken yet. More than one only where a look says something about a page and a reference to it at once. */
  private readonly open: Node[] = [];
  private states = 1;

  constructor(
    private readonly program: Program,
    private readonly outcome: Outcome,
    private readonly isFollowed: (column: number) => boolean,
  ) {
    this.sightings = new Sightings(program);
    this.latitudes = latitudesOf(program.allow);
    this.operations = [...program.steps, ...program.after];
    this.allowed = outcome.map(() => new Set());
  }

  run(): Followed {
    this.open.push({ state: initialState(this.program), task: 0, unit: 0, answer: undefined });
    let agrees = false;
    for (let node = this.open.pop(); node !== undefined && !agrees; node = this.open.pop()) agrees = this.through(node);
    const { held, referencedColumns } = this.sightings;
    return { agrees, allowed: this.allowed, states: this.states, held, referencedColumns };
  }

  /** From here to the end. False: it would show something else than what is followed. */
  private through(from: Node): boolean {
    const node = { ...from, contradicts: false };
    const eager = this.eager(node);
    for (; node.task < this.operations.length; node.task++, node.unit = 0) {
      this.states++;
      for (; !performUnit(eager, this.operations[node.task], node.unit, false); node.unit++) if (node.contradicts) return false;
      if (node.contradicts) return false;
    }
    if (observedOf(eager).some((value, column) => !this.agrees(column, value))) return false;
    for (; node.task < this.operations.length + 2 * this.program.final.length; node.task++) {
      const half = node.task - this.operations.length;
      const column = this.program.observations.length + half;
      const value = finalHalf(eager, this.program.final[half >> 1], column, half % 2 === 0 ? 'lo' : 'hi');
      if (node.contradicts || !this.agrees(column, value)) return false;
    }
    return true;
  }

  /** What operations work on, with answers from the outcome. */
  private eager(node: Progress): Eager {
    return {
      program: this.program,
      state: node.state,
      latitudes: this.latitudes,
      sightings: this.sightings,
      decidesEarly: false,
      isRacing: false,
      look: (column, values) => {
        const value = this.outcome[column];
        for (const allowed of values) this.allowed[column].add(allowed);
        this.looked.add(column);
        if (!this.isFollowed(column)) return undefined;
        if (values.includes(value)) return value;
        node.contradicts = true;
        return undefined;
      },
      happens: (column, error) => {
        this.allowed[column].add(error);
        return this.outcome[column] === error;
      },
      pick: (ways) => this.pick(node, ways),
    };
  }

  /** A unit asks before it has changed anything, so that the other ways can begin where this one does. */
  private pick(node: Progress, ways: number): number {
    const { state, task, unit, answer } = node;
    node.answer = undefined;
    if (answer !== undefined) return answer;
    for (let other = 1; other < ways; other++) this.open.push({ state: copyState(state), task, unit, answer: other });
    return 0;
  }

  private agrees(column: number, value: number): boolean {
    this.allowed[column].add(value);
    return value === this.outcome[column] || this.looked.has(column) || !this.isFollowed(column);
  }
}

/** Runs a program without a race behind an outcome, following it in some of its columns. */
export function follow(program: Program, outcome: Outcome, isFollowed: (column: number) => boolean): Followed {
  return new Follower(program, outcome, isFollowed).run();
}
