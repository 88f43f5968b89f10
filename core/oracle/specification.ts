/** What the eager machine allows, as a question about one outcome. */

import { defaultBounds, type Bounds } from '../program/bounds.js';
import { outcomeKey, type Outcome } from '../program/outcome.js';
import type { Program } from '../program/program.js';
import { smallestCombination, type Agreement } from './combination.js';
import { follow } from './eager/follow.js';
import { eagerLimit } from './eager/interleave.js';
import { eagerOutcomes, type EagerOutcomes } from './eager/outcomes.js';

/** How an outcome differs from everything that is allowed, and what tells one kind of difference from another. */
export interface Difference {
  /** By column: all that is allowed there. */
  readonly allowed: readonly ReadonlySet<number>[];
  /** Per process: every value its memory, or a reference or pin taken on it, held in any state. */
  readonly held: readonly ReadonlySet<number>[];
  /** Columns that show a page of memory while a reference or pin to it was live. */
  readonly referencedColumns: ReadonlySet<number>;
  /** Columns whose values are not allowed together, where each is allowed: few, in ascending order. */
  readonly together: () => readonly number[];
}

/** What a program's outcomes are compared with. */
export interface Specification {
  /** Undefined: the outcome is allowed. */
  differenceOf(outcome: Outcome): Difference | undefined;
  /** States of the eager machine that it took to say so: of a race all, of a total order those behind the outcome. */
  statesFor(outcome: Outcome): number;
}

/**
 * The eager machine for a program: with a race, all that it can show; without one, what it shows behind an outcome.
 * @throws EagerLimitError when a race has more states than the bounds allow
 */
export function specificationOf(program: Program, bounds: Bounds = defaultBounds): Specification {
  return program.race.length > 0 ? new AllOutcomes(eagerOutcomes(program, eagerLimit(bounds))) : new BehindTheOutcome(program);
}

class AllOutcomes implements Specification {
  constructor(private readonly eager: EagerOutcomes) {}

  statesFor(): number {
    return this.eager.states;
  }

  differenceOf(outcome: Outcome): Difference | undefined {
    const { outcomes, held, referencedColumns } = this.eager;
    if (outcomes.has(outcomeKey(outcome))) return undefined;
    const rows = [...outcomes.values()];
    const together = (): readonly number[] => smallestCombination(rowsAgreeing(outcome, rows), differing(outcome, rows));
    return { allowed: outcome.map((_, column) => new Set(rows.map((row) => row[column]))), held, referencedColumns, together };
  }
}

function differing(outcome: Outcome, rows: readonly Outcome[]): readonly number[] {
  return outcome.flatMap((value, column) => (rows.some((row) => row[column] !== value) ? [column] : []));
}

/** @internal For tests. */
export function rowsAgreeing(outcome: Outcome, rows: readonly Outcome[]): Agreement {
  return {
    isEmpty: () => rows.length === 0,
    and: (column) =>
      rowsAgreeing(
        outcome,
        rows.filter((row) => row[column] === outcome[column]),
      ),
  };
}

class BehindTheOutcome implements Specification {
  /** Policies share most outcomes. */
  private readonly known = new Map<string, Compared>();

  constructor(private readonly program: Program) {}

  differenceOf(outcome: Outcome): Difference | undefined {
    return this.compared(outcome).difference;
  }

  statesFor(outcome: Outcome): number {
    return this.compared(outcome).states;
  }

  private compared(outcome: Outcome): Compared {
    const key = outcomeKey(outcome);
    const known = this.known.get(key) ?? compare(this.program, outcome);
    this.known.set(key, known);
    return known;
  }
}

interface Compared {
  readonly states: number;
  readonly difference: Difference | undefined;
}

function compare(program: Program, outcome: Outcome): Compared {
  const { agrees, states } = follow(program, outcome, () => true);
  if (agrees) return { states, difference: undefined };
  const { allowed, held, referencedColumns } = follow(program, outcome, () => false);
  const open = allowed.flatMap((values, column) => (values.size > 1 ? [column] : []));
  const together = (): readonly number[] => smallestCombination(followedIn(program, outcome, new Set()), open);
  return { states, difference: { allowed, held, referencedColumns, together } };
}

function followedIn(program: Program, outcome: Outcome, columns: ReadonlySet<number>): Agreement {
  return {
    isEmpty: () => !follow(program, outcome, (column) => columns.has(column)).agrees,
    and: (column) => followedIn(program, outcome, new Set([...columns, column])),
  };
}
