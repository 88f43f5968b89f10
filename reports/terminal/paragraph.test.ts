import { expect, it } from 'vitest';
import { noBreak, paragraph } from './paragraph.js';

it('stands behind its first words on every line, and breaks at blanks only', () => {
  expect(paragraph('  ! ', `copied${noBreak}10 pages  of the parent, and then some`, 24)).toEqual([
    '  ! copied 10 pages of',
    '    the parent, and then',
    '    some',
  ]);
});

it('gives a word that is longer than a line a line of its own', () => {
  expect(paragraph('', 'the early-cow-seqcount-and-pins-bias policy', 20)).toEqual([
    'the',
    'early-cow-seqcount-and-pins-bias',
    'policy',
  ]);
});

it('counts columns, of which some characters take two', () => {
  expect(paragraph('', '写时复制 写时复制 写时复制', 20)).toEqual(['写时复制 写时复制', '写时复制']);
});

it('is no line where there is no text', () => {
  expect(paragraph('  ', ' ', 40)).toEqual([]);
});
