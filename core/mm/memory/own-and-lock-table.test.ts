import { expect, it } from 'vitest';
import { nobody } from '../../machine/hook.js';
import { Pmd } from '../../machine/bits.js';
import { pmdOf, tableOf } from '../../machine/pmd.js';
import { main, smallMachine } from '../../machine/testing/machine.js';
import { compiledPlain } from '../../policy/testing/plain.js';
import { enter, Ran, runStep } from '../../engine/interpreter.js';
import { blocked, fail, listNumber } from '../../engine/answers.js';
import { lockTableOf, makeTable, walk } from './own-and-lock-table.js';

const noMemory = fail('ENOMEM');

it('a table is installed under the lock of its PMD entry: who wants one waits while another holds it', () => {
  const m = smallMachine({}, compiledPlain());
  const pmd = pmdOf(m, 0, 5);
  m.pmd.lockedBy.set(pmd, 2);
  expect([makeTable(m, main, 0, 5, noMemory), tableOf(m, nobody, 0, 5)]).toEqual([blocked, -1]);
  m.pmd.lockedBy.set(pmd, 0);
  expect([makeTable(m, main, 0, 5, noMemory), makeTable(m, main, 0, 5, noMemory)]).toEqual([undefined, undefined]);
  lockTableOf(m, main, 0, 5);
  enter(m, main, listNumber('own-and-lock-table'));
  expect([runStep(m, main), runStep(m, main)]).toEqual([Ran.on, Ran.finished]);
  const table = tableOf(m, nobody, 0, 5);
  expect([m.get(main, walk.table), m.pmd.entry.wordAt(pmd), m.pmd.lockedBy.at(pmd), m.table.lockedBy.at(table)]).toEqual([
    table,
    Pmd.table | Pmd.write,
    0,
    main + 1,
  ]);
});

it('a table takes memory as a frame does: without, the step that wants one fails', () => {
  const m = smallMachine({ memory: 2 }, compiledPlain());
  expect([makeTable(m, main, 0, 0, noMemory), makeTable(m, main, 0, 4, noMemory), makeTable(m, main, 1, 0, noMemory)]).toEqual([
    undefined,
    undefined,
    noMemory,
  ]);
  expect([makeTable(m, main, 0, 1, noMemory), tableOf(m, nobody, 1, 0)]).toEqual([undefined, -1]);
});
