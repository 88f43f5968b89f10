import { expect, it } from 'vitest';
import { renderFailures } from './failures.js';

it('names every broken cell with what is known about it', () => {
  const text = renderFailures([{ cells: 1, cell: 'snapshot under mine', text: 'mine.ts: COW032: It threw.\n  hint: fix it' }]);
  expect(text).toBe(
    'cowlab: 1 cell broke; the others are complete.\nsnapshot under mine:\n  mine.ts: COW032: It threw.\n    hint: fix it\n',
  );
  expect(renderFailures([])).toBe('');
});

it('does not count a speed that could not be measured as a cell', () => {
  const speed = { cells: 0, cell: 'speed of a page shared by fork under mine', text: 'no' } as const;
  const cell = { cells: 1, cell: 'snapshot under mine', text: 'no' } as const;
  expect(renderFailures([cell, speed, cell])).toMatch(
    /^cowlab: 2 cells and 1 measurement of speed broke; the others are complete\.\n/u,
  );
  expect(renderFailures([speed, speed])).toMatch(/^cowlab: 2 measurements of speed broke/u);
});
