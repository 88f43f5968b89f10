/** Watched views: what they tell, and that they are what they stand for. */

import { describe, expect, it } from 'vitest';
import { smallMachine } from '../machine/testing/machine.js';
import { PteWindow } from '../machine/views.js';
import { WatchedViews } from './watched-view.js';

function watching() {
  const told: (readonly [object, unknown])[] = [];
  const views = new WatchedViews((view, _, value) => void told.push([view, value]));
  const watch = <T extends object>(view: T): T => {
    const handed: unknown[] = [view];
    views.watchAll(handed, []);
    return handed[0] as T;
  };
  return { told, views, watch };
}

describe('a watched window', () => {
  const window = new PteWindow(smallMachine());

  it('tells what is looked at, with its value, and names that there are not', () => {
    const { told, watch } = watching();
    const pte = watch(window);
    expect(pte.dirty).toBe(false);
    expect(() => Reflect.get(pte, 'drity') as unknown).toThrow('there is no field `pte.drity`');
    expect(told).toEqual([
      [window, false],
      [window, undefined],
    ]);
  });

  it('does not tell of what the language looks up, and has it from the window', () => {
    const { told, watch } = watching();
    const pte = watch(window);
    expect(Object.prototype.toString.call(pte)).toBe('[object Object]');
    expect(pte.constructor).toBe(PteWindow);
    expect(Reflect.get(pte, 'then')).toBeUndefined();
    expect(told).toEqual([]);
  });

  it('is one of the same kind, with the same names', () => {
    const pte = watching().watch(window);
    expect(pte).toBeInstanceOf(PteWindow);
    expect(['dirty' in pte, 'refs' in pte, Object.keys(pte)]).toEqual([true, false, []]);
  });

  it('is the same one each time, and is not watched twice', () => {
    const { views, watch } = watching();
    const pte = watch(window);
    expect(watch(window)).toBe(pte);
    const handed: unknown[] = [pte, 7, null];
    const originals: unknown[] = [];
    views.watchAll(handed, originals);
    expect([handed, originals]).toEqual([
      [pte, 7, null],
      [window, 7, null],
    ]);
    expect(handed[0]).toBe(pte);
    expect(originals[0]).toBe(window);
  });

  it('tells only the recorder of its own machine', () => {
    const [one, other] = [watching(), watching()];
    void one.watch(window).writable;
    expect(other.told).toEqual([]);
    void other.watch(window).writable;
    expect(one.told).toHaveLength(1);
  });
});

it.each<[string, () => { field: number; readonly nothing?: number }]>([
  ['an object', () => ({ field: 1 })],
  [
    'an instance with getters',
    () =>
      new (class {
        get field(): number {
          return 1;
        }
        set field(_: number) {
          /* ignored */
        }
      })(),
  ],
  ['a frozen object', () => Object.freeze({ field: 1 })],
])('a view that a rule made, %s, tells all that is looked at', (_, make) => {
  const { told, watch } = watching();
  const view = make();
  const watched = watch(view);
  expect([watched.field, watched.nothing]).toEqual([1, undefined]);
  expect(told).toEqual([
    [view, 1],
    [view, undefined],
  ]);
});
