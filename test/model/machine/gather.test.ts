import { describe, expect, it } from 'vitest';
import { simulatorShape } from '../../../core/simulate/size.js';
import { policy } from '../testing/builtin.js';
import { gather, gathered, isDelayed, mostGathered, releaseGathered, settleDelayed } from '../../../core/machine/gather.js';
import { Machine } from '../../../core/machine/machine.js';

const m = new Machine(simulatorShape({ addressSpacePages: 16, processes: 2 }), policy('mapcount'));

describe('a gather', () => {
  it('keeps frames in their places, and whether their mapping waits for the flush', () => {
    gather(m, 0, 0, 7, false);
    gather(m, 0, 1, 8, true);
    expect([gathered(m, 0, 0), isDelayed(m, 0, 0)]).toEqual([7, false]);
    expect([gathered(m, 0, 1), isDelayed(m, 0, 1)]).toEqual([8, true]);
    settleDelayed(m, 0, 1);
    expect([gathered(m, 0, 1), isDelayed(m, 0, 1)]).toEqual([8, false]);
    releaseGathered(m, 0, 1);
    expect(gathered(m, 0, 1)).toBe(0);
  });

  it('says when there is room for no more: after 9,698 frames', () => {
    expect(mostGathered).toBe(9_698);
    expect(gather(m, 0, mostGathered - 2, 7, false)).toBe(true);
    expect(gather(m, 0, mostGathered - 1, 7, false)).toBe(false);
  });
});
