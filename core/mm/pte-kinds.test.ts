/** Whoever meets a PTE does what its kind needs, from one table that has a line for each. */

import { describe, expect, it } from 'vitest';
import { Pte } from '../machine/bits.js';
import { kindTables, pteKinds } from '../machine/pte-kind.js';
import './operations.js';

const numbers = Array.from({ length: Pte.kindMask + 1 }, (_, number) => number);
const known = Object.values(pteKinds).map(({ number }): number => number);

it('the functions that meet PTEs of every kind have a table each', () => {
  expect(kindTables.map(({ where }) => where)).toEqual(
    expect.arrayContaining([
      'handle_pte_fault',
      'copy_pte_range',
      'zap_pte_range',
      'change_pte_range',
      'follow_page_pte',
      'gup_pte_range',
    ]),
  );
});

describe.each(kindTables.map((table) => [table.where, table] as const))('%s', (where, table) => {
  it('has a line for every kind, and an error for what is of none', () => {
    expect(known.map((number) => table.of(number))).not.toContain(undefined);
    for (const number of numbers.filter((one) => !known.includes(one))) {
      expect(() => table.of(number)).toThrow(`${where} has met a PTE of no kind`);
    }
  });
});
