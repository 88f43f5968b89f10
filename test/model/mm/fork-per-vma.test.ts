/** Fork goes from area to area: each gets a copy in the child, and only private ones with pages take the sequence count. */

import { describe, expect, it } from 'vitest';
import { without } from '../../../core/engine/edits.js';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import { policies } from '../testing/builtin.js';
import { compileMutant } from '../testing/mutants/mutant.js';
import { systemCalls } from '../../../core/mm/system-calls.js';
import { Ran, runStep } from '../../../core/engine/interpreter.js';
import { testProgram } from '../testing/programs.js';

const program = testProgram('fork-of-seven-areas');

interface Moment {
  /** First pages of the child's areas, and of those whose tables fork has gone through with an odd sequence. */
  readonly duplicated: readonly number[];
  readonly odd: boolean;
}

/** Runs the fork step by step; what each step leaves behind. */
function fork(under: CompiledPolicy): { readonly moments: readonly Moment[]; readonly sequence: number } {
  const m = createWorld(program, under);
  new Driver(m, program).runInOrder(program.steps.slice(0, -1), () => undefined);
  const [parent, child] = [0, 1];
  systemCalls.fork(m, 0, parent, child);
  const moments: Moment[] = [];
  for (let ran = Ran.on; ran === Ran.on;) {
    ran = runStep(m, 0);
    const duplicated = [...m.vma.mm.cells.keys()].filter((v) => m.vma.mm.at(v) === child + 1).map((v) => m.vma.first.at(v));
    moments.push({ duplicated: duplicated.toSorted((a, b) => a - b), odd: m.mm.writeProtectSeq.at(parent) % 2 === 1 });
  }
  return { moments, sequence: m.mm.writeProtectSeq.at(parent) };
}

/** Pages of the areas, in order. */
const [own, shared, wiped, , untouched, file, last] = [0, 1, 2, 3, 4, 5, 6];

describe.each(policies)('fork under $id', (under) => {
  const { moments, sequence } = fork(under);

  it('makes the areas of the child one by one, in order of address, without those marked MADV_DONTFORK', () => {
    const stages = [...new Set(moments.map(({ duplicated }) => duplicated.join(' ')))];
    // A wiped area is followed at once by the next one: its page tables are not looked at.
    const all = [own, shared, wiped, untouched, file, last];
    expect(stages).toEqual([0, 1, 2, 4, 5, 6].map((count) => all.slice(0, count).join(' ')));
  });

  it('takes the sequence count, if any, only for private areas with anonymous pages that are copied', () => {
    const during = new Set(moments.filter(({ odd }) => odd).map(({ duplicated }) => duplicated.at(-1)));
    const counts = under.hasStep('begin-write-protect-seq');
    expect([...during]).toEqual(counts ? [own, last] : []);
    expect(sequence).toBe(counts ? 4 : 0);
  });
});

it('takes no sequence count for shared areas, though they be copied', () => {
  const parent = 'anon-exclusive-6.15';
  const orders = { 'copy-page-range': [without('vma-needs-copy')] };
  const copiesAll = compileMutant({ name: 'copies all', of: [parent], change: () => ({ orders }) }, parent);
  const during = new Set(
    fork(copiesAll)
      .moments.filter(({ odd }) => odd)
      .map(({ duplicated }) => duplicated.at(-1)),
  );
  expect([...during]).toEqual([own, untouched, file, last]);
});
