import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutRegisters, type Calls } from './register-layout.js';
import type { Declared, Needed } from './registers.js';

/** `outer: ['inner']`: the list outer calls inner. */
function callsOf(lists: Readonly<Record<string, readonly string[]>>): Calls {
  return new Map(Object.entries(lists).map(([list, callees]) => [list, new Set(callees)]));
}

const of = (owner: string, needed: Needed = [owner]): Declared => ({ owner, name: 'page', needed, isOwn: false });
const own = (owner: string): Declared => ({ ...of(owner), isOwn: true });

describe('registers', () => {
  const places = (calls: Calls, ...declared: readonly Declared[]): number[] => [
    ...layOutRegisters(declared, calls, false).registerAt,
  ];

  it('share a place where their lists never nest', () => {
    expect(places(callsOf({ load: [], fork: [] }), of('load'), of('fork'))).toEqual([0, 0]);
  });

  it('are apart where one list calls the other, however far down', () => {
    expect(places(callsOf({ fork: ['range'], range: ['pte'], pte: [] }), of('fork'), of('pte'))).toEqual([0, 1]);
  });

  it('share a place where a list calls both, one behind the other', () => {
    expect(places(callsOf({ fault: ['walk', 'rmap'], walk: [], rmap: [] }), of('walk'), of('rmap'))).toEqual([0, 0]);
  });

  it('that callers need are apart from those of whatever else these call', () => {
    const calls = callsOf({ load: ['fault'], fault: ['walk', 'rmap'], walk: [], rmap: [] });
    expect(places(calls, of('walk', 'callers'), of('rmap'))).toEqual([0, 1]);
    expect(places(callsOf({ walk: [], load: [] }), of('walk', 'callers'), of('load'))).toEqual([0, 0]);
  });

  it('that several lists need are apart from those of all of them', () => {
    const calls = callsOf({ load: ['outer'], outer: ['lock', 'inner'], lock: [], inner: ['walk'], walk: [] });
    expect(places(calls, of('inner', ['outer', 'inner']), of('lock'), of('walk'))).toEqual([0, 1, 1]);
  });

  it('of no list are apart from all others', () => {
    expect(places(callsOf({ load: [], fork: [] }), of('call'), of('load'), of('fork'))).toEqual([0, 1, 1]);
  });

  it('of other policies’ own steps take no room', () => {
    const calls = callsOf({ load: ['walk'], walk: [] });
    expect(layOutRegisters([of('load'), own('mine'), own('walk')], calls, false).registers).toBe(1);
  });
});

describe('registers of a policy with steps of its own', () => {
  const places = (calls: Calls, ...declared: readonly Declared[]): number[] => [
    ...layOutRegisters(declared, calls, true).registerAt,
  ];

  it('are apart where one operation runs the lists of both', () => {
    const calls = callsOf({ fault: ['walk', 'rmap'], walk: [], rmap: [], put: [] });
    expect(places(calls, of('walk'), own('rmap'), of('put'))).toEqual([0, 1, 0]);
  });

  it('are apart from all others where they are of no list', () => {
    expect(places(callsOf({ load: [], fork: [] }), own('mine'), of('load'), of('fork'))).toEqual([0, 1, 1]);
  });
});

/** Lists that call only those behind them, so that there is no circle, and up to three registers of each. */
const laidOut = fc
  .array(fc.record({ calls: fc.array(fc.nat(7)), registers: fc.nat(3), callers: fc.boolean() }), { minLength: 1, maxLength: 8 })
  .map((lists) => ({
    calls: new Map(
      lists.map(({ calls }, at) => [`${at}`, new Set(calls.filter((to) => to > at && to < lists.length).map(String))] as const),
    ),
    declared: lists.flatMap(({ registers, callers }, at) =>
      Array.from({ length: registers }, (_, name) => ({ ...of(`${at}`, callers ? 'callers' : [`${at}`]), name: `${name}` })),
    ),
  }));

/** What an operation runs, found by walking down. */
function within(list: string, calls: Calls): string[] {
  return [list, ...[...(calls.get(list) ?? [])].flatMap((callee) => within(callee, calls))];
}

/** Every way down the calls: the stacks that there can be, each with its outermost list first. */
function stacks(calls: Calls): string[][] {
  const from = (list: string): string[][] => {
    const callees = [...(calls.get(list) ?? [])];
    return callees.length === 0 ? [[list]] : callees.flatMap((callee) => from(callee).map((rest) => [list, ...rest]));
  };
  return [...calls.keys()].flatMap(from);
}

const isNeeded = ({ owner, needed }: Declared, stack: readonly string[], calls: Calls): boolean =>
  stack.includes(owner) || (needed === 'callers' && stack.some((list) => calls.get(list)?.has(owner)));

it('on no stack two registers that are needed are in one place, and no place is without a register', () => {
  fc.assert(
    fc.property(laidOut, ({ calls, declared }) => {
      const { registers, registerAt } = layOutRegisters(declared, calls, false);
      expect(new Set(registerAt).size).toBe(registers);
      for (const stack of stacks(calls)) {
        const used = declared.flatMap((register, number) => (isNeeded(register, stack, calls) ? registerAt[number] : []));
        expect(new Set(used).size).toBe(used.length);
      }
    }),
  );
});

it('where a step is a policy’s own, no operation has two registers in one place', () => {
  fc.assert(
    fc.property(laidOut, ({ calls, declared }) => {
      const { registerAt } = layOutRegisters(declared, calls, true);
      for (const list of calls.keys()) {
        const lists = within(list, calls);
        const used = declared.flatMap(({ owner }, number) => (lists.includes(owner) ? registerAt[number] : []));
        expect(new Set(used).size).toBe(used.length);
      }
    }),
  );
});
