import { describe, expect, it } from 'vitest';
import { Frame } from './bits.js';
import { Machine } from './machine.js';
import type { Column } from './state.js';
import { simplestKernel } from './testing/kernel.js';
import { growingMachine, main, other, smallMachine, thread } from './testing/machine.js';

describe('a machine', () => {
  it('begins with the zero page alone, and with actors that are in no operation', () => {
    const m = smallMachine();
    expect([...m.frame.flags.keys()].filter((pfn) => m.frame.flags[pfn] !== 0)).toEqual([0]);
    expect([m.frame.refs[0], m.frame.flags[0], m.global.framesInUse[0]]).toEqual([1, Frame.allocated, 0]);
    expect([...m.actor.list]).toEqual([-1, -1, -1]);
  });

  it('has the registers of its kernel for each actor', () => {
    const m = smallMachine();
    for (const actor of [main, thread, other]) for (let r = 0; r < m.registers; r++) m.set(actor, r, 100 * actor + r);
    expect([m.get(main, 7), m.get(thread, 0), m.get(other, 7)]).toEqual([7, 100, 207]);
    expect(m.register.value).toHaveLength(3 * simplestKernel().registers);
  });

  it('knows the threads of a process where several may race', () => {
    const m = smallMachine({ processOf: [0, -1, 1] });
    expect([smallMachine().threadsOf(0), m.threadsOf(0), m.threadsOf(1), growingMachine().threadsOf(0)]).toEqual([
      [main, thread],
      [0],
      [2],
      [],
    ]);
  });

  it('counts events by name, also many at once', () => {
    const m = smallMachine();
    m.emit('faults');
    m.emit('copies', 3);
    expect(Object.entries(m.events()).filter(([, count]) => count > 0)).toEqual([
      ['faults', 1],
      ['copies', 3],
    ]);
  });

  it('has all of a small state in one buffer, with the fields that its kernel adds', () => {
    const kernel = { ...simplestKernel(), fields: [{ entity: 'frame', name: 'seen', bits: 8 }] as const };
    const m = smallMachine({}, kernel);
    m.extra('frame', 'seen')[5] = 1;
    expect(m.state.bytes.filter((byte) => byte === 1).length).toBeGreaterThan(0);
    expect(m.state.bytes.length).toBeGreaterThan(smallMachine().state.bytes.length);
    const copy = new Machine(m.shape, kernel);
    copy.state.bytes.set(m.state.bytes);
    expect([...copy.extra('frame', 'seen').keys()].filter((pfn) => copy.extra('frame', 'seen')[pfn] !== 0)).toEqual([5]);
    expect(() => m.extra('frame', 'unseen')).toThrow('no field frame.unseen was declared');
  });

  it('keeps what is there when it grows, and has room for at least twice as much', () => {
    const m = growingMachine();
    m.frame.lo.set([7, 8]);
    m.state.grow('frame', 3);
    expect([m.state.room('frame'), ...m.frame.lo]).toEqual([4, 7, 8, 0, 0]);
    m.state.grow('frame', 100);
    expect([m.state.room('frame'), m.frame.refs.length, m.frame.lo[1], m.state.room('pte')]).toEqual([100, 100, 8, 4]);
  });

  it('lets every column be looked at, under its name', () => {
    const m = smallMachine();
    const columns = new Map<string, Column>();
    m.state.instrument((column, field) => {
      columns.set(field, column);
      return column;
    });
    expect(columns.get('pte.word')).toBe(m.pte.word);
    expect(columns.size).toBe(Object.values(m.state.columns).flatMap((fields) => Object.keys(fields)).length);
  });
});
