/** Programs of any size, each large in another way. */

type Write = (size: number) => string;

function lines(count: number, write: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${write(index)}\n`).join('');
}

function program(areas: string, steps: string): string {
  return `name: large\nmemory:\n${areas}steps:\n${steps}`;
}

const onePage = '  a: { pages: 1 }\n';
const touchedPage = '  a: { pages: 1, touched: true }\n';

/** By what there is much of; `size` is the number of it. */
export const largePrograms: Readonly<Record<string, Write>> = {
  'loads and stores of one page': (size) =>
    program(
      onePage,
      lines(size, (i) => (i % 2 === 0 ? `  - P: { write: a, value: ${i + 1} }` : `  - P: { read: a, as: r${i} }`)),
    ),
  'areas, each written': (size) =>
    program(
      lines(size, (i) => `  a${i}: { pages: 1 }`),
      lines(size, (i) => `  - P: { write: a${i}, value: ${i + 1} }`),
    ),
  'areas, touched before': (size) =>
    program(
      lines(size, (i) => `  a${i}: { pages: 1, touched: true }`),
      '  - P: { read: a0, as: r }\n',
    ),
  'areas, shared and mapped again': (size) =>
    program(
      lines(size, (i) => `  a${i}: { pages: 1, shared: true }`),
      lines(size, (i) => `  - P: { mmap: a${i} }`),
    ),
  'areas of files': (size) =>
    program(
      lines(size, (i) => `  a${i}: { pages: 1, backing: file }`),
      lines(size, (i) => (i % 2 === 0 ? `  - P: { write: a${i}, value: ${i + 1} }` : `  - P: { file-read: a${i}, as: r${i} }`)),
    ),
  'areas that move': (size) =>
    program(
      lines(size, (i) => `  a${i}: { pages: 2 }`),
      lines(size - 1, (i) => `  - P: { mremap: "a${i}[1]", to: "a${i + 1}[0]" }`),
    ),
  'changes of protection': (size) =>
    program(
      '  a: { pages: 16 }\n',
      lines(size, (i) => `  - P: { mprotect: "a[${i % 16}]", prot: ${i % 3 === 0 ? 'r' : 'rw'} }`),
    ),
  'references, each put': (size) =>
    program(
      onePage,
      lines(size, (i) => (i % 2 === 0 ? `  - P: { get: a, as: h${i} }` : `  - P: { put: h${i - 1} }`)),
    ),
  'pins, all kept': (size) =>
    program(
      onePage,
      lines(size, (i) => `  - P: { pin: a, as: h${i} }`),
    ),
  'children, each gone again': (size) =>
    program(
      touchedPage,
      lines(size, (i) => (i % 2 === 0 ? `  - P: { fork: C${i} }` : `  - C${i - 1}: { exit: true }`)),
    ),
  'children, all alive': (size) =>
    program(
      touchedPage,
      lines(size, (i) => `  - P: { fork: C${i} }`),
    ),
  threads: (size) =>
    program(
      onePage,
      lines(size, (i) => `  - P.t${i}: { write: a, value: ${i + 1} }`),
    ),
  'pages read many times': (size) => program(`  a: { pages: ${size} }\n`, '  - P: { read: a, times: 20 }\n'),
  'pages shared by fork, then written': (size) =>
    program(
      `  a: { pages: ${size}, touched: true }\n`,
      '  - P: { fork: C }\n  - C: { write: a, value: 1 }\n  - P: { munmap: a }\n',
    ),
  'pages pinned at once': (size) =>
    program(
      `  a: { pages: ${size} }\n`,
      '  - P: { write: a, value: 1 }\n  - P: { pin: a, as: h }\n  - P: { fork: C }\n  - P: { unpin: h }\n',
    ),
};
