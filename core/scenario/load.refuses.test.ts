import { describe, expect, it } from 'vitest';
import { CowlabError, type ErrorCode } from '../errors/errors.js';
import { loadProgram } from './load.js';

/** What is wrong, the text, the place, the code, and words the whole message must contain. */
type Case = readonly [what: string, text: string, place: string, code: ErrorCode, ...words: string[]];

const memory = 'memory: { buf: { pages: 2 }, ro: { pages: 1, backing: file, shared: true, prot: r } }';

/** Lines 1 to 3, then steps from line 4 with their actor in column 5. */
function steps(...lines: string[]): string {
  return ['name: x', memory, 'steps:', ...lines.map((line) => `  - ${line}`), ''].join('\n');
}

/** Lines 1 to 3, then the racing actors from line 4. */
function race(...lines: string[]): string {
  return ['name: x', memory, 'race:', ...lines.map((line) => `  ${line}`), ''].join('\n');
}

/** A valid scenario of four lines, then more of it from line 5. */
function top(line: string): string {
  return `${steps('P: { read: buf }')}${line}\n`;
}

/** A scenario with this memory in line 2. */
function area(text: string, rest = ''): string {
  return `name: x\nmemory: { a: ${text} }\n${rest}steps: [{ P: { read: a } }]\n`;
}

function refusal(text: string): CowlabError {
  try {
    loadProgram(text, 'f');
  } catch (error) {
    if (error instanceof CowlabError) return error;
    throw error;
  }
  throw new Error(`loaded: ${text}`);
}

function assertRefused(cases: readonly Case[]): void {
  describe.each(cases)('%s', (_, text, place, code, ...words) => {
    const error = refusal(text);
    it(`is refused at ${place} with ${code}`, () => {
      expect(`${error.where} ${error.code}`).toBe(`f:${place} ${code}`);
      expect(error.exitCode).toBe(2);
    });
    it.runIf(words.length > 0).each(words)('says %s', (word) => {
      expect(error.format()).toContain(word);
    });
  });
}

describe('a file that is not a scenario', () => {
  assertRefused([
    ['an empty file', '', '1:1', 'COW013', 'empty'],
    ['a list', '- a', '1:1', 'COW002', 'is a list', '`name`'],
    ['a broken flow list', 'name: [', '1:8', 'COW001', 'not YAML'],
    ['a tab as indentation', 'memory:\n\tbuf: 1', '2:1', 'COW001', 'Tabs'],
    ['a second document', 'name: x\n---\nname: y', '2:1', 'COW014', 'more than one'],
    ['a key given twice', top('name: y'), '5:1', 'COW005', '`name`', 'f:1:1'],
    ['a key that is a number', 'name: x\nmemory:\n  1: { pages: 1 }', '3:3', 'COW104', 'not a text'],
    ['a key JavaScript would lose', 'name: x\nmemory:\n  __proto__: { pages: 1 }', '3:3', 'COW105', '__proto__'],
    ['an anchor that does not exist', 'name: x\nmemory: *m', '2:9', 'COW018', '`m`'],
    ['an alias that contains itself', 'name: x\nmemory: &m { a: *m }', '2:17', 'COW019', 'contains itself'],
    ['a tag of its own', 'name: x\nmemory: !mine { }', '2:9', 'COW001', '!mine'],
  ]);
});

describe('the top level', () => {
  assertRefused([
    ['an unknown key', 'name: x\nmemry: {}', '2:1', 'COW003', '`memry`', 'did you mean `memory`'],
    ['a name with spaces', 'name: a b\nmemory: {}', '1:7', 'COW002', 'kebab-case'],
    ['no name', memory, '1:1', 'COW100', 'no `name`'],
    ['no memory', 'name: x\nsteps: []', '1:1', 'COW100', 'no `memory`'],
    ['empty memory', 'name: x\nmemory: {}', '2:9', 'COW218', 'empty', 'pages: 1'],
    ['nothing to do', `name: x\n${memory}`, '1:1', 'COW100', '`steps`', '`race`'],
    ['an unknown allowance', top('allow: [ro-get-may-detac]'), '5:9', 'COW004', 'ro-get-may-detach'],
    ['a verdict that nobody can assert', top('expect: { mapcount: broken }'), '5:21', 'COW004', ''],
    ['an unknown verdict', top('expect: { mapcount: hold }'), '5:21', 'COW004', 'did you mean `holds`'],
    ['a star without quotes', top('expect: { mapcount: violates, *: holds }'), '5:34', 'COW001', "needs quotes: `'*': holds`"],
    ['a star without quotes on a line of its own', top('expect:\n  *: holds'), '6:6', 'COW001', "needs quotes: `'*': holds`"],
    [
      'a star among other letters',
      top("expect: { 'anon-*': holds }"),
      '5:11',
      'COW101',
      "or `'*'` for every built-in policy that is not named",
    ],
    ['a star for event counts', top("expect-events: { '*': { copies: 1 } }"), '5:18', 'COW101', "`'*'` stands in `expect` only"],
    ['an unknown event', top('expect-events: { mapcount: { copy: 1 } }'), '5:30', 'COW004', 'did you mean `copies`'],
    ['a negative count', top('expect-events: { mapcount: { copies: -1 } }'), '5:38', 'COW002', '-1'],
    ['an unknown area at the end', top('final: [{ P: buff }]'), '5:14', 'COW004', 'did you mean `buf`'],
    ['an unknown process at the end', top('final: [{ Q: buf }]'), '5:11', 'COW004', '`Q`'],
    ['half a page at the end', top('final: [{ P: "buf[0].lo" }]'), '5:14', 'COW110', 'both halves'],
    ['a final value taken twice', top('final: [{ P: buf }, { P: "buf[1]" }]'), '5:26', 'COW005', 'P.buf[1]'],
    ['two processes in one final value', top('final: [{ P: buf, dev: buf }]'), '5:19', 'COW219', '`P` and `dev`'],
    ['a remote batch with one CPU', top('machine: { lru-batch: remote, cpus: 1 }'), '5:37', 'COW212', 'cpus: 2'],
    ['an unknown machine option', top('machine: { cpu: 1 }'), '5:12', 'COW003', 'did you mean `cpus`'],
  ]);
});

describe('memory and files', () => {
  assertRefused([
    ['an area that is a number', area('1'), '2:14', 'COW002', 'the number 1'],
    ['an area without pages', area('{}'), '2:14', 'COW100', 'no `pages`'],
    ['no page', area('{ pages: 0 }'), '2:23', 'COW002', 'the number 0'],
    ['an area name with a space', 'name: x\nmemory: { a b: { pages: 1 } }', '2:11', 'COW101', '`a b`'],
    ['an unknown key', area('{ pages: 1, baking: file }'), '2:26', 'COW003', 'did you mean `backing`'],
    ['an unknown backing', area('{ pages: 1, backing: fil }'), '2:35', 'COW004', 'did you mean `file`'],
    ['a file of anonymous memory', area('{ pages: 1, file: d }', 'files: { d: { pages: 1 } }\n'), '2:32', 'COW208', 'anon'],
    [
      'an unknown file',
      area('{ pages: 1, backing: file, file: dta }', 'files: { data: { pages: 1 } }\n'),
      '2:47',
      'COW004',
      '`data`',
    ],
    [
      'a file that is too short',
      area('{ pages: 2, backing: file, file: d }', 'files: { d: { pages: 1 } }\n'),
      '2:47',
      'COW206',
      '2 pages',
    ],
    [
      'a file named like an area that has its own',
      area('{ pages: 1, backing: file }', 'files: { a: { pages: 1 } }\n'),
      '2:11',
      'COW005',
      'f:3:10',
    ],
    ['a touched zero page', area('{ pages: 1, backing: zero, touched: true }'), '2:50', 'COW209', 'zero page'],
    ['a shared zero page', area('{ pages: 1, backing: zero, shared: true }'), '2:49', 'COW210', 'shared'],
    ['a zero page that cannot be read', area('{ pages: 1, backing: zero, prot: none }'), '2:47', 'COW211', 'read'],
    [
      'a memory file whose dirty pages are tracked',
      top('files: { d: { pages: 1, fs: tmpfs, dirty-tracked: true } }'),
      '5:51',
      'COW205',
      'tmpfs',
    ],
    [
      'shared memory of a file on a disk',
      area('{ pages: 1, backing: shmem, file: d }', 'files: { d: { pages: 1, fs: ext4 } }\n'),
      '2:35',
      'COW207',
      'on a disk',
    ],
    [
      'shared memory of a file whose dirty pages are tracked',
      area('{ pages: 1, backing: shmem, file: d }', 'files: { d: { pages: 1, dirty-tracked: true } }\n'),
      '2:35',
      'COW207',
      'on a disk',
    ],
    ['a file system that there is not', top('files: { d: { pages: 1, fs: ext5 } }'), '5:29', 'COW004', 'did you mean `ext4`'],
  ]);
});

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

describe('what the machine has not built', () => {
  assertRefused([
    [
      'an operation',
      steps('P: { swap-out: buf }'),
      '4:10',
      'COW011',
      '`swap-out` is part of the scenario format but is not built yet',
    ],
    ["another process's memory", steps('P: { read: "P:buf" }'), '4:16', 'COW214', 'Another process'],
    ['an advice', steps('P: { madvise: buf, advice: pageout }'), '4:32', 'COW213', '`advice: pageout`'],
    ['huge pages', area('{ pages: 4, huge: thp }'), '2:32', 'COW213', '`huge: thp`'],
    ['stable writes', top('files: { d: { pages: 1, stable-writes: true } }'), '5:40', 'COW213', '`stable-writes: true`'],
    ['what differs by file system', top('files: { d: { pages: 1, fs: btrfs } }'), '5:29', 'COW213', '`fs: btrfs`'],
    ['holes in a file', top('files: { d: { pages: 1, holes: [0] } }'), '5:32', 'COW213', '`holes`'],
    ['a file that is not cached', top('files: { d: { pages: 1, cached: none } }'), '5:33', 'COW213', '`cached: none`'],
    ['dirtying on unpin', steps('P: { pin: buf, as: h }', 'P: { unpin: h, dirty: true }'), '5:27', 'COW213', '`dirty: true`'],
    ['a full disk', top('files: { d: { pages: 1, free-blocks: 3 } }'), '5:38', 'COW213', '`free-blocks: 3`'],
    ['swap', top('swap: { slots: 2 }'), '5:1', 'COW213', '`swap`'],
    ['a number of frames', top('machine: { frames: 8 }'), '5:12', 'COW213', '`frames`'],
    ['per-VMA locks', top('machine: { locks: vma }'), '5:19', 'COW213', '`locks: vma`'],
    ['weak memory', top('memory-model: tso'), '5:15', 'COW213', '`memory-model: tso`'],
  ]);
});
