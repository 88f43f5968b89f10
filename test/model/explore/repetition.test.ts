import { expect, it } from 'vitest';
import { policy } from '../testing/builtin.js';
import { checkProgram } from '../../../core/explore/check.js';
import { testProgram } from '../testing/programs.js';

it('lets one handle hold more references than 16 bits count, and takes no number of repetitions for a livelock', () => {
  const program = testProgram('more-references-than-16-bits');
  expect(checkProgram(program, policy('anon-exclusive'))).toMatchObject({ breaches: [], verdict: 'holds' });
});
