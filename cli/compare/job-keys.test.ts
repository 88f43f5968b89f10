import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Workload } from '../../core/program/workload.js';
import type { Job, WorkloadJob } from '../../core/run/job.js';
import { loadProgram } from '../../core/scenario/load.js';
import { builtinWorkloads } from '../../workloads/index.js';
import { hashOfPlugin, hashOfProgram, jobKeys } from './job-keys.js';
import type { Selected } from './select.js';

const text = 'name: tiny\nmemory: { buf: { pages: 1 } }\nsteps: [ { P: { write: buf, value: 1 } } ]\n';
const bounds = { states: 9, memory: 99, reduce: 'none' } as const;
const scenario = (policy: string): Job => ({ kind: 'scenarios', files: ['tiny.yaml'], policies: [policy], bounds });
const workload = (id: string): WorkloadJob => ({
  kind: 'workload',
  workload: id,
  policy: 'mapcount',
  parameters: { pages: 4 },
  seed: 1,
});

describe('the key of a job', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cowlab-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function selected(policies: readonly string[] = ['mapcount', 'mine'], program = text, recording = 'one'): Selected {
    const file = join(folder, 'recording');
    writeFileSync(file, recording);
    const replay: Workload = { ...builtinWorkloads()[0], id: 'replay', files: [file] };
    return {
      policies: [],
      programs: [loadProgram(program, 'tiny.yaml')],
      workloads: [...builtinWorkloads(), replay],
      selection: {
        policies,
        plugged: ['mine'],
        scenarios: [{ file: 'tiny.yaml', states: 15 }],
        workloads: [],
        bounds,
        seed: 1,
        speed: false,
      },
    };
  }

  function plugin(code: string): readonly string[] {
    const file = join(folder, 'mine.ts');
    writeFileSync(file, code);
    return [file];
  }

  it('is the same whatever else is run', () => {
    const [some, more] = [jobKeys(selected(), []), jobKeys(selected(['mapcount', 'mine', 'early-cow']), plugin(''))];
    for (const job of [scenario('mapcount'), workload('snapshot'), workload('replay')]) expect(more(job)).toBe(some(job));
  });

  it('is another one for all that decides the result', () => {
    const keyOf = jobKeys(selected(), []);
    const keys = [
      keyOf(scenario('mapcount')),
      keyOf(scenario('early-cow')),
      keyOf({ ...scenario('mapcount'), bounds: { ...bounds, memory: 98 } } as Job),
      jobKeys(selected([], text.replace('value: 1', 'value: 2')), [])(scenario('mapcount')),
      keyOf(workload('snapshot')),
      keyOf({ ...workload('snapshot'), seed: 2 }),
      keyOf({ ...workload('snapshot'), parameters: { pages: 5 } }),
      keyOf({ ...workload('snapshot'), kind: 'workload-speed' }),
      keyOf({ kind: 'speed', subject: 'page shared by fork', policy: 'mapcount' }),
      keyOf(workload('replay')),
      jobKeys(selected([], text, 'two'), [])(workload('replay')),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('changes with the code of a plugin only where the job runs it', () => {
    const [before, after] = ['// one', '// two'].map((code) => {
      const keyOf = jobKeys(selected(), plugin(code));
      return [keyOf(scenario('mine')), keyOf(scenario('mapcount'))];
    });
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
  });
});

describe('the hash of a plugin', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cowlab-hash-'));
  });
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
  expect(hashOfProgram()).toMatch(/^[0-9a-f]{32}$/u);
});
