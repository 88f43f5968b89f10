import { describe, expect, it } from 'vitest';
import { both } from '../testing/allowed.js';

describe('ro-short-pin-may-detach', () => {
  const zeroPage = (longterm: boolean): string => `
memory: { buf: { pages: 1, backing: zero } }
steps:
  - P: { read: buf }
  - P: { pin: buf, as: h, longterm: ${longterm} }
  - P: { write: buf, value: 1 }
  - P: { write: buf, value: 2 }
    `;

  it('hides a short-term pin that stays on the zero page (D29 without longterm)', () => {
    expect(both('ro-short-pin-may-detach', zeroPage(false), 'h.lo')).toEqual({ strict: ['2'], lenient: ['0', '2'] });
  });

  it('hides nothing for a long-term pin (D29)', () => {
    expect(both('ro-short-pin-may-detach', zeroPage(true), 'h.lo')).toEqual({ strict: ['2'], lenient: ['2'] });
  });

  it('hides nothing once the page was written', () => {
    expect(
      both(
        'ro-short-pin-may-detach',
        `
memory: { buf: { pages: 1 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { pin: buf, as: h }
  - P: { write: buf, value: 2 }
    `,
        'h.lo',
      ),
    ).toEqual({ strict: ['2'], lenient: ['2'] });
  });

  it('lets the pin of a file page stay behind when a writable pin breaks COW', () => {
    expect(
      both(
        'ro-short-pin-may-detach',
        `
files: { f: { pages: 1 } }
memory: { map: { pages: 1, backing: file, file: f } }
steps:
  - P: { pin: map, as: h }
  - P: { pin: map, as: w, write: true }
  - dev: { dma-write: w, value: 1 }
    `,
        'h.lo',
        'P.map.lo',
      ),
    ).toEqual({ strict: ['1 1'], lenient: ['1 1', 'initial#0 1'] });
  });
});
