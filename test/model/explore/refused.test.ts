/** The verdict `refused`: a policy declines what it was asked for, as it may, and nothing else goes wrong. */

import { describe, expect, it } from 'vitest';
import { loadProgram } from '../../../core/scenario/load.js';
import { policy } from '../testing/builtin.js';
import { checkProgram, type Checked } from '../../../core/explore/check.js';

function check(text: string): Checked {
  const memory = 'memory: { map: { pages: 1, backing: file, shared: true }, buf: { pages: 1 } }';
  return checkProgram(loadProgram(`name: x\n${memory}\n${text}`, 'x'), policy('anon-exclusive-6.15'));
}

const pin = '{ pin: map, as: h, write: true, longterm: true }';

describe('a long-term writable pin that a policy declines', () => {
  it('is refused, and what depends on it is skipped', () => {
    expect(check(`steps: [{ P: ${pin} }, { dev: { dma-write: h, value: 1 } }]\n`)).toMatchObject({
      verdict: 'refused',
      breaches: [],
    });
  });

  it('is a breach where nothing is allowed', () => {
    const { verdict, breaches } = check(`allow: []\nsteps: [{ P: ${pin} }]\n`);
    expect([verdict, breaches[0]]).toMatchObject([
      'violates',
      { kind: 'progress', facts: { values: [{ name: 'P.h', value: 'EFAULT' }], allowed: ['ok'] } },
    ]);
  });

  it('is refused in a race that gives it no other reason to fail', () => {
    expect(check(`race: { P: [${pin}], P.t1: [{ write: map, value: 1 }] }\n`).verdict).toBe('refused');
    expect(check(`race: { P: [${pin}], P.t1: [{ munmap: map }] }\n`).verdict).toBe('holds');
  });

  it('is no refusal where the page is not mapped', () => {
    expect(check(`steps: [{ P: { munmap: map } }, { P: ${pin} }]\n`).verdict).toBe('holds');
  });

  it('does not hide a breach beside it', () => {
    const { verdict, breaches } = check(`
allow: [refused-by-design]
steps:
  - P: ${pin}
  - P: { write: buf, value: 1 }
  - P: { fork: C }
  - P: { get: buf, as: g }
  - P: { write: buf, value: 2 }
  - P: { read-ref: g, as: r }
`);
    expect([verdict, breaches[0]?.kind]).toEqual(['violates', 'coherence']);
  });
});
