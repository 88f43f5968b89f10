import { describe, expect, it } from 'vitest';
import { Frame, Pte } from './bits.js';
import { Machine } from './machine.js';
import { simplestKernel } from './testing/kernel.js';
import { growingMachine, main, other, smallMachine, thread } from './testing/machine.js';

describe('a machine', () => {
  it('begins with the zero page alone, and with actors that are in no operation', () => {
    const m = smallMachine();
    expect([...m.frame.flags.cells.keys()].filter((pfn) => m.frame.flags.at(pfn) !== 0)).toEqual([0]);
    expect([m.frame.refs.at(0), m.frame.flags.at(0), m.global.framesInUse.at(0)]).toEqual([1, Frame.allocated, 0]);
    expect([...m.actor.list]).toEqual([-1, -1, -1]);
  });

  it('has the registers of its kernel for each actor', () => {
    const m = smallMachine();
    for (const actor of [main, thread, other]) for (let r = 0; r < m.registersOfOne; r++) m.set(actor, r, 100 * actor + r);
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
    m.extra('frame', 'seen').set(5, 1);
    expect(m.state.bytes.filter((byte) => byte === 1).length).toBeGreaterThan(0);
    expect(m.state.bytes.length).toBeGreaterThan(smallMachine().state.bytes.length);
    const copy = new Machine(m.shape, kernel);
    copy.state.bytes.set(m.state.bytes);
    expect([...copy.extra('frame', 'seen').cells.keys()].filter((pfn) => copy.extra('frame', 'seen').at(pfn) !== 0)).toEqual([5]);
    expect(() => m.extra('frame', 'unseen')).toThrow('no field frame.unseen was declared');
  });

  it('keeps what is there when it grows, and has room for at least twice as much', () => {
    const m = growingMachine();
    m.frame.lo.cells.set([7, 8]);
    m.state.grow('frame', 3);
    expect([m.state.room('frame'), ...m.frame.lo.cells]).toEqual([4, 7, 8, 0, 0]);
    m.state.grow('frame', 100);
    expect([m.state.room('frame'), m.frame.refs.length, m.frame.lo.at(1), m.state.room('pte')]).toEqual([100, 100, 8, 4]);
  });

  it('refuses a step in JavaScript that takes a column for an array', () => {
    const column: unknown = smallMachine().frame.refs;
    expect(() => ((column as number[])[3] = 1)).toThrow('not extensible');
  });

  it('lets every access of an actor be seen, under the name of its column', () => {
    const m = smallMachine();
    const seen: unknown[] = [];
    m.state.hook({
      load: ({ name }, actor, index, value) => (seen.push([name, actor, index]), value),
      store: ({ name }, actor, index, value) => (seen.push([name, actor, index, value]), true),
    });
    m.frame.refs.add(main, 2, 3);
    m.pte.entry.store(thread, 1, Pte.present, 2);
    expect(seen).toEqual([
      ['frame.refs', main, 2],
      ['frame.refs', main, 2, 3],
      ['pte.entry', thread, 1, Pte.present],
    ]);
    m.state.hook(undefined, ['frame', 'pte']);
    expect([m.frame.refs.load(other, 2), m.pte.entry.frame(other, 1), seen.length]).toEqual([3, 2, 3]);
  });
});
