import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOfPlugin, hashOfProgram } from './hashes.js';
import { differencesOf, type RunIdentity } from './identity.js';

const run: RunIdentity = {
  version: '1.2.3', code: 'c0de', seed: 1, policies: ['mapcount', 'early-cow'],
  bounds: { '--states': '9', '--max-memory': '99' }, scenarios: { a: '1', b: '2' },
  workloads: { snapshot: 'pages=4' }, plugins: { './mine.ts': 'f00' },
};

describe('runs that are not the same', () => {
  it.each<[Partial<RunIdentity>, string[]]>([
    [{}, []],
    [{ policies: ['early-cow', 'mapcount'] }, []],
    [{ version: '1.3.0', code: 'beef' }, ['it was begun by cowlab 1.2.3, this is 1.3.0']],
    [{ code: 'beef' }, ['the code of cowlab has changed']],
    [{ bounds: { '--states': '9', '--max-memory': '98' } }, ['bounds changed: --max-memory']],
    [{ seed: 2 }, ['the seed was 1, now it is 2']],
    [{ policies: ['mapcount', 'page-count'] }, ['policies left out: early-cow', 'policies added: page-count']],
    [{ scenarios: { a: '1', b: '3' } }, ['scenarios changed: b']],
    [{ scenarios: {} }, ['scenarios left out: a, b']],
    [{ scenarios: { ...run.scenarios, c: '', d: '', e: '', f: '', g: '' } }, ['scenarios added: c, d, e, f and 1 more']],
    [{ workloads: { snapshot: 'pages=5' } }, ['workloads changed: snapshot']],
    [{ plugins: { './mine.ts': 'ba1' }, seed: 3 }, ['the seed was 1, now it is 3', 'plugins changed: ./mine.ts']],
  ])('%j', (change, differences) => {
    expect(differencesOf(run, { ...run, ...change })).toEqual(differences);
  });
});

describe('the hash of a plugin', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cowlab-hash-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, text: string): string {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  it('changes with its text and with that of what it imports, by whatever name', () => {
    const main = write('main.ts', "import { a } from './a.js';\nimport './b';\nconst c = await import('./c/index.js');\n");
    for (const name of ['a.ts', 'b.mjs', 'c/index.ts']) write(name, "import '../main.js';");
    const hashes = [hashOfPlugin(main)];
    for (const name of ['a.ts', 'b.mjs', 'c/index.ts', 'main.ts']) {
      write(name, `// changed\n${name === 'main.ts' ? '' : "import '../main.js';"}`);
      hashes.push(hashOfPlugin(main));
    }
    expect(new Set(hashes).size).toBe(5);
    write('neighbour.ts', '');
    expect(hashOfPlugin(main)).toBe(hashes[4]);
  });

  it('is that of all code of a package', () => {
    expect(hashOfPlugin('inversify')).not.toBe(hashOfPlugin('yaml'));
  });

  it('is that of all code of a folder', () => {
    write('plugin/index.ts', '');
    write('plugin/notes.txt', '');
    const before = hashOfPlugin(join(folder, 'plugin'));
    write('plugin/notes.txt', 'changed');
    write('plugin/node_modules/x.js', 'new');
    expect(hashOfPlugin(join(folder, 'plugin'))).toBe(before);
    write('plugin/deep/rule.ts', '');
    expect(hashOfPlugin(join(folder, 'plugin'))).not.toBe(before);
  });
});

it('hashes the code of cowlab itself', () => {
  expect(hashOfProgram()).toBe(hashOfProgram());
  expect(hashOfProgram()).toMatch(/^[0-9a-f]{16}$/u);
});
