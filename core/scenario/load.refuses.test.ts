import { describe } from 'vitest';
import { area, assertRefused, memory, steps, top } from './testing/refused.js';

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
    [
      'too few frames for its beginning',
      area('{ pages: 2, touched: true }', 'machine: { frames: 2 }\n'),
      '3:20',
      'COW300',
      'takes 3',
    ],
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
    ['per-VMA locks', top('machine: { locks: vma }'), '5:19', 'COW213', '`locks: vma`'],
    ['weak memory', top('memory-model: tso'), '5:15', 'COW213', '`memory-model: tso`'],
  ]);
});
