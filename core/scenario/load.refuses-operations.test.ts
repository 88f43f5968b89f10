import { describe } from 'vitest';
import { assertRefused, race, steps } from './testing/refused.js';

describe('a step', () => {
  assertRefused([
    ['text', steps('P'), '4:5', 'COW002', 'the text "P"'],
    ['empty', steps('{}'), '4:5', 'COW103', 'empty'],
    ['without an operation', steps('P:'), '4:7', 'COW002', 'empty'],
    ['with an empty operation', steps('P: {}'), '4:8', 'COW216', 'empty'],
    ['of two actors', steps('{ P: { exit: true }, dev: { lru-drain: true } }'), '4:26', 'COW102', '`P` and `dev`'],
    ['with an unknown operation', steps('P: { wirte: buf, value: 1 }'), '4:10', 'COW004', 'did you mean `write`'],
    ['with two operations', steps('P: { write: buf, read: buf, value: 1 }'), '4:22', 'COW204', '`write` and `read`'],
    ['with a pin and a write', steps('P: { pin: buf, write: buf }'), '4:20', 'COW204', '`pin` and `write`'],
    ['with an unknown key', steps('P: { write: buf, vale: 1 }'), '4:22', 'COW003', 'did you mean `value`'],
    ['with a missing key', steps('P: { write: buf }'), '4:8', 'COW100', 'no `value`'],
    ['with a wrong type', steps('P: { exit: 1 }'), '4:16', 'COW002', '`true`'],
    ['with an unknown advice', steps('P: { madvise: buf, advice: dontned }'), '4:32', 'COW004', 'did you mean `dontneed`'],
    ['with an unknown path', steps('P: { pin: buf, as: h, path: quick }'), '4:33', 'COW004', 'fast, slow or any'],
    ['repeated zero times', steps('P: { read: buf, times: 0 }'), '4:28', 'COW002', '65536'],
    ['repeated that cannot be', steps('P: { fork: C, times: 2 }'), '4:26', 'COW202', '`fork`'],
    ['with a bad name', steps('P: { read: buf, as: "a b" }'), '4:25', 'COW002', '"a b"'],
  ]);
});

describe('a value', () => {
  assertRefused([
    ['0', steps('P: { write: buf, value: 0 }'), '4:29', 'COW006', 'never-written'],
    ['negative', steps('P: { write: buf, value: -1 }'), '4:29', 'COW006', '-1'],
    ['too large', steps('P: { write: buf, value: 1000000 }'), '4:29', 'COW006', '999999'],
    ['a fraction', steps('P: { write: buf, value: 1.5 }'), '4:29', 'COW006', '1.5'],
    ['text', steps('P: { write: buf, value: "1" }'), '4:29', 'COW006', '"1"'],
    ['written twice', steps('P: { write: buf, value: 7 }', 'P: { file-write: ro, value: 7 }'), '5:33', 'COW106', 'f:4:29'],
  ]);
});

describe('a place', () => {
  assertRefused([
    ['of an unknown area', steps('P: { write: bfu, value: 1 }'), '4:17', 'COW004', 'did you mean `buf`'],
    ['past the end', steps('P: { read: "buf[2]" }'), '4:16', 'COW107', 'pages 0 to 1'],
    ['with the range the wrong way round', steps('P: { read: "buf[1..0]" }'), '4:16', 'COW108', '1..0'],
    ['with a bracket missing', steps('P: { read: "buf[" }'), '4:16', 'COW007', '`buf[`'],
    ['with a space', steps('P: { read: "buf [0]" }'), '4:16', 'COW007', 'no spaces'],
    ['with an unknown suffix', steps('P: { read: buf.mid }'), '4:16', 'COW007', '`.lo`'],
    ['half a page of what takes whole pages', steps('P: { munmap: "buf[0].lo" }'), '4:18', 'COW109', 'whole pages'],
    ['a part of what is mapped as a whole', steps('P: { mmap: "buf[0]" }'), '4:16', 'COW115', 'whole area'],
    ['moved to fewer pages', steps('P: { mremap: buf, to: ro }'), '4:27', 'COW113', 'different size'],
    ['moved onto itself', steps('P: { mremap: buf, to: buf }'), '4:27', 'COW114', 'overlap'],
    ['of an unknown file', steps('P: { file-read: buf }'), '4:21', 'COW004', 'expected: ro'],
    ['past the end of a file', steps('P: { file-read: "ro[1]" }'), '4:21', 'COW107', 'the only page'],
    ['half a page of a file', steps('P: { file-read: "ro[0].hi" }'), '4:21', 'COW109', 'whole pages'],
  ]);
});

describe('an actor', () => {
  assertRefused([
    ['that nobody forks', steps('Child: { read: buf }'), '4:5', 'COW004', '`Child`', 'kswapd'],
    ['used before its fork', steps('C: { read: buf }', 'P: { fork: C }'), '4:5', 'COW009', 'before `C` is forked'],
    ['of a thread used before its fork', steps('C.t1: { read: buf }', 'P: { fork: C }'), '4:5', 'COW009', '`C.t1`'],
    ['in steps but forked in the race', `${steps('C: { read: buf }')}race: { P: [{ fork: C }] }`, '4:5', 'COW009', 'before'],
    ['forked twice', steps('P: { fork: C }', 'P: { fork: C }'), '5:10', 'COW005', 'f:4:10'],
    ['with a reserved name', steps('P: { fork: dev }'), '4:10', 'COW118', '`dev`'],
    ['that descends from itself', race('C: [{ fork: D }]', 'D: [{ fork: C }]'), '4:9', 'COW119', 'comes from it'],
    ['a thread of nobody', steps('Q.t1: { read: buf }'), '4:5', 'COW004', '`Q.t1`'],
    ['unknown in a race', race('Q: [{ read: buf }]'), '4:3', 'COW004', '`Q`'],
    ['idle in a race', race('P: []'), '4:6', 'COW002', 'empty list'],
    ['a device that writes memory', steps('dev: { write: buf, value: 1 }'), '4:5', 'COW200', 'no memory of its own'],
    ['a kernel thread that forks', steps('ksmd: { fork: C }'), '4:5', 'COW200', 'no memory of its own'],
  ]);
});

describe('a handle', () => {
  const taken = 'P: { get: buf, as: h }';
  assertRefused([
    ['without a name', steps('P: { get: buf }'), '4:8', 'COW100', 'no `as`'],
    ['that is unknown', steps(taken, 'P: { put: hh }'), '5:15', 'COW004', 'did you mean `h`'],
    ['used before it is taken', steps('P: { put: h }', taken), '4:15', 'COW008', 'f:5:10'],
    [
      'of a racing actor used before that actor takes it',
      race('P: [{ put: h }, { get: buf, as: h }]'),
      '4:14',
      'COW008',
      'before',
    ],
    [
      'taken after the race that uses it',
      `${race('P: [{ put: h }]')}after: [{ P: { get: buf, as: h } }]`,
      '4:14',
      'COW008',
      'before',
    ],
    ['named twice', steps(taken, taken), '5:24', 'COW005', 'f:4:24'],
    ['named like an observation', steps(taken, 'P: { read: buf, as: h }'), '5:25', 'COW005', 'f:4:24'],
    ['past its end', steps(taken, 'P: { read-ref: "h[2]" }'), '5:20', 'COW107', 'pages 0 to 1'],
    ['a reference that is unpinned', steps(taken, 'P: { unpin: h }'), '5:17', 'COW116', '`put: h`'],
    ['a pin that is put', steps('P: { pin: buf, as: h }', 'P: { put: h }'), '5:15', 'COW116', '`unpin: h`'],
    ['direct I/O that is put', steps('P: { dio: buf, as: h }', 'P: { put: h }'), '5:15', 'COW116', '`dio-end: h`'],
    ['a reference ended as direct I/O', steps(taken, 'P: { dio-end: h }'), '5:19', 'COW116', '`put: h`'],
    [
      'a device store through a read-only reference',
      steps(taken, 'dev: { dma-write: h, value: 1 }'),
      '5:23',
      'COW117',
      'write: true',
    ],
    ['repeated in a race', race('P: [{ get: buf, as: h, times: 3 }]'), '4:33', 'COW203', 'in a race'],
    ['put several times', steps(taken, 'P: { put: h, times: 2 }'), '5:25', 'COW202', 'all that the handle holds'],
  ]);
});

describe('an observation', () => {
  assertRefused([
    ['named twice, by different actors', steps('P: { fork: C, as: r }', 'C: { read: buf, as: r }'), '5:25', 'COW005', 'f:4:23'],
    ['waited for outside a race', steps('P: { wait: [r] }'), '4:10', 'COW010', 'outside `race`'],
    ['waited for but unknown', race('P: [{ wait: [r] }]'), '4:16', 'COW004', '`r`'],
    [
      'waited for by the actor that makes it later',
      race('P: [{ wait: [r] }, { read: buf, as: r }]'),
      '4:16',
      'COW201',
      'only comes later',
    ],
    [
      'waited for but made after the race',
      `${race('P: [{ wait: [r] }]')}after: [{ P: { read: buf, as: r } }]`,
      '4:16',
      'COW201',
      'only comes later',
    ],
  ]);
});
