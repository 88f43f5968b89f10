/** Explanations of large programs are made in work that is linear in them. Counted, not timed. */

import { workOf } from '../../core/testing/work.js';
import { expect, it } from 'vitest';
import { checkProgram, type Checked } from '../../core/explore/check.js';
import { replay } from '../../core/explore/replay.js';
import { loadProgram } from '../../core/scenario/load.js';
import { largePrograms } from '../../core/scenario/testing/large-programs.js';
import { policy } from '../../test/model/testing/builtin.js';
import { renderExplanation } from './text.js';

const anonExclusive = policy('anon-exclusive');

it.each(Object.entries(largePrograms))('of twice the %s', (_, write) => {
  const explain = (size: number): number => {
    const program = loadProgram(write(size), 'large');
    const checked: Checked = checkProgram(program, anonExclusive);
    return workOf(() => {
      const text = renderExplanation(program, anonExclusive, checked, replay(program, anonExclusive, []), {
        colour: false,
        width: 100,
      });
      expect(text).toContain('outcome');
    });
  };
  explain(4); // What is done once only.
  expect(explain(100)).toBeLessThanOrEqual(3 * explain(50));
});
