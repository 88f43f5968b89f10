import { expect, it } from 'vitest';
import { loadProgram } from '../scenario/load.js';
import { contentOf, valueOf } from './contents.js';
import { codes } from './values.js';

const program = loadProgram(
  `name: values
memory: { buf: { pages: 2, touched: true }, map: { pages: 1, backing: file, file: f } }
files: { f: { pages: 1 } }
steps:
  - P: { write: "buf[0]", value: 999999 }
  - P: { get: "buf[1]", as: h, write: true }
  - dev: { dma-write: h, value: 7 }
  - P: { file-write: f, value: 8 }`,
  'values',
);

it('every value that a program stores, or finds, has a small number of its own, and 0 is 0', () => {
  const { values } = program.facts;
  expect(values.slice().sort((a, b) => a - b)).toEqual([0, 7, 8, 999_999, 1_000_000, 1_000_001, 1_000_002]);
  expect(values.map((value) => contentOf(program, value))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(values.map((value) => valueOf(program, contentOf(program, value)))).toEqual(values);
  expect(contentOf(program, 0)).toBe(0);
});

it('a code is itself', () => {
  expect(Object.values(codes).map((code) => valueOf(program, code))).toEqual(Object.values(codes));
});
