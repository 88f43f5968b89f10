import { expect, it } from 'vitest';
import { loadProgram } from '../../../core/scenario/load.js';
import { policy } from '../testing/builtin.js';
import { checkProgram } from '../../../core/explore/check.js';

it('lets one handle hold more references than 16 bits count, and takes no number of repetitions for a livelock', () => {
  const program = loadProgram(`name: many
memory: { a: { pages: 1, touched: true } }
steps:
  - P: { pin: a, as: h, times: 33000 }
  - P: { unpin: h }
`, 'many');
  expect(checkProgram(program, policy('anon-exclusive'))).toMatchObject({ breaches: [], verdict: 'holds' });
});
