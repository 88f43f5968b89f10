import { nobody } from './hook.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frame } from './bits.js';
import { allocateFrame, putFrame } from './frame.js';
import { addToLru, drainCpu, markAccessed, markReferenced, waitsIn } from './lru.js';
import type { Machine } from './machine.js';
import { main, smallMachine, thread } from './testing/machine.js';

/** A page as it is after its first fault: one reference of its PTE. */
function freshPage(m: Machine): number {
  const pfn = allocateFrame(m, nobody);
  m.frame.flags.set(pfn, m.frame.flags.at(pfn) | Frame.anon);
  return pfn;
}

function has(m: Machine, pfn: number, flag: number): boolean {
  return (m.frame.flags.at(pfn) & flag) !== 0;
}

describe('a page in an LRU batch', () => {
  it('has a reference for each place where it waits, and so stays when nobody else wants it', () => {
    const operation = fc.tuple(
      fc.constantFrom('fault', 'access', 'drain', 'exit'),
      fc.constantFrom(main, thread),
      fc.nat(5),
      fc.boolean(),
    );
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 40 }),
        fc.constantFrom('local' as const, 'remote' as const),
        (operations, lruBatch) => {
          const m = smallMachine({ lruBatch, frames: 60 });
          const mapped: number[] = [];
          for (const [what, actor, which, staysOnLru] of operations) {
            const pfn = mapped[which % Math.max(1, mapped.length)];
            if (what === 'fault') {
              mapped.push(freshPage(m));
              addToLru(m, actor, mapped.at(-1) ?? 0);
            } else if (what === 'drain') drainCpu(m, nobody, actor);
            else if (pfn !== undefined && what === 'access') markAccessed(m, actor, pfn, staysOnLru);
            else if (pfn !== undefined) putFrame(m, nobody, mapped.splice(mapped.indexOf(pfn), 1)[0]);
            for (let frame = 1; frame < m.frame.refs.length; frame++) {
              const { added, activated } = waitsIn(m, nobody, frame);
              expect(m.frame.refs.at(frame)).toBe(added + activated + (mapped.includes(frame) ? 1 : 0));
            }
            expect(Math.max(...m.cpu.batched.cells, ...m.cpu.activating.cells)).toBeLessThan(m.batchSize);
          }
          for (let cpu = 0; cpu < m.cpus; cpu++) drainCpu(m, nobody, cpu);
          expect(m.global.framesInUse.at(0)).toBe(mapped.length);
          expect(mapped.every((pfn) => has(m, pfn, Frame.lru))).toBe(true);
          expect([...m.batch.frame.cells, ...m.cpu.batched.cells, ...m.cpu.activating.cells].every((entry) => entry === 0)).toBe(
            true,
          );
          expect(m.breaches).toEqual([]);
        },
      ),
    );
  });
});

describe('a fresh page', () => {
  it('reaches the LRU when its CPU has collected a batch, with all that wait there', () => {
    const m = smallMachine();
    const frames = [freshPage(m), freshPage(m), freshPage(m)];
    const onLru = frames.map((pfn) => {
      addToLru(m, main, pfn);
      return frames.filter((any) => has(m, any, Frame.lru)).length;
    });
    expect(onLru).toEqual([0, 0, 3]);
    expect(frames.map((pfn) => m.frame.refs.at(pfn))).toEqual([1, 1, 1]);
  });

  it('is drained from its own CPU and from no other', () => {
    const m = smallMachine();
    const pfn = freshPage(m);
    addToLru(m, main, pfn);
    drainCpu(m, nobody, m.actor.cpu.at(thread));
    expect(has(m, pfn, Frame.lru)).toBe(false);
    drainCpu(m, nobody, m.actor.cpu.at(main));
    expect(has(m, pfn, Frame.lru)).toBe(true);
  });

  it('waits on another CPU where the batch is remote', () => {
    const m = smallMachine({ lruBatch: 'remote' });
    const pfn = freshPage(m);
    addToLru(m, main, pfn);
    expect([...m.cpu.batched.cells]).toEqual([0, 1, 0]);
    drainCpu(m, nobody, m.actor.cpu.at(main));
    expect(waitsIn(m, nobody, pfn)).toEqual({ added: 1, activated: 0 });
  });

  it('is on the LRU at once where there are no batches, and nothing is remembered of accesses', () => {
    const m = smallMachine({ lruBatch: 'none', batchSize: 0 });
    const pfn = freshPage(m);
    addToLru(m, main, pfn);
    markReferenced(m, nobody, pfn);
    for (let times = 0; times < 3; times++) markAccessed(m, main, pfn, true);
    expect([m.frame.refs.at(pfn), m.frame.flags.at(pfn)]).toEqual([1, Frame.allocated | Frame.anon | Frame.lru]);
  });
});

describe('a page that get_user_pages has touched', () => {
  it.each([[true], [false]])(
    'is referenced the first time, and waits to be activated from the second on; on the LRU meanwhile: %s',
    (staysOnLru) => {
      const m = smallMachine();
      const pfn = freshPage(m);
      addToLru(m, main, pfn);
      drainCpu(m, nobody, m.actor.cpu.at(main));
      markAccessed(m, main, pfn, staysOnLru);
      expect([has(m, pfn, Frame.referenced), waitsIn(m, nobody, pfn)]).toEqual([true, { added: 0, activated: 0 }]);
      markAccessed(m, main, pfn, staysOnLru);
      expect([has(m, pfn, Frame.referenced), has(m, pfn, Frame.lru), waitsIn(m, nobody, pfn)]).toEqual([
        false,
        staysOnLru,
        { added: 0, activated: 1 },
      ]);
      expect(m.frame.refs.at(pfn)).toBe(2);
      drainCpu(m, nobody, m.actor.cpu.at(main));
      expect([has(m, pfn, Frame.active), has(m, pfn, Frame.lru), m.frame.refs.at(pfn)]).toEqual([true, true, 1]);
      markAccessed(m, main, pfn, staysOnLru);
      markAccessed(m, main, pfn, staysOnLru);
      expect(waitsIn(m, nobody, pfn)).toEqual({ added: 0, activated: 0 });
    },
  );

  it('is active when its CPU has collected a batch of such', () => {
    const m = smallMachine();
    const frames = [freshPage(m), freshPage(m), freshPage(m)];
    for (const pfn of frames) {
      m.frame.flags.set(pfn, m.frame.flags.at(pfn) | (Frame.lru | Frame.referenced));
      expect(frames.some((any) => has(m, any, Frame.active))).toBe(false);
      markAccessed(m, main, pfn, true);
    }
    expect(frames.map((pfn) => [has(m, pfn, Frame.active), m.frame.refs.at(pfn)])).toEqual([
      [true, 1],
      [true, 1],
      [true, 1],
    ]);
  });

  it('is active as soon as it is on the LRU, if it waits to be added by this CPU', () => {
    const m = smallMachine();
    const [mine, theirs] = [freshPage(m), freshPage(m)];
    addToLru(m, main, mine);
    addToLru(m, thread, theirs);
    for (const pfn of [mine, theirs]) {
      markReferenced(m, nobody, pfn);
      markAccessed(m, main, pfn, true);
    }
    expect([has(m, mine, Frame.active), has(m, theirs, Frame.active)]).toEqual([true, false]);
    expect([mine, theirs].map((pfn) => waitsIn(m, nobody, pfn))).toEqual([
      { added: 1, activated: 0 },
      { added: 1, activated: 0 },
    ]);
  });

  it('is forgotten if it is of the page cache', () => {
    const m = smallMachine();
    const pfn = allocateFrame(m, nobody);
    m.frame.flags.set(pfn, m.frame.flags.at(pfn) | (Frame.pageCache | Frame.lru));
    markReferenced(m, nobody, pfn);
    markAccessed(m, main, pfn, true);
    markAccessed(m, main, pfn, true);
    expect([has(m, pfn, Frame.referenced), m.frame.refs.at(pfn)]).toEqual([false, 1]);
  });
});
