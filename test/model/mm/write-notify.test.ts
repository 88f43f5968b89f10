/** vma_wants_writenotify: what of shared memory is writable as soon as it is mapped, and what a device may not keep. */

import { nobody } from '../../../core/machine/hook.js';
import { describe, expect, it } from 'vitest';
import { lookupPte } from '../../../core/machine/pmd.js';
import type { Mapping } from '../../../core/program/workload.js';
import { Simulator } from '../../../core/simulate/simulator.js';
import { policies, policy as policyOf } from '../testing/builtin.js';

const onDisk: Mapping = { backing: 'file', shared: true, prot: 'rw', file: 1 };
const silent: [string, Mapping][] = [
  ['shared anonymous memory', { backing: 'anon', shared: true, prot: 'rw' }],
  ['a shared memory file', { backing: 'shmem', shared: true, prot: 'rw', file: 1 }],
];

describe.each(policies.map((policy) => [policy.id, policy] as const))('under %s', (_, policy) => {
  /** Faults of page 0 of a mapping, each counted by itself. */
  function faults(mapping: Mapping, ...steps: ((simulator: Simulator) => unknown)[]): number[] {
    const simulator = new Simulator(policy, { addressSpacePages: 512, processes: 1 });
    simulator.map(0, 0, 1, mapping);
    return steps.map((step) => {
      const { faults: before } = simulator.events();
      step(simulator);
      return simulator.events().faults - before;
    });
  }
  const load = (s: Simulator) => s.load(0, 0);
  const store = (s: Simulator) => s.store(0, 0);
  const protect = (prot: 'r' | 'rw' | 'none') => (s: Simulator) => s.mprotect(0, 0, 1, prot);

  it.each(silent)('%s is mapped writable by a read fault', (__, mapping) => {
    expect(faults(mapping, load, store)).toEqual([1, 0]);
  });

  it.each(silent)('%s is made writable by mprotect, dirty or not', (__, mapping) => {
    expect(faults(mapping, load, protect('r'), protect('rw'), store)).toEqual([1, 0, 0, 0]);
    expect(faults(mapping, load, protect('none'), protect('rw'), store)).toEqual([1, 0, 0, 0]);
  });

  it('the first store to a shared page of a file takes a fault, read before or not, and no later one does', () => {
    expect(faults(onDisk, load, store, store)).toEqual([1, 1, 0]);
    expect(faults(onDisk, store, load, store)).toEqual([1, 0, 0]);
  });

  it('mprotect makes a shared page of a file writable only when it is dirty', () => {
    expect(faults(onDisk, load, protect('r'), protect('rw'), store)).toEqual([1, 0, 0, 1]);
    expect(faults(onDisk, store, protect('r'), protect('rw'), store)).toEqual([1, 0, 0, 0]);
  });

  it('memory without write permission is writable for nobody', () => {
    expect(faults({ backing: 'anon', shared: true, prot: 'r' }, load, protect('rw'), store, protect('r'), load)).toEqual([
      1, 0, 0, 0, 0,
    ]);
  });
});

describe('a long-term writable pin, from 6.5 on', () => {
  /** Whether a page can be had, and how many of them the lockless walk took. */
  function pinned(mapping: Mapping, isTouched: boolean, longterm = true): [boolean, number] {
    const simulator = new Simulator(policyOf('anon-exclusive-6.5'), { addressSpacePages: 512, processes: 1 });
    simulator.map(0, 0, 1, mapping);
    if (isTouched) simulator.store(0, 0);
    const handle = simulator.pin(0, 0, { write: true, longterm });
    return [handle >= 0, simulator.events()['gup-fast-pages']];
  }

  it('is refused where stores are notified, and both walks know', () => {
    expect([pinned(onDisk, false), pinned(onDisk, true)]).toEqual([
      [false, 0],
      [false, 0],
    ]);
    expect([pinned(onDisk, false, false), pinned(onDisk, true, false)]).toEqual([
      [true, 0],
      [true, 1],
    ]);
  });

  it.each([...silent, ['a private file', { ...onDisk, shared: false }] as const])('may have %s, by both walks', (__, mapping) => {
    expect([pinned(mapping, false), pinned(mapping, true)]).toEqual([
      [true, 0],
      [true, 1],
    ]);
  });

  it('gives back a page that the lockless walk may not keep', () => {
    const simulator = new Simulator(policyOf('anon-exclusive-6.5'), { addressSpacePages: 512, processes: 1 });
    simulator.map(0, 0, 1, onDisk);
    simulator.store(0, 0);
    const { frame, pte } = simulator.machine;
    const pfn = pte.entry.frameAt(lookupPte(simulator.machine, nobody, 0, 0));
    const before = frame.refs.at(pfn);
    simulator.pin(0, 0, { write: true, longterm: true });
    expect(frame.refs.at(pfn)).toBe(before);
  });
});
