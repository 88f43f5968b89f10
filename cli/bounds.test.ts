import { describe, expect, it } from 'vitest';
import { CowlabError } from '../core/index.js';
import { boundsOf, parseSize } from './bounds.js';

describe('a size', () => {
  it.each([
    ['512MiB', 512 * 2 ** 20],
    ['2GiB', 2 ** 31],
    ['300MB', 300_000_000],
    ['1.5 GiB', 1.5 * 2 ** 30],
    ['1000000', 1_000_000],
    ['4kib', 4096],
    ['7B', 7],
  ])('%s is %i bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(['', '0', '-1', 'much', '2GiBs', '1e9', 'MiB', '0.5', '99999999TiB', '1,000'])('`%s` is refused', (text) => {
    expect(() => parseSize(text)).toThrow(CowlabError);
  });
});

it('the bounds of a cell are those that were asked for, else two million states and 2 GiB', () => {
  expect(boundsOf({})).toEqual({ states: 2_000_000, memory: 2 * 1024 ** 3, reduce: 'por' });
  expect(boundsOf({ states: 5, maxMemory: 6, reduce: 'none' })).toEqual({ states: 5, memory: 6, reduce: 'none' });
});
