import { describe, expect, it } from 'vitest';
import { defaultBounds } from '../../../core/program/bounds.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { policy } from '../testing/builtin.js';
import { checkProgram } from '../../../core/explore/check.js';
import { testProgram } from '../testing/programs.js';

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `  - ${line(index)}`).join('\n');

/** Stores race over referenced pages, each of which may keep its reference behind. */
const race = testProgram('many-ways');

describe('the eager machine of a race', () => {
  it('is bounded by --states while it combines what may be', () => {
    const { verdict, why } = checkProgram(race, policy('anon-exclusive-6.15'), { ...defaultBounds, states: 1_000 });
    expect([verdict, why]).toEqual(['bounded', 'the eager machine has more than 1,000 states']);
  });

  it('is bounded by --max-memory', () => {
    const { verdict, why } = checkProgram(race, policy('anon-exclusive-6.15'), { ...defaultBounds, memory: 2 ** 18 });
    expect([verdict, why]).toEqual(['bounded', 'the eager machine has more than 64 KiB of states']);
  });
});

describe('the eager machine of a total order', () => {
  it('takes as many states as there are operations, whatever references may do', () => {
    const program = loadProgram(
      `
name: many-references
memory: { buf: { pages: 1 } }
steps:
${lines(1_024, (index) => `P: { get: buf, as: g${index} }`)}
  - P: { write: buf, value: 1 }
`,
      'many-references',
    );
    expect(checkProgram(program, policy('mapcount'))).toMatchObject({ verdict: 'holds', eagerStates: 1 + 1_024 + 1 });
  });

  it('takes no more of them for references to 4,096 pages', () => {
    const program = testProgram('wide-references');
    expect(checkProgram(program, policy('mapcount'))).toMatchObject({ eagerStates: 4 });
  });
});
