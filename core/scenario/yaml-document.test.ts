import { describe, expect, it } from 'vitest';
import { CowlabError } from '../errors/errors.js';
import { loadProgram } from './load.js';
import { readYaml } from './yaml-document.js';

function refusal(text: string): CowlabError {
  try {
    loadProgram(text, 'f');
  } catch (error) {
    if (error instanceof CowlabError) return error;
    throw error;
  }
  throw new Error('not refused');
}

const deep = 100_000;

describe('YAML that is nested too deeply is refused with its place', () => {
  it.each([
    ['lists in a line', '['.repeat(deep), '1:64$'],
    ['maps in a line', '{a: '.repeat(deep), '1:\\d+$'],
    ['lists by dashes', '- '.repeat(deep), '1:\\d+$'],
    ['keys by question marks', '? '.repeat(deep), '1:\\d+$'],
    ['maps by indentation', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), '\\d+:\\d+$'],
    ['lists that end', `a: ${'['.repeat(deep)}${']'.repeat(deep)}`, '1:\\d+$'],
    ['where nobody looks', `name: x\nabout: ${'['.repeat(deep)}`, '2:\\d+$'],
    [
      'aliases of aliases',
      ['a0: &a0 [x]', ...Array.from({ length: 200 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}]`)].join('\n'),
      '\\d+:\\d+$',
    ],
  ])('%s', (_, text, place) => {
    const error = refusal(text);
    expect(error).toMatchObject({
      code: 'COW015',
      exitCode: 2,
      message: 'Lists and maps are nested too deeply, more than 64 levels.',
    });
    expect(error.where).toMatch(new RegExp(`^f:${place}`, 'u'));
  });

  it('and what a scenario needs is not', () => {
    expect(() => readYaml(`${'['.repeat(30)}${']'.repeat(30)}`, 'f')).not.toThrow();
  });
});

describe('YAML that is small and means much is refused', () => {
  it.each([
    [
      'a hundred million by eight aliases',
      [
        'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
        ...Array.from(
          { length: 8 },
          (_, n) => `a${n + 1}: &a${n + 1} [${Array.from({ length: 10 }, () => `*a${n}`).join(', ')}]`,
        ),
      ].join('\n'),
      'aliases',
    ],
    ['five million signs', `[${','.repeat(5_000_000)}]`, '4,000,000 tokens'],
  ])('%s', (_, text, words) => {
    const error = refusal(text);
    expect(error.code).toBe('COW016');
    expect(error.message).toContain(words);
  });

  it('and aliases that are used as meant are not', () => {
    const text = 'name: x\nmemory: { a: &a { pages: 1 }, b: *a }\nsteps: [{ P: { read: a } }, { P: { read: b } }]\n';
    expect(loadProgram(text, 'f').areas).toHaveLength(2);
  });

  it('and many aliases take no time each', () => {
    const uses = Array.from({ length: 20_000 }, () => '*s').join(', ');
    const error = refusal(`name: x\nmemory: { a: { pages: 1 } }\nsteps: [&s { P: { read: b } }, ${uses}]\n`);
    expect(error).toMatchObject({ code: 'COW004', where: 'f:3:25' });
  });

  it('and a file of errors only is refused for the first', () => {
    expect(refusal('}'.repeat(500_000))).toMatchObject({ code: 'COW001', where: 'f:1:1' });
    expect(refusal(`a: 1\n${'!x '.repeat(200_000)}`)).toMatchObject({ code: 'COW001' });
    expect(refusal('---\n'.repeat(500_000))).toMatchObject({ code: 'COW014', where: 'f:2:1' });
  });
});

describe('an unquoted place in flow style gets a hint to quote it', () => {
  it.each([
    ['steps: [{ P: { madvise: a[0], advice: dontneed } }]', '"a[0]"'],
    ['steps:\n  - P: { write: buf[1], value: 2 }', '"buf[1]"'],
    ['steps:\n  - P: { write: my-buf[0..1].lo, value: 2 }', '"my-buf[0..1].lo"'],
    ['steps:\n  - P: { peek: C:buf[3], as: r }', '"C:buf[3]"'],
    ['steps:\n  - P: { merge: [a[0], b] }', '"a[0]"'],
    ['final: [{ P: buf[1] }]', '"buf[1]"'],
  ])('%s', (text, quoted) => {
    const error = refusal(`name: x\n${text}\n`);
    expect(error.hint).toBe(`a place with brackets needs quotes here: ${quoted}`);
    expect(error.code).toBe('COW001');
  });

  it.each(['steps: [a', 'steps: {a]}', 'x: {a [b]}'])('and other YAML mistakes get none: %s', (text) => {
    expect(refusal(text).hint).toBeUndefined();
  });
});
