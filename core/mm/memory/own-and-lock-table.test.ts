import { expect, it } from 'vitest';
import { nobody } from '../../machine/hook.js';
import { Pmd } from '../../machine/bits.js';
import { pmdOf, tableOf } from '../../machine/pmd.js';
import { main, smallMachine } from '../../machine/testing/machine.js';
import { compiledPlain } from '../../policy/testing/plain.js';
import { enter, Ran, runStep } from '../../engine/interpreter.js';
import { listNumber } from '../../engine/answers.js';
import { lockTableOf, walk } from './own-and-lock-table.js';

it('a table is installed under the lock of its PMD entry: who wants one waits while another holds it', () => {
  const m = smallMachine({}, compiledPlain());
  const pmd = pmdOf(m, 0, 5);
  lockTableOf(m, main, 0, 5, true);
  enter(m, main, listNumber('own-and-lock-table'));
  m.pmd.lockedBy.set(pmd, 2);
  expect([runStep(m, main), tableOf(m, nobody, 0, 5)]).toEqual([Ran.blocked, -1]);
  m.pmd.lockedBy.set(pmd, 0);
  expect([runStep(m, main), runStep(m, main)]).toEqual([Ran.on, Ran.finished]);
  const table = tableOf(m, nobody, 0, 5);
  expect([m.get(main, walk.table), m.pmd.entry.wordAt(pmd), m.pmd.lockedBy.at(pmd), m.table.lockedBy.at(table)]).toEqual([
    table,
    Pmd.table | Pmd.write,
    0,
    main + 1,
  ]);
});
