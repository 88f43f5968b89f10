import { describe, expect, it } from 'vitest';
import { loadProgram } from './load.js';

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
    ['some are gone', ['P: { munmap: "a[1]" }']],
    ['some were dropped, which leaves the area whole', ['P: { madvise: "a[1]", advice: dontneed }']],
    ['some were given the protection they have', ['P: { mprotect: "a[1]", prot: rw }']],
    ['some were given the advice in force', ['P: { madvise: "a[0]", advice: dofork }']],
    ['mprotect met a hole before them', ['P: { munmap: "a[0]" }', 'P: { mprotect: a, prot: r }', 'P: { mmap: a }']],
    ['they are set apart and differ', ['P: { mprotect: "a[1]", prot: r }']],
    ['they are advised apart and differ', ['P: { madvise: "a[0]", advice: dontfork }']],
    ['they were set apart in an area that is mapped afresh', ['P: { mprotect: "a[1]", prot: r }', 'P: { mmap: a }']],
    ['they were set apart before an execve', ['P: { mprotect: "a[1]", prot: r }', 'P: { exec: true }', 'P: { mmap: a }']],
    [
      'another process has set them apart',
      ['P: { fork: C }', 'C: { mprotect: "a[1]", prot: r }', 'C: { mprotect: a, prot: rw }'],
    ],
    ['what came from elsewhere differs', ['P: { mprotect: c, prot: r }', 'P: { mremap: c, to: "a[1]" }']],
  ])('is loaded where %s', (_, before) => {
    expect(() => load(...before, move)).not.toThrow();
  });

  it.each([
    ['were protected apart', ['P: { mprotect: "a[1]", prot: r }', 'P: { mprotect: a, prot: rw }'], 'f:4:10'],
    ['were advised apart', ['P: { madvise: "a[0]", advice: dontfork }', 'P: { madvise: "a[0]", advice: dofork }'], 'f:4:10'],
    ['came from elsewhere', ['P: { mremap: c, to: "a[1]" }', 'P: { read: a }'], 'f:4:10'],
    [
      'were set apart by a parent',
      ['P: { mprotect: "a[1]", prot: r }', 'P: { mprotect: "a[1]", prot: rw }', 'P: { fork: C }'],
      'f:4:10',
    ],
  ])('is refused where some %s and are alike again: a kernel may have merged them', (_, before, apart) => {
    const mover = before.length === 3 ? 'C: { mremap: a, to: b }' : move;
    const where = `f:${4 + before.length}:10`;
    expect(() => load(...before, mover)).toThrow(expect.objectContaining({ code: 'COW215', where }));
    expect(() => load(...before, mover)).toThrow(`set apart at ${apart}`);
  });

  it('is loaded where they are set apart only afterwards', () => {
    expect(() => load(move, 'P: { mmap: a }', 'P: { mprotect: "a[1]", prot: r }')).not.toThrow();
  });

  it.each([
    ['before it', 'steps: [{ P: { mprotect: "a[1]", prot: r } }]', 'P.t1: [{ read: a }]'],
    ['within it', 'steps: []', 'P.t1: [{ mprotect: "a[1]", prot: rw }]'],
  ])('is refused in a race where some may have been set apart %s', (_, steps, thread) => {
    const text = [
      'name: x',
      'memory: { a: { pages: 2 }, b: { pages: 2 } }',
      steps,
      'race:',
      '  P: [{ mremap: a, to: b }]',
      `  ${thread}`,
      '',
    ];
    expect(() => loadProgram(text.join('\n'), 'f')).toThrow(expect.objectContaining({ code: 'COW215' }));
  });
});
