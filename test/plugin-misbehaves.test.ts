/** Plugins that end the program, hang it, fill its memory or write where it writes: only their own cells are lost. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { misbehavingFork, PluginFiles } from '../core/run/testing/plugin-files.js';
import { readResults } from '../reports/index.js';
import { compare, small } from './testing/compare.js';
import { cowlab } from './testing/cowlab.js';

const files = new PluginFiles();
afterAll(() => files.remove());

/** Its rule is never asked. */
const noFork = files.write(
  'no-fork.scenario.yaml',
  'name: no-fork\nmemory: { buf: { pages: 1 } }\nsteps: [ { P: { write: buf, value: 1 } } ]\n',
);

interface Cell {
  readonly scenario: string;
  readonly policy: string;
  readonly verdict: string;
  readonly why?: string;
}

function check(plugin: string, id: string, ...options: readonly string[]) {
  const { code, out, err } = cowlab(
    'check',
    'basic-cow',
    noFork,
    '--policy',
    `mapcount,${id}`,
    '--plugin',
    plugin,
    '--json',
    ...options,
  );
  const { verdicts } = JSON.parse(out) as { readonly verdicts: readonly Cell[] };
  return { code, err, verdicts };
}

/** A second can only be reached by who does not answer at all. */
const soon = ['--stuck-after', '1'];

const within = 'within rule mustCopy of policy ill';

describe('cowlab check with a rule that', () => {
  it.each([
    ['ends its thread, well pleased', 'process.exit(0);', `its thread ended with code 0 before it answered, ${within}`],
    [
      'sets the exit code and ends its thread',
      'process.exitCode = 0; process.exit();',
      `its thread ended with code 0 before it answered, ${within}`,
    ],
    ['kills the process', "process.kill(process.pid, 'SIGKILL');", 'its process was ended by SIGKILL before it answered'],
    ['never answers', 'for (;;);', 'rule mustCopy of policy ill did not answer for 1 s'],
    [
      'waits for ever',
      'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
      'rule mustCopy of policy ill did not answer for 1 s',
    ],
  ])('%s: its cell is broken, the others are there, and the exit code is 3', (what, body, why) => {
    const plugin = files.write(`${what.replaceAll(/\W/gu, '-')}.ts`, misbehavingFork('ill', body));
    const { code, err, verdicts } = check(plugin, 'ill', ...soon);
    expect(verdicts).toMatchObject([
      { scenario: 'basic-cow', policy: 'mapcount', verdict: 'holds' },
      { scenario: 'basic-cow', policy: 'ill', verdict: 'broken', why },
      { scenario: 'no-fork', policy: 'mapcount', verdict: 'holds' },
      { scenario: 'no-fork', policy: 'ill', verdict: 'holds' },
    ]);
    expect({ code, err }).toEqual({
      code: 3,
      err: `cowlab: 1 cell broke; the others are complete.\nbasic-cow under ill:\n  ${why}\n`,
    });
  });

  it('prints: standard output is the answer alone', () => {
    const body = "console.log('to the console'); process.stdout.write('to the stream\\n'); writeSync(1, 'to the file\\n');";
    const plugin = files.write('prints.ts', misbehavingFork('ill', body, body));
    const { code, err, verdicts } = check(plugin, 'ill');
    expect(code).toBe(0);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds', 'holds']);
    for (const words of ['to the console', 'to the stream', 'to the file']) expect(err).toContain(words);
  });

  it('is asked through another one: who does not answer is named, not who asked', () => {
    const plugin = files.write(
      'last-reference.ts',
      `
      import { injectable } from 'inversify';
      import { definePolicy, Rule } from 'cowlab';
      @injectable()
      class Never { readonly reads = [] as const; mayReuse(): never { for (;;); } }
      export default definePolicy('ill', { title: 'Never answers', extends: 'anon-exclusive', rules: { [Rule.LastReference]: Never } });
    `,
    );
    const { verdicts } = check(plugin, 'ill', ...soon);
    expect(verdicts[1]).toMatchObject({ verdict: 'broken', why: 'rule mayReuse of policy ill did not answer for 1 s' });
  });
});

describe('a plugin that, when it is loaded,', () => {
  it.each([
    ['ends its thread', 'process.exit(0);', 'COW037', 'its thread ended with code 0 before it answered, within plugin'],
    [
      'kills the process',
      "process.kill(process.pid, 'SIGKILL');",
      'COW037',
      'its process was ended by SIGKILL before it answered',
    ],
    ['never comes to an end', 'for (;;);', 'COW335', 'did not answer for 1 s'],
  ])('%s is refused by every command, with nothing on standard output', (what, first, coded, why) => {
    const plugin = files.write(`load-${what.replaceAll(/\W/gu, '-')}.ts`, misbehavingFork('ill', '', first));
    for (const command of [
      ['check', 'basic-cow'],
      ['explain', 'basic-cow', '--policy', 'ill'],
      ['list', 'policies'],
      ['bench', 'snapshot'],
      ['compare'],
    ]) {
      const { code, out, err } = cowlab(...command, '--plugin', plugin, ...soon);
      expect({ code, out }).toEqual({ code: command[0] === 'explain' ? 3 : 2, out: '' });
      expect(err).toContain(`${plugin}: ${coded}: The plugin is broken: `);
      expect(err).toContain(why);
    }
  });
});

it('cowlab explain with a rule that never answers says so, and ends with 3', () => {
  const plugin = files.write('explained.ts', misbehavingFork('ill', 'for (;;);'));
  const { code, out, err } = cowlab('explain', 'basic-cow', '--policy', 'ill', '--plugin', plugin, ...soon);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain(`${plugin}: COW335: The plugin is broken: rule mustCopy of policy ill did not answer for 1 s.`);
});

describe('cowlab compare with a policy that ends its thread', () => {
  const out = join(files.folder, 'report');

  it('loses the cells of that policy and no others, and counts them', async () => {
    const plugin = files.write('exits.ts', misbehavingFork('ill', 'process.exit(0);'));
    const { code, stdout, stderr } = await compare(
      '--plugin',
      plugin,
      '--policy',
      'mapcount,ill,anon-exclusive',
      '--scenario',
      `basic-cow,${noFork}`,
      '--workload',
      'snapshot',
      ...small,
      '--no-speed',
      '--out',
      out,
    );
    expect(code).toBe(3);
    expect(stderr).toContain('cowlab: 2 cells broke; the others are complete.\nbasic-cow under ill:\n');
    expect(stdout).toMatch(/^basic-cow +· +\?! +·$/mu);
    const { verdicts, measurements } = await readResults(out);
    expect(verdicts.map(({ policy, verdict }) => `${policy} ${verdict}`)).toEqual([
      'mapcount holds',
      'ill broken',
      'anon-exclusive holds',
      'mapcount holds',
      'ill holds',
      'anon-exclusive holds',
    ]);
    expect(measurements.map(({ error }) => error !== undefined)).toEqual([false, true, false]);
  });

  it('shows them as broken in every file of the report', () => {
    expect(readFileSync(join(out, 'correctness.csv'), 'utf8')).toMatch(/^basic-cow,ill,broken,/mu);
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toMatch(
      /title="basic-cow under ill: broken: its thread ended with code 0[^"]*">\?</u,
    );
  });
});

it('a plugin that fills the memory, of the heap or outside of it, is ended at its limit, and no other cell with it', () => {
  // The states of a race may take next to nothing, so that the process may take little more than two gigabytes.
  const bounds = ['--max-memory', '64MiB'];
  for (const body of [
    'const all: object[] = []; for (;;) all.push({});',
    'const all: object[] = []; for (;;) all.push(new Uint8Array(1e7).fill(1));',
  ]) {
    const { code, err, verdicts } = check(files.write('fills.ts', misbehavingFork('ill', body)), 'ill', ...bounds);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['holds', 'broken', 'holds', 'holds']);
    expect(verdicts[1].why).toContain('its process took more than');
    expect(code).toBe(3);
    expect(err).not.toContain('FATAL');
  }
});

it('leaves no process behind when the command is killed in the middle of a hang', async () => {
  const alive = join(files.folder, 'alive');
  const body = `writeFileSync(${JSON.stringify(alive)}, String(process.pid)); for (;;);`;
  const plugin = files.write('orphan.ts', misbehavingFork('ill', body, "import { writeFileSync } from 'node:fs';"));
  const child = spawn(process.execPath, ['dist/cli/main.js', 'check', 'basic-cow', '--policy', 'ill', '--plugin', plugin], {
    stdio: 'ignore',
  });
  while (!existsSync(alive) || readFileSync(alive, 'utf8') === '')
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  const pid = Number(readFileSync(alive, 'utf8'));
  expect(() => process.kill(pid, 0)).not.toThrow();
  child.kill('SIGKILL');
  await once(child, 'exit');
  // It notices by itself; the test would end only by its limit if it did not.
  const isThere = (): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  while (isThere())
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
});
