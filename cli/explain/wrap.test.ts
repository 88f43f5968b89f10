import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { wrap } from './wrap.js';

it('fills lines up to the width and breaks them at white space', () => {
  expect(wrap('  reuse the page,\nif it is  ours ', 14)).toEqual(['reuse the', 'page, if it is', 'ours']);
});

it('begins a word that is longer than a line on a line of its own, and cuts it', () => {
  expect(wrap('of page_try_dup_anon_rmap now', 10)).toEqual(['of', 'page_try_d', 'up_anon_rm', 'ap now']);
});

it('counts columns, of which some characters take two', () => {
  expect(wrap('写时 复制 页', 9)).toEqual(['写时 复制', '页']);
  expect(wrap('写时复制', 4)).toEqual(['写时', '复制']);
});

it('makes one empty line of an empty text', () => {
  expect(wrap(' ', 10)).toEqual(['']);
});

it('loses and adds nothing, and no line is wider than it may be', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z ]{0,80}$/), fc.integer({ min: 1, max: 40 }), (text, width) => {
      const lines = wrap(text, width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    }),
  );
});
