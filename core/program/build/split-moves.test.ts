import { describe, expect, it } from 'vitest';
import { loadProgram } from '../load.js';

/** Three areas of two pages, the steps from line 4 on. */
function load(...steps: string[]): unknown {
  const memory = 'memory: { a: { pages: 2 }, b: { pages: 2 }, c: { pages: 1 } }';
  return loadProgram(['name: x', memory, 'steps:', ...steps.map((step) => `  - ${step}`), ''].join('\n'), 'f');
}

const move = 'P: { mremap: a, to: b }';

describe('mremap of several pages', () => {
  it.each([
    ['nothing else happens to them', []],
    ['they were protected together', ['P: { mprotect: a, prot: r }']],
    ['some are gone: that is EFAULT on every kernel', ['P: { munmap: "a[1]" }']],
    ['some were dropped, which leaves the area whole', ['P: { madvise: "a[1]", advice: dontneed }']],
  ])('is loaded where %s', (_, before) => {
    expect(() => load(...before, move)).not.toThrow();
  });

  it.each([
    ['were protected apart', 'P: { mprotect: "a[1]", prot: r }'],
    ['were advised apart', 'P: { madvise: "a[0]", advice: dontfork }'],
    ['came from elsewhere', 'P: { mremap: c, to: "a[1]" }'],
  ])('is refused where some %s: it is EFAULT up to 6.16 and works from 6.17 on', (_, before) => {
    expect(() => load(before, move)).toThrow(expect.objectContaining({ code: 'COW011', where: 'f:5:10' }));
    expect(() => load(before, move)).toThrow('set apart at f:4:10');
  });

  it('is loaded where they are set apart only afterwards', () => {
    expect(() => load(move, 'P: { mmap: a }', 'P: { mprotect: "a[1]", prot: r }')).not.toThrow();
  });
});
