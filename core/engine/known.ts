/**
 * What is known at a place of an order, whatever way led there: facts that hold, and, where one way gives this fact and another
 * way that one, that one of them does.
 */

import { factsOf, type Fact, type Need } from './facts.js';

/** Of these facts at least one holds. */
export type Clause = ReadonlySet<Fact>;

/** All of these are true. None says less than another. */
export type Known = readonly Clause[];

function isWithin(one: Clause, other: Clause): boolean {
  return [...one].every((fact) => other.has(fact));
}

/** Without clauses that follow from others, and none twice. */
function shortest(clauses: readonly Clause[]): Known {
  return clauses.filter(
    (clause, place) =>
      !clauses.some(
        (other, before) => before !== place && isWithin(other, clause) && (other.size < clause.size || before < place),
      ),
  );
}

/** What these needs say together. */
export function knownFrom(needs: readonly Need[]): Known {
  return shortest(needs.map((need) => new Set(factsOf(need))));
}

/** Is it certain that the need is met? */
export function isMet(need: Need, known: Known): boolean {
  const enough = new Set(factsOf(need));
  return known.some((clause) => isWithin(clause, enough));
}

/** Behind what ends these facts and gives those. Of a clause that one of several holds nothing is left when that one may be ended. */
export function afterStep(known: Known, ends: readonly Fact[], gives: readonly Fact[]): Known {
  return shortest([...known.filter((clause) => !ends.some((fact) => clause.has(fact))), ...gives.map((fact) => new Set([fact]))]);
}

/**
 * What is known where two ways meet.
 * @param asked needs that somebody has: a clause of several facts that no need accepts is forgotten
 */
export function onBothWays(one: Known, other: Known, asked: readonly Need[]): Known {
  const accepted = asked.map((need) => new Set(factsOf(need)));
  const pairs = one.flatMap((a) => other.map((b) => new Set([...a, ...b])));
  return shortest(pairs.filter((clause) => clause.size === 1 || accepted.some((enough) => isWithin(clause, enough))));
}

/** Do both say the same? */
export function isSame(one: Known, other: Known): boolean {
  return one.length === other.length && one.every((a) => other.some((b) => a.size === b.size && isWithin(a, b)));
}
