import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { testFolder } from './testing/folder.js';
import { cowlab } from './testing/cowlab.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A project that has installed the package as it is built. */
const project = testFolder('library');
mkdirSync(join(project, 'node_modules'));
writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
symlinkSync(root, join(project, 'node_modules', 'cowlab'));
symlinkSync(join(root, 'node_modules', 'inversify'), join(project, 'node_modules', 'inversify'));
afterAll(() => rmSync(project, { recursive: true }));

/** What the compiler says of a plugin. */
function typesOf(file: string): string {
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  return spawnSync(
    tsc,
    ['--noEmit', '--module', 'nodenext', '--target', 'es2023', '--strict', '--experimentalDecorators', file],
    { encoding: 'utf8', cwd: project },
  ).stdout;
}

function write(name: string, text: string): string {
  writeFileSync(join(project, name), text);
  return join(project, name);
}

const program = `
import { checkProgram, compilePolicy, loadProgram, operations, outcomeInWords, PolicyRegistry, replay, type Checked, type ReplayStep } from 'cowlab';
import { builtinPolicies } from 'cowlab/policies';
import { isAsExpected, verdictResult, type VerdictResult } from 'cowlab/results';
import { assumedCpus, Simulator, type Workload } from 'cowlab/workloads';

const text = \`name: cve
memory: { buf: { pages: 1 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { fork: C }
  - C: { get: buf, as: pipe }
  - C: { munmap: buf }
  - P: { write: buf, value: 2 }
  - C: { read-ref: pipe, as: secret }
\`;
const policy = compilePolicy(new PolicyRegistry(operations, builtinPolicies), 'mapcount');
const cve = loadProgram(text, 'cve.scenario.yaml');
const checked: Checked = checkProgram(cve, policy);
const run = replay(cve, policy, checked.schedule ?? []);
const events = run.steps.flatMap((step: ReplayStep) => Object.entries(step.events));
const total: Record<string, number> = {};
for (const [name, count] of events) total[name] = (total[name] ?? 0) + count;
const counted = Object.fromEntries(Object.entries(checked.events).filter(([, count]) => count > 0));
const result: VerdictResult = verdictResult(cve, policy, checked, { verdicts: ['holds'], isByException: false, events: [] });

const simulator = new Simulator(policy, { addressSpacePages: 8, processes: 2, cpus: assumedCpus });
const touch: Workload['run'] = function* (simulation) {
  simulation.map(0, 0, 1, { backing: 'anon', shared: false, prot: 'rw' });
  simulation.store(0, 0);
  return { operations: 2 };
};
Array.from(touch(simulator, {}, 1) as Generator<number>);

console.log(JSON.stringify({
  verdict: checked.verdict, outcome: run.outcome && outcomeInWords(cve, run.outcome), total, counted,
  expected: isAsExpected(result), faults: simulator.events().faults,
}));
`;

describe('the package as a library', () => {
  it('has types for what it hands out; loads a scenario, checks it, and tells values and the events of each step', () => {
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    const compiled = spawnSync(
      tsc,
      [
        '--module',
        'nodenext',
        '--target',
        'es2023',
        '--strict',
        '--types',
        'node',
        '--typeRoots',
        join(root, 'node_modules', '@types'),
        '--outDir',
        project,
        write('program.ts', program),
      ],
      { encoding: 'utf8', cwd: project },
    );
    expect(compiled).toMatchObject({ stdout: '', status: 0 });
    const { stdout, stderr } = spawnSync(process.execPath, [join(project, 'program.js')], { encoding: 'utf8', cwd: project });
    expect(stderr).toBe('');
    const told = JSON.parse(stdout) as Readonly<Record<'total' | 'counted', unknown>>;
    expect(told).toMatchObject({ verdict: 'violates', outcome: { 'C.secret': '2' }, expected: false, faults: 1 });
    expect(told.total).toEqual(told.counted);
  });

  it('has types for a policy with a step and a field of its own: that of docs/plugins.md, where no frame has another field', () => {
    const [, shown = ''] = /^```ts\n(.*?)^```$/msu.exec(readFileSync(join(root, 'docs', 'plugins.md'), 'utf8')) ?? [];
    const wrong = shown.replace('frame.shared === 0', 'frame.shraed === 0');
    expect([shown, wrong].map((text) => typesOf(write('own-field.ts', text)))).toEqual([
      '',
      expect.stringContaining("Property 'shraed' does not exist") as unknown,
    ]);
  });

  it('is this very program for a plugin, under each of its names', () => {
    const plugin = write(
      'plugin.ts',
      `
      import { definePolicy, Rule, Simulator as none } from 'cowlab';
      import { Simulator } from 'cowlab/workloads';
      import { isAsExpected } from 'cowlab/results';
      class Shares { static source = [typeof none, Simulator.name, isAsExpected.name].join(' '); reads = []; mustCopy() { return false; } }
      export default definePolicy('named', { title: '', extends: 'early-cow', rules: { [Rule.Fork]: Shares } });
    `,
    );
    expect(cowlab('explain', 'rw-pin-fork', '--policy', 'named', '--plugin', plugin).out).toContain(
      'undefined Simulator isAsExpected',
    );
  });
});
