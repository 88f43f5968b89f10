import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CowlabError } from '../errors/errors.js';
import { loadProgram } from './load.js';
import { SeveralMistakes } from './mistakes.js';

function mistakesIn(text: string): readonly CowlabError[] {
  try {
    loadProgram(text, 'f');
  } catch (error) {
    if (error instanceof SeveralMistakes) return error.all;
    if (error instanceof CowlabError) return [error];
    throw error;
  }
  return [];
}

/** `4:16 COW004` */
function placesOf(text: string): string[] {
  return mistakesIn(text).map(({ where = '', code }) => `${where.slice(2)} ${code}`);
}

/** Three lines, then steps from line 4 with their actor in column 5. */
function steps(...lines: readonly string[]): string {
  return [
    'name: x',
    'memory: { buf: { pages: 2 }, other: { pages: 1 } }',
    'steps:',
    ...lines.map((line) => `  - ${line}`),
    '',
  ].join('\n');
}

describe('all mistakes of a file', () => {
  const text = `name: x y
memory:
  buf: { pages: 0 }
  ok: { pages: 1, baking: file }
  two: { pages: 1, file: d }
steps:
  - P: { write: two, value: x }
  - P: { munmpa: two }
  - P: { fork: dev }
  - C: { exit: true }
  - P: { pin: good, as: h }
  - P: { write: good, value: 1, value: 2 }
race:
  Q: [{ exit: true }]
final: [{ P: goof }]
allow: [everything]
`.replace('  ok:', '  good: { pages: 1 }\n  ok:');

  it('are told once each: a number of frames that is none is not too small as well', () => {
    expect(placesOf(`${steps('P: { read: buf }')}machine: { frames: -1 }\n`)).toEqual(['5:20 COW002']);
  });

  it('are told at once, in its order, each with its code', () => {
    expect(placesOf(text)).toEqual([
      '1:7 COW002',
      '3:17 COW002',
      '5:19 COW003',
      '6:26 COW208',
      '8:29 COW006',
      '9:10 COW004',
      '10:10 COW118',
      '11:5 COW004',
      '13:33 COW005',
      '15:3 COW004',
      '16:14 COW004',
      '17:9 COW004',
    ]);
  });

  it('are printed one after the other, each with what was expected', () => {
    const [first, second] = mistakesIn(text);
    expect(() => loadProgram(text, 'f')).toThrow(expect.objectContaining({ code: 'COW002', where: 'f:1:7', exitCode: 2 }));
    const error = new SeveralMistakes([first, second]);
    expect(error.format()).toBe(`${first.format()}\n${second.format()}`);
    expect(error.format()).toMatch(/^f:1:7: COW002: .*\n {2}expected: .*\nf:3:17: COW002: /u);
  });

  it('beyond twenty are counted', () => {
    const lines = Array.from({ length: 25 }, (_, index) => `P: { read: nowhere${index} }`);
    const error = new SeveralMistakes(mistakesIn(steps(...lines)) as [CowlabError, ...CowlabError[]]);
    expect(error.all).toHaveLength(25);
    expect(error.format().match(/COW004/gu)).toHaveLength(20);
    expect(error.format()).toMatch(/\n… and 5 more mistakes in this file$/u);
  });

  it('beyond a thousand are not looked for', () => {
    const text = `${steps('P: { read: buf }')}${Array.from({ length: 5000 }, (_, index) => `k${index}: 1`).join('\n')}\n`;
    const error = new SeveralMistakes(mistakesIn(text) as [CowlabError, ...CowlabError[]]);
    expect(error.all).toHaveLength(1000);
    expect(error.format()).toMatch(/^f:5:1: COW003[^]*\n… and at least 980 more mistakes in this file$/u);
    expect(mistakesIn(steps(...Array.from({ length: 3000 }, (_, index) => `P: { read: nowhere${index} }`)))).toHaveLength(1000);
    expect(mistakesIn(steps(...Array.from({ length: 3000 }, () => 'P: { read: buf, tims: 2 }')))).toHaveLength(1000);
  });

  it('are one when there is one, and it is an error of its own', () => {
    expect(() => loadProgram(steps('P: { read: nowhere }'), 'f')).toThrow(
      expect.not.objectContaining({ all: expect.anything() as unknown }),
    );
  });
});

describe('what follows from a mistake is no mistake of its own:', () => {
  it.each([
    [
      'uses of an area that is wrong',
      'name: x\nmemory: { buf: { pages: x } }\nsteps: [{ P: { read: buf } }, { P: { munmap: buf } }]\nfinal: [{ P: buf }]',
      ['2:25 COW002'],
    ],
    ['uses of areas that are not declared at all', 'name: x\nsteps: [{ P: { read: buf } }]', ['1:1 COW100']],
    [
      'uses of areas under a key that is mistyped',
      'name: x\nmemroy: { buf: { pages: 1 } }\nsteps: [{ P: { read: buf } }]',
      ['2:1 COW003'],
    ],
    [
      'uses of a file that is wrong',
      'name: x\nmemory: { a: { pages: 1, backing: file, file: d } }\nfiles: { d: { pages: 0 } }\nsteps: [{ P: { file-read: d } }, { P: { read: a } }]',
      ['3:22 COW002'],
    ],
    [
      'steps of a process whose fork is mistyped',
      steps('P: { frok: C }', 'C: { read: buf }', 'C.t1: { read: buf }'),
      ['4:10 COW004'],
    ],
    [
      'uses of a handle whose place is wrong',
      steps('P: { pin: bug, as: h }', 'P: { dma-read: h }', 'P: { unpin: h }'),
      ['4:15 COW004'],
    ],
    [
      'uses of a handle whose pin has an unknown key',
      steps('P: { pin: buf, as: h, writ: true }', 'dev: { dma-write: h, value: 1 }'),
      ['4:27 COW003'],
    ],
    [
      'steps of a process before its fork, but the first',
      steps('C: { read: buf }', 'C: { read: buf }', 'P: { fork: C }'),
      ['4:5 COW009'],
    ],
    ['forks of a process that nobody forks', steps('Q: { fork: R }', 'R: { fork: S }', 'S: { read: buf }'), ['4:5 COW004']],
    ['the second fork of a name', steps('P: { fork: C }', 'P: { fork: C }', 'C: { read: buf }'), ['5:10 COW005']],
    ['a key that is missing because it is mistyped', steps('P: { write: buf, valu: 1 }'), ['4:22 COW003']],
    ['the inside of what is no list', 'name: x\nmemory: { buf: { pages: 1 } }\nrace: { P: { read: buf } }', ['3:12 COW002']],
    [
      'uses of an alias that is wrong',
      'name: x\nmemory: { a: &a *b, b: *a, c: *a }\nsteps: [{ P: { read: a } }]',
      ['2:17 COW001'],
    ],
    [
      'names in steps that are no list',
      'name: x\nmemory: { buf: { pages: 1 } }\nsteps: { P: { pin: buf, as: h } }\nafter: [{ P: { unpin: h } }]',
      ['3:8 COW002'],
    ],
    [
      'waiting for a read that is wrong',
      'name: x\nmemory: { buf: { pages: 1 } }\nrace: { P: [{ read: bug, as: r }], P.t: [{ wait: [r] }] }',
      ['3:21 COW004'],
    ],
    [
      'options of a machine that is none',
      'name: x\nmemory: { buf: { pages: 1 } }\nmachine: \nsteps: [{ P: { read: buf } }]',
      ['3:10 COW002'],
    ],
  ])('%s', (_, text, places) => {
    expect(placesOf(text)).toEqual(places);
  });

  it('but another mistake beside a mistyped key is', () => {
    expect(placesOf(steps('P: { write: buf, foo: 1 }'))).toEqual(['4:8 COW100', '4:22 COW003']);
    expect(placesOf(steps('P: { read: buf, as: 7, tmes: 2 }', 'P: { read: bug }'))).toEqual([
      '4:25 COW002',
      '4:28 COW003',
      '5:16 COW004',
    ]);
  });
});

describe('mistakes that have nothing to do with each other', () => {
  /** Lines with one mistake each, which no other line depends on. */
  const wrong = [
    'P: { read: nowhere }',
    'P: { read: "buf[9]" }',
    'P: { write: buf }',
    'P: { reed: buf }',
    'P: {}',
    'P: { unpin: nothing }',
    'Q: { exit: true }',
    'P: { get: buf }',
    'P: { swap-out: buf }',
    'dev: { read: buf }',
    'P: { madvise: buf, advice: wisely }',
    'P: { read: buf, tims: 2 }',
    'kswapd: 5',
  ];

  it('are all found, however they are mixed with what is right', () => {
    const lines = fc.shuffledSubarray(wrong, { minLength: 2 });
    fc.assert(
      fc.property(lines, fc.array(fc.nat(12), { maxLength: 6 }), (mistakes, gaps) => {
        const all = [...mistakes];
        for (const gap of gaps) all.splice(gap, 0, 'P: { read: buf }');
        const found = mistakesIn(steps(...all)).map(({ where = '' }) => Number(where.split(':')[1]));
        expect(found).toEqual(all.flatMap((line, index) => (mistakes.includes(line) ? [index + 4] : [])));
      }),
    );
  });
});
