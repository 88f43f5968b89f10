/** The reference models are those that SPIN explores: their states are as many. */

import { describe, expect, it } from 'vitest';
import { explore } from '../graph/explore.js';
import { references } from './index.js';

describe('a reference model', () => {
  it.each(references)('$name has as many states as its text in Promela, more than 200,000 of them', ({ model, states }) => {
    expect(explore(model(), { states: Infinity, memory: Infinity }, {}).states).toBe(states);
    expect(states).toBeGreaterThan(200_000);
  });
});
