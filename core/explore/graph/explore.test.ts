/** The search finds what there is, whatever the model: compared with following every way by definition. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultBounds } from '../../program/bounds.js';
import { explore, type Explored, type Listener } from './explore.js';
import type { Model, Move } from './model.js';

const places = 9;

/** By place, then process, then choice: where the step leads; `blocked` cannot be taken, and leaves rubbish. */
type Ways = readonly (readonly (readonly number[])[])[];

const blocked = places;

/** A token that processes move about, in two words that say the same. */
function tokenModel(ways: Ways): Model {
  const words = new Int32Array(2);
  const leads = (process: number): readonly number[] => ways[words[0]]?.[process] ?? [];
  return {
    words,
    processes: 2,
    choices: (process) => leads(process).length,
    apply(process, choice) {
      const to = leads(process)[choice];
      words[0] = to;
      if (to === blocked) return false;
      words[1] = -to;
      return true;
    },
  };
}

const ways = fc.array(fc.array(fc.array(fc.nat(blocked), { maxLength: 2 }), { minLength: 2, maxLength: 2 }), {
  minLength: places,
  maxLength: places,
});

const nextOf = (of: Ways, place: number): number[] => of[place].flat().filter((to) => to !== blocked);

/** How many steps it takes to each place that can be reached. */
function distances(of: Ways): Map<number, number> {
  const found = new Map([[0, 0]]);
  for (const [place, distance] of found) for (const to of nextOf(of, place)) if (!found.has(to)) found.set(to, distance + 1);
  return found;
}

const byText = (a: string, b: string): number => a.localeCompare(b);

/** Where a schedule leads. */
function follow(of: Ways, schedule: readonly Move[]): number {
  return schedule.reduce((place, { process, choice }) => of[place][process][choice], 0);
}

function search(of: Ways, listener: Listener, bounds = defaultBounds): Explored {
  return explore(tokenModel(of), bounds, listener);
}

describe('a search', () => {
  it('counts every state and every step, and hears of each by a way that leads there, to new states a shortest', () => {
    fc.assert(
      fc.property(ways, (of) => {
        const known = distances(of);
        const steps: [from: number, to: number][] = [];
        const news: [place: number, distance: number][] = [];
        const ends: number[] = [];
        const { states, transitions, cut } = search(of, {
          onStep(at, isNew) {
            const way = at.schedule();
            const to = follow(of, way);
            steps.push([follow(of, way.slice(0, -1)), to]);
            if (isNew) news.push([to, way.length]);
          },
          onEnd(at) {
            const way = at.schedule();
            ends.push(follow(of, way));
            expect(way.length).toBe(known.get(ends[ends.length - 1]));
          },
        });
        const all = [...known.keys()].flatMap((place) => nextOf(of, place).map((to) => [place, to]));
        expect({ states, transitions, cut }).toEqual({ states: known.size, transitions: all.length, cut: undefined });
        expect(steps.map(String).toSorted(byText)).toEqual(all.map(String).toSorted(byText));
        expect(news).toEqual([...known].slice(1));
        expect(ends).toEqual([...known.keys()].filter((place) => nextOf(of, place).length === 0));
      }),
      { numRuns: 300 },
    );
  });

  it('tells of the nearest state that no way leads out of to an end', () => {
    fc.assert(
      fc.property(ways, (of) => {
        const endsIn = (place: number): boolean => {
          const from = new Set([place]);
          for (const one of from) for (const to of nextOf(of, one)) from.add(to);
          return [...from].some((one) => nextOf(of, one).length === 0);
        };
        const endless: number[] = [];
        search(of, { onEndless: (at) => endless.push(follow(of, at.schedule())) });
        expect(endless).toEqual([...distances(of).keys()].filter((place) => !endsIn(place)).slice(0, 1));
      }),
      { numRuns: 300 },
    );
  });

  it('says in which words a state differs from the one before', () => {
    const changed: number[][] = [];
    const of: Ways = [[[1], []], [[0, 1], []], ...Array.from({ length: places - 2 }, () => [[], []])];
    search(of, { onStep: ({ changes: { words, count } }) => changed.push(Array.from(words.slice(0, count))) });
    expect(changed).toEqual([[0, 1], [0, 1], []]);
  });

  const line: Ways = Array.from({ length: places }, (_, place) => [place + 1 < places ? [place + 1] : [], []]);

  it('ends at its bound of states, and says how deep it has been', () => {
    const { states, cut } = search(line, {}, { ...defaultBounds, states: 4 });
    expect({ states, cut }).toEqual({ states: 5, cut: { bound: 'states', depth: 3 } });
  });

  it('counts what its listener keeps to the memory that it may take', () => {
    let kept = 0;
    const listener: Listener = { onStep: () => (kept += 2 ** 20), held: () => kept };
    expect(search(line, {}, { ...defaultBounds, memory: 2 ** 22 }).cut).toBeUndefined();
    const { bytes, ...rest } = search(line, listener, { ...defaultBounds, memory: 2 ** 22 });
    expect(rest).toEqual({ states: 5, transitions: 4, cut: { bound: 'memory', depth: 3 } });
    expect(bytes).toBeGreaterThan(2 ** 22);
  });
});
