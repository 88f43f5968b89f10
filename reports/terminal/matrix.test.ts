import { describe, expect, it } from 'vitest';
import { sampleResults } from '../testing/sample-results.js';
import { renderMatrix } from './matrix.js';

describe('renderMatrix', () => {
  it('tells verdicts apart by their marks and marks what is not expected', () => {
    expect(renderMatrix(sampleResults(), { colour: false, width: 100 }).split('\n').slice(0, 5)).toEqual([
      '                           mapcount       early-cow-seqcount    anon-exclusive',
      'vmsplice-child-unmap          V                   ·                   ·!',
      'dio-read-across-fork          D                   D                   ·',
      'fork-gup-fast-race            -                   B                   R!',
      'fork-child-first              ·                   ·                   ·',
    ]);
  });

  it('explains exactly the marks that occur', () => {
    const text = renderMatrix(sampleResults(), { colour: false });
    expect(text).toContain(
      '· holds   V violates   D violates, documented hazard   R refused   B bounded   - not applicable');
    const sample = sampleResults();
    const calm = renderMatrix({ ...sample, scenarios: sample.scenarios.slice(3) }, { colour: false });
    expect(calm).toContain('  · holds\n');
    expect(calm).not.toContain('violates');
    expect(calm).not.toContain('!');
  });

  it('says what was expected instead', () => {
    const text = renderMatrix(sampleResults(), { colour: false });
    expect(text).toContain('! fork-gup-fast-race under anon-exclusive: expected holds, found refused');
    expect(text).toContain('! vmsplice-child-unmap under anon-exclusive: copies: expected 0, counted 1');
  });

  it('replaces ids by numbers with a key, and cuts names, to stay within the width', () => {
    const text = renderMatrix(sampleResults(), { colour: false, width: 28 });
    const [head, first] = text.split('\n');
    expect(head?.trim().split(/\s+/u)).toEqual(['1', '2', '3']);
    expect(first).toMatch(/^vmsplice-child… +V/u);
    expect(text).toContain('2 = early-cow-seqcount');
    for (const line of text.split('\n').slice(0, 5)) expect(line.length).toBeLessThanOrEqual(28);
  });

  it('shows the same letters with colour as without', () => {
    const plain = renderMatrix(sampleResults(), { colour: false });
    const coloured = renderMatrix(sampleResults(), { colour: true });
    expect(coloured).not.toBe(plain);
    const stripped = coloured.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'gu'), '');
    expect(stripped.split('\n').map((line) => line.trimEnd())).toEqual(plain.split('\n').map((line) => line.trimEnd()));
  });

  it('leaves a cell blank that was not run, and says so', () => {
    const sample = sampleResults();
    const text = renderMatrix({ ...sample, verdicts: sample.verdicts.slice(1) }, { colour: false });
    expect(text).toContain('blank not run');
  });
});
