import { nobody } from '../machine/hook.js';
import { describe, expect, it } from 'vitest';
import { insert } from '../engine/edits.js';
import { definePolicy, lookupPte, next, step, type Step } from '../index.js';
import { compiledPlain } from '../policy/testing/plain.js';
import { Simulator } from './simulator.js';

describe('the simulator', () => {
  it('gives freed frames out again and ends with none in use', () => {
    const sim = new Simulator(compiledPlain(), { addressSpacePages: 2048, processes: 2 });
    sim.map(0, 0, 2048, { backing: 'anon', shared: false, prot: 'rw' });
    for (let page = 0; page < 2048; page++) sim.store(0, page);
    const child = sim.fork(0);
    for (let page = 0; page < 1000; page++) sim.store(0, page);
    expect(sim.framesInUse()).toBe(3048);
    sim.exit(child);
    sim.exit(0);
    sim.lruDrain();
    expect(sim.framesInUse()).toBe(0);
    expect(sim.peakFrames).toBe(3048);
  });

  it('stores to the frame that the page table names also when copies have made the machine grow', () => {
    const pages = 700;
    const sim = new Simulator(compiledPlain(), { addressSpacePages: pages, processes: 2 });
    sim.map(0, 0, pages, { backing: 'anon', shared: false, prot: 'rw' });
    for (let page = 0; page < pages; page++) sim.store(0, page);
    const child = sim.fork(0);
    for (let page = 0; page < pages; page++) sim.store(child, page);
    expect(sim.framesInUse()).toBeGreaterThan(pages + 1);
    const contents = (process: number, page: number): number[] => {
      const { pte, frame } = sim.machine;
      const pfn = pte.entry.frameAt(lookupPte(sim.machine, nobody, process, page));
      return [frame.lo.at(pfn), frame.hi.at(pfn)];
    };
    const last = pages - 1;
    const ofParent = contents(0, last);
    const [before] = contents(child, last);
    sim.store(child, last);
    expect(contents(child, last)).toEqual([before + 1, before + 1]);
    expect(contents(0, last)).toEqual(ofParent);
  });

  it('runs the lists that a policy orders, also for accesses that need no fault and for draining the LRU', () => {
    const ran: string[] = [];
    const note = (name: string): Step =>
      step(name, [next], () => {
        ran.push(name);
        return next;
      });
    const policy = definePolicy('noting', {
      title: 'Notes what runs',
      extends: 'plain',
      steps: { load: [note('note-load')], store: [note('note-store')], 'lru-drain': [note('note-drain')] },
      orders: {
        load: [insert('note-load').before('load-from-page')],
        store: [insert('note-store').before('store-to-page')],
        'lru-drain': [insert('note-drain').before('drain-all')],
      },
    });
    const sim = new Simulator(compiledPlain('noting', policy), { addressSpacePages: 1, processes: 1 });
    sim.map(0, 0, 1, { backing: 'anon', shared: false, prot: 'rw' });
    sim.store(0, 0);
    ran.length = 0;
    expect([sim.store(0, 0), sim.load(0, 0)]).toEqual([true, true]);
    sim.lruDrain();
    expect(ran).toEqual(['note-store', 'note-load', 'note-drain']);
  });

  it('refuses an access without a mapping, and a store to a read-only one', () => {
    const sim = new Simulator(compiledPlain(), { addressSpacePages: 8, processes: 1 });
    sim.map(0, 0, 1, { backing: 'anon', shared: false, prot: 'r' });
    expect([sim.load(0, 0), sim.store(0, 0), sim.load(0, 1)]).toEqual([true, false, false]);
  });
});
