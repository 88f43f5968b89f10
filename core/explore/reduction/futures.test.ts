import { describe, expect, it } from 'vitest';
import { listNumber } from '../../engine/answers.js';
import { compiledPlain } from '../../policy/testing/plain.js';
import { Footprints, meets } from './footprints.js';
import { Futures, Held } from './futures.js';

const policy = compiledPlain();
const footprints = new Footprints(policy);

/** Does anything from a place of a list on write the field, while somebody else holds these locks? */
function mayWrite(list: string, step: string, field: string, held: number = Held.none): boolean {
  const number = listNumber(list);
  const position = policy.lists[number].steps.findIndex(({ name }) => name === step);
  expect(position).toBeGreaterThanOrEqual(0);
  return meets(new Futures(policy, footprints, held).at(number, position).writes, footprints.of([field]));
}

describe('what may follow a place', () => {
  it('is what the steps behind it do, and the lists that they call, and those in turn', () => {
    expect(mayWrite('store', 'store-to-page', 'pte.entry')).toBe(true);
    expect(mayWrite('page-fault', 'lock-mm', 'frame.mapcount')).toBe(true);
  });

  it('is nothing that lies before it, unless a way leads back', () => {
    expect(mayWrite('fork', 'duplicate-vma', 'mm.forkRoot')).toBe(true);
    expect(mayWrite('fork', 'start-child', 'mm.forkRoot')).toBe(false);
    expect(mayWrite('store', 'next-store', 'frame.lo')).toBe(true);
  });

  it('ends where a lock is needed that somebody else holds', () => {
    expect(mayWrite('fork', 'lock-mm-for-fork', 'mm.alive')).toBe(true);
    expect(mayWrite('fork', 'lock-mm-for-fork', 'mm.alive', Held.read)).toBe(false);
    expect(mayWrite('fork', 'lock-mm-for-fork', 'mm.mmapWriter', Held.read)).toBe(true);
  });

  it('of who wants the mmap lock for reading ends at a writer alone', () => {
    expect(mayWrite('page-fault', 'lock-mm', 'table.lockedBy', Held.read)).toBe(true);
    expect(mayWrite('page-fault', 'lock-mm', 'table.lockedBy', Held.write)).toBe(false);
  });
});

describe('the footprint of a step', () => {
  const stepOf = (list: string, name: string) => {
    const step = policy.lists[listNumber(list)].steps.find((one) => one.name === name);
    if (step === undefined) throw new Error(`there is no step ${name}`);
    return footprints.ofStep(step);
  };

  it('that counts a reader of the mmap lock changes nothing for who counts another', () => {
    const [reader, writer] = [stepOf('page-fault', 'unlock-mm'), stepOf('fork', 'lock-mm-for-fork')];
    expect(meets(reader.writes, reader.reads) || meets(reader.writes, reader.writes)).toBe(false);
    expect(meets(writer.writes, reader.reads)).toBe(true);
  });

  it('leaves the gather out, and keeps interrupt flags apart', () => {
    expect(meets(stepOf('zap-range', 'put-gathered').writes, footprints.of(['gather.frame']))).toBe(false);
    expect(stepOf('gup-fast', 'irqs-off')).toMatchObject({ writesIrqs: true, readsIrqs: false });
    expect(stepOf('fork', 'flush-after-fork')).toMatchObject({ writesIrqs: false, readsIrqs: true });
  });
});
