/** The ways through an order: which facts hold at each of its places, whatever way led there. */

import { waysOf } from './answers.js';
import { isLabel, type Entry, type Step } from './step.js';

/** Facts that hold on every way to an entry; undefined: no way leads there. */
type Facts = ReadonlySet<string> | undefined;

/** Which facts hold where, whatever way led there. */
export interface Flow {
  /** By place in the order. */
  readonly before: readonly Facts[];
  /** At the end of the order, behind its last step. */
  readonly atEnd: Facts;
}

function nameOf(entry: Entry): string {
  return isLabel(entry) ? entry.label : entry.name;
}

/**
 * Follows every answer of every step: on to the next one, to each place that it jumps to, and from what may fail to the
 * back-off behind it. An error of a list that it calls counts as its own. `restart` begins anew with what callers gave.
 * @param given facts that hold at the beginning
 */
export function flowThrough(entries: readonly Entry[], given: readonly string[]): Flow {
  const before: Facts[] = Array.from({ length: entries.length + 1 }, () => undefined);
  const places = new Map(entries.map((entry, place) => [nameOf(entry), place]));
  const backOff = places.get('back-off') ?? -1;
  const open: (readonly [place: number, facts: ReadonlySet<string>])[] = [];

  /** Only what holds on this way and on all others holds. */
  const arrive = (place: number | undefined, facts: ReadonlySet<string>): void => {
    if (place === undefined) return;
    const known = before[place];
    const kept = known === undefined ? facts : new Set([...known].filter((fact) => facts.has(fact)));
    if (known !== undefined && kept.size === known.size) return;
    before[place] = kept;
    if (place < entries.length) open.push([place, kept]);
  };

  arrive(0, new Set(given));
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [place, facts] = at;
    const entry = entries[place];
    if (isLabel(entry)) {
      arrive(place + 1, facts);
      continue;
    }
    const { goes, calls, goesOn, fails } = waysOf(entry);
    if (goesOn) arrive(place + 1, behind(entry, facts));
    for (const target of goes) arrive(places.get(target), after(entry, facts, entry.givesOnJump));
    if ((fails || calls.length > 0) && place < backOff) arrive(backOff, after(entry, facts, []));
  }
  return { before: before.slice(0, -1), atEnd: before.at(-1) };
}

/** Facts behind a step that goes on, or ends its list. */
export function behind(step: Step, facts: ReadonlySet<string>): ReadonlySet<string> {
  return after(step, facts, step.gives);
}

function after({ ends = [] }: Step, facts: ReadonlySet<string>, gives: readonly string[] = []): ReadonlySet<string> {
  return new Set([...[...facts].filter((fact) => !ends.includes(fact)), ...gives]);
}
