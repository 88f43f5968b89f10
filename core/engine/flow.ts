/** The ways through an order: what is known at each of its places, whatever way led there. */

import { waysOf } from './answers.js';
import type { Fact, Need } from './facts.js';
import type { Failure } from './failures.js';
import { afterStep, isSame, knownFrom, onBothWays, type Known } from './known.js';
import { isLabel, type Entry, type Step } from './step.js';

/** What is known where. */
export interface Flow {
  /** By place in the order; undefined: no way leads there. */
  readonly before: readonly (Known | undefined)[];
  /** At the end of the order, behind its last step. */
  readonly atEnd: Known | undefined;
}

function nameOf(entry: Entry): string {
  return isLabel(entry) ? entry.label : entry.name;
}

/**
 * Follows every answer of every step: on to the next one, to each place that it jumps to, and from what may fail, by itself or
 * in a list that it calls, to the back-off behind it. `restart` begins anew with what callers gave.
 * @param given what holds at the beginning
 * @param asked needs beside those of the steps: of lists that they call
 * @param failing what is held where a call of a step fails
 */
export function flowThrough(
  entries: readonly Entry[],
  given: readonly Need[],
  asked: readonly Need[] = [],
  failing: (step: Step) => readonly Failure[] = () => [],
): Flow {
  const needs = [...given, ...asked, ...entries.flatMap((entry) => (isLabel(entry) ? [] : (entry.needs ?? [])))];
  const before: (Known | undefined)[] = Array.from({ length: entries.length + 1 }, () => undefined);
  const places = new Map(entries.map((entry, place) => [nameOf(entry), place]));
  const backOff = places.get('back-off') ?? -1;
  const open: (readonly [place: number, facts: Known])[] = [];

  const arrive = (place: number | undefined, facts: Known): void => {
    if (place === undefined) return;
    const known = before[place];
    const kept = known === undefined ? facts : onBothWays(known, facts, needs);
    if (known !== undefined && isSame(kept, known)) return;
    before[place] = kept;
    if (place < entries.length) open.push([place, kept]);
  };

  arrive(0, knownFrom(given));
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [place, facts] = at;
    const entry = entries[place];
    if (isLabel(entry)) {
      arrive(place + 1, facts);
      continue;
    }
    const { goes, goesOn, fails } = waysOf(entry);
    if (goesOn) arrive(place + 1, behind(entry, facts));
    for (const target of goes) arrive(places.get(target), after(entry, facts, entry.givesOnJump));
    if (place >= backOff) continue;
    if (fails) arrive(backOff, after(entry, facts));
    for (const failure of failing(entry)) arrive(backOff, afterFailure(facts, failure));
  }
  return { before: before.slice(0, -1), atEnd: before.at(-1) };
}

/** What is known behind a step that goes on, or ends its list. */
export function behind(step: Step, facts: Known): Known {
  return after(step, facts, [...(step.gives ?? []), ...(step.givesToCall ?? [])]);
}

/** Of several facts of which one holds, nothing is left where one of them may be ended. */
function afterFailure(facts: Known, { every }: Failure): Known {
  const left = facts.filter((clause) => [...clause].every((fact) => every.has(fact)));
  const isOneOfSeveral = (fact: Fact): boolean => facts.some((clause) => clause.size > 1 && clause.has(fact));
  return afterStep(
    left,
    [],
    [...every].filter((fact) => !isOneOfSeveral(fact)),
  );
}

function after({ ends = [] }: Step, facts: Known, gives: readonly Fact[] = []): Known {
  return afterStep(facts, ends, gives);
}
