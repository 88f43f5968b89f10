import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutRegisters, type Calls } from './register-layout.js';
import type { Declared } from './registers.js';

/** `outer: ['inner']`: the list outer calls inner. */
function callsOf(lists: Readonly<Record<string, readonly string[]>>): Calls {
  return new Map(Object.entries(lists).map(([list, callees]) => [list, new Set(callees)]));
}

const of = (owner: string, lists?: readonly string[]): Declared => ({ owner, name: 'page', lists });

describe('registers', () => {
  const places = (calls: Calls, ...declared: readonly Declared[]): number[] => [...layOutRegisters(declared, calls).registerAt];

  it('share a place where no operation runs the lists of both', () => {
    expect(places(callsOf({ load: [], fork: [] }), of('load'), of('fork'))).toEqual([0, 0]);
  });

  it('are apart where one list calls the other, however far down', () => {
    expect(places(callsOf({ fork: ['range'], range: ['pte'], pte: [] }), of('fork'), of('pte'))).toEqual([1, 0]);
  });

  it('are apart where a caller of both may still read the one while the other runs', () => {
    expect(places(callsOf({ fault: ['walk', 'rmap'], walk: [], rmap: [] }), of('walk'), of('rmap'))).toEqual([0, 1]);
  });

  it('of a list that two operations call are apart from those of both, which share', () => {
    expect(places(callsOf({ load: ['walk'], fork: ['walk'], walk: [] }), of('load'), of('walk'), of('fork'))).toEqual([1, 0, 1]);
  });

  it('of no list are apart from all others, unless it is said in which lists they are used', () => {
    const calls = callsOf({ load: [], fork: ['walk'], walk: [] });
    expect(places(calls, of('call'), of('load'), of('fork'))).toEqual([0, 1, 1]);
    expect(places(calls, of('call', ['walk']), of('load'), of('fork'))).toEqual([0, 0, 1]);
  });
});

/** Lists that call only those behind them, so that there is no circle, and up to three registers of each. */
const laidOut = fc
  .array(fc.record({ calls: fc.array(fc.nat(7)), registers: fc.nat(3) }), { minLength: 1, maxLength: 8 })
  .map((lists) => ({
    calls: new Map(
      lists.map(({ calls }, at) => [`${at}`, new Set(calls.filter((to) => to > at && to < lists.length).map(String))] as const),
    ),
    declared: lists.flatMap(({ registers }, at) =>
      Array.from({ length: registers }, (_, name) => ({ ...of(`${at}`), name: `${name}` })),
    ),
  }));

/** What an operation runs, found by walking down. */
function within(list: string, calls: Calls): string[] {
  return [list, ...[...(calls.get(list) ?? [])].flatMap((callee) => within(callee, calls))];
}

it('no operation has two registers in one place, and no place is without a register', () => {
  fc.assert(
    fc.property(laidOut, ({ calls, declared }) => {
      const { registers, registerAt } = layOutRegisters(declared, calls);
      expect(new Set(registerAt).size).toBe(registers);
      for (const list of calls.keys()) {
        const lists = within(list, calls);
        const used = declared.flatMap(({ owner }, number) => (lists.includes(owner) ? registerAt[number] : []));
        expect(new Set(used).size).toBe(used.length);
      }
    }),
  );
});
