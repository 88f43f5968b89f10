import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CowlabError } from './errors.js';
import { printable, printableData, printableJson, printableLines } from './printable.js';

const steers = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const anyText = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom('\u001b', '\u009b', '\u202e', '\n', 'a'),
  ),
});

describe('what a terminal may show', () => {
  it.each([
    ['\u001b[31mred\u0007', '\\x1b[31mred\\x07'],
    ['\u009b2J', '\\x9b2J'],
    ['a\u007fb', 'a\\x7fb'],
    ['a\r\n\tb', 'a\\x0d\\x0a\\x09b'],
    ['abc\u202efdp', 'abc\\u202efdp'],
    ['\ufeffx\u2028y', '\\ufeffx\\u2028y'],
    ['\ud800!', '\\ud800!'],
    ['Ünïcode, 日本語, עברית, 👩‍👩‍👧', 'Ünïcode, 日本語, עברית, 👩‍👩‍👧'],
  ])('of %j is %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('has nothing left that steers it, of any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(printable(text)).not.toMatch(steers);
        expect(
          printableLines(text)
            .split('\n')
            .map((line) => steers.test(line))
            .includes(true),
        ).toBe(false);
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });

  it('of JSON means the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = JSON.stringify({ [text]: [text] }, undefined, 2);
        expect(JSON.parse(printableJson(json))).toEqual(JSON.parse(json));
        expect(printableJson(json).replaceAll('\n', '')).not.toMatch(steers);
      }),
    );
  });

  it('of data is all its texts', () => {
    expect(printableData({ a: ['\u001b', 1, null, { '\u0007': true }], b: undefined })).toEqual({
      a: ['\\x1b', 1, null, { '\\x07': true }],
      b: undefined,
    });
  });

  it('of an error is every part of it, on lines of its own', () => {
    const bad = '\u001b]0;x\u0007\nforged: ';
    const error = new CowlabError('COW020', bad, { where: bad, expected: bad, hint: bad });
    expect(error.format().split('\n')).toHaveLength(3);
    expect(error.format().replaceAll('\n', '')).not.toMatch(steers);
  });

  it('of an error is cut where a name is as long as a file', () => {
    expect(new CowlabError('COW004', 'x'.repeat(1e7)).format()).toBe(`COW004: ${'x'.repeat(4000)}…`);
  });
});
