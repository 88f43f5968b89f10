/** Pipes, wherever a file may be given: read once, used as often as it takes, and nothing of them is left behind. */

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { reuseAlways, reuseUnlessPinned } from '../core/run/testing/plugin-files.js';
import type { Results } from '../core/run/results.js';
import { readResults } from '../reports/index.js';
import { TraceText } from '../workloads/testing/trace-file.js';
import { startCompare, type Running } from './testing/compare.js';
import { environment } from './testing/cowlab.js';

const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const scenario = fileURLToPath(new URL('../workloads/scenarios/basic-cow.scenario.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cowlab-pipes-'));
/** Where the command under test puts what it keeps for a while. */
const temporary = join(folder, 'temporary');
mkdirSync(temporary);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

afterEach(() => {
  const left = readdirSync(temporary);
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a line of shell, in which `cowlab` is the built command. */
function shell(line: string): Ended {
  const prelude = `cowlab() { '${process.execPath}' '${command}' "$@"; }; `;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', prelude + line], {
    encoding: 'utf8',
    cwd: folder,
    env: environment({ TMPDIR: temporary }),
    maxBuffer: 1 << 26,
  });
  return { code: status, out: stdout, err: stderr };
}

const heap = 0x7f00_0000_0000;
const pages = 600;

/** A program fills its heap and forks a child, which stores to all of it before the parent does. */
function program(): TraceText {
  const text = new TraceText().mmap(1, heap, pages * 4096, 3, 0x22);
  const storeToAll = (pid: number, code: number): void => {
    for (let page = 0; page < pages; page++) text.fault(pid, heap + page * 4096, code);
  };
  storeToAll(1, 6);
  text.fork(1, 2);
  storeToAll(2, 7);
  text.exit(2);
  storeToAll(1, 7);
  return text;
}

const text = program().text();
writeFileSync(join(folder, 'mine.perf-script'), text);
writeFileSync(join(folder, 'mine.gz'), gzipSync(text));
writeFileSync(join(folder, 'mine.ts'), reuseUnlessPinned);
writeFileSync(join(folder, 'mine.mjs'), reuseAlways);

describe('a plugin may come from', () => {
  it.each([
    ['standard input, as `-`', 'cat mine.ts | cowlab check basic-cow --plugin - --policy reuse-if-pinned'],
    ['standard input, as /dev/stdin', 'cat mine.ts | cowlab check basic-cow --plugin /dev/stdin --policy reuse-if-pinned'],
    ['a file behind standard input', 'cowlab check basic-cow --plugin - --policy reuse-if-pinned < mine.ts'],
    ['process substitution', 'cowlab check basic-cow --plugin <(cat mine.ts) --policy reuse-if-pinned'],
    ['a file that the shell has opened', 'cowlab check basic-cow --plugin /dev/fd/7 --policy reuse-if-pinned 7< mine.ts'],
    ['a FIFO', 'mkfifo plugged; cat mine.ts > plugged & cowlab check basic-cow --plugin plugged --policy reuse-if-pinned'],
    ['a pipe, to explain', 'cat mine.ts | cowlab explain basic-cow --plugin - --policy reuse-if-pinned'],
    ['a pipe, to list', 'cat mine.ts | cowlab list policies --plugin -'],
    ['a pipe, for bench', 'cat mine.ts | cowlab bench direct-io --plugin - --policy reuse-if-pinned --no-speed'],
    [
      'a pipe, beside another one',
      'cat mine.mjs | cowlab check basic-cow --plugin - --plugin <(cat mine.ts) --policy reuse-if-pinned,reuse-always',
    ],
    ['a pipe, beside a scenario from one', `cat mine.ts | cowlab check <(cat ${scenario}) --plugin - --policy reuse-if-pinned`],
  ])('%s', (_, line) => {
    const { code, out, err } = shell(line);
    expect({ code, err: err.replace(/^cowlab: .*\n/gmu, '') }).toEqual({ code: 0, err: '' });
    expect(out).toContain('reuse-if-pinned');
  });

  it('a pipe in whatever language: JavaScript, or in the manner of CommonJS', () => {
    expect(shell('cat mine.mjs | cowlab check basic-cow --plugin - --policy reuse-always')).toMatchObject({ code: 0, err: '' });
    const common = reuseAlways
      .replaceAll(/import (\{.*\}) from ('.*');/gu, 'const $1 = require($2);')
      .replace('export default', 'module.exports =');
    writeFileSync(join(folder, 'mine.cjs'), common);
    const { code, out } = shell('cat mine.cjs | cowlab check basic-cow --plugin - --policy reuse-always');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('reuse-always') as string });
  });

  it('a pipe with packages that are installed where the command runs', () => {
    const place = join(folder, 'node_modules', 'an-id');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), '{ "name": "an-id", "type": "module", "exports": "./index.js" }');
    writeFileSync(join(place, 'index.js'), "export { id } from './id.js';\n");
    writeFileSync(join(place, 'id.js'), "export const id = 'from-a-package';\n");
    const { code, err } = shell(
      `(echo "import { id } from 'an-id';"; sed "s/'reuse-always'/id/" mine.mjs) | cowlab check basic-cow --plugin - --policy from-a-package`,
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});

describe('a plugin from a pipe is refused where it imports by a relative path,', () => {
  it.each([
    ['with its place and why', "import { x } from './rule'; export const y = x;", './rule', '-:1:19'],
    ['upwards', "\nexport * from '../rule.js';", '../rule.js', '-:2:15'],
    ['later', "const late = await import('./rule');", './rule', '-:1:27'],
    ['in the manner of CommonJS', "require('..');", '..', '-:1:9'],
  ])('%s', (_, line, imported, place) => {
    writeFileSync(join(folder, 'rule.js'), 'export const x = 1;\n');
    writeFileSync(join(folder, 'relative.ts'), `${line}\n${reuseUnlessPinned}`);
    const { code, out, err } = shell('cat relative.ts | cowlab check basic-cow --plugin -');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(
      `${place}: COW331: The plugin failed to load: it imports \`${imported}\`, and what comes through a pipe lies in no folder.\n` +
        '  expected: imports of packages only, such as `cowlab`\n  hint: give the plugin by the path of its file\n',
    );
  });

  it('and not where that is gone with its types, or only text', () => {
    writeFileSync(
      join(folder, 'typed.ts'),
      `import type { X } from './types'; import { Y } from './types';\nexport const said: Y | X = "import './rule'";\n${reuseUnlessPinned}`,
    );
    expect(shell('cat typed.ts | cowlab check basic-cow --plugin - --policy reuse-if-pinned')).toMatchObject({
      code: 0,
      err: '',
    });
  });
});

it('names a plugin from a pipe as it was typed, with the place in it, when it throws', () => {
  for (const [line, name] of [
    ['cat throws.ts | cowlab list policies --plugin -', '-'],
    ['cowlab list policies --plugin <(cat throws.ts)', String.raw`/dev/fd/\d+`],
  ]) {
    writeFileSync(
      join(folder, 'throws.ts'),
      "const here: number = 1;\nthrow new TypeError('cannot start');\nexport default here;\n",
    );
    const { code, err } = shell(line);
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`^${name}:2:7: COW030: The plugin failed to load: TypeError: cannot start\\.`, 'u'));
  }
});

/** The results of `cowlab bench … --json` without what differs from run to run. */
function benched(line: string): Results {
  const { code, out, err } = shell(`${line} --policy mapcount --no-speed --quiet --json`);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Results;
}

describe('a recording may come from', () => {
  it.each([
    ['standard input, as `-`', 'cat mine.perf-script | cowlab bench -', /^-$/u],
    ['standard input, as /dev/stdin, compressed', 'cat mine.gz | cowlab bench /dev/stdin', /^\/dev\/stdin$/u],
    ['a file behind standard input', 'cowlab bench - < mine.gz', /^-$/u],
    ['process substitution', 'cowlab bench <(gzip -dc mine.gz)', /^\/dev\/fd\/\d+$/u],
    ['process substitution, compressed', 'cowlab bench <(cat mine.gz)', /^\/dev\/fd\/\d+$/u],
    ['a file that the shell has opened', 'exec 7< mine.gz; cowlab bench /dev/fd/7', /^\/dev\/fd\/7$/u],
    ['a FIFO', 'mkfifo recorded; cat mine.gz > recorded & cowlab bench ./recorded', /^\.\/recorded$/u],
  ])('%s', (_, line, name) => {
    const {
      workloads,
      measurements: [measured],
    } = benched(line);
    expect(workloads).toMatchObject([{ id: expect.stringMatching(name) as string }]);
    const [fromFile] = benched('cowlab bench mine.perf-script').measurements;
    expect({ ...measured, workload: 'mine.perf-script' }).toEqual(fromFile);
  });

  it('a pipe, and is refused like one in a file, under the name that was typed', () => {
    expect(shell("echo 'Dear Linus,' | cowlab bench -")).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^-:1: COW041: /u) as string,
    });
    expect(shell('head -c 300 mine.gz | cowlab bench /dev/stdin')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^\/dev\/stdin:\d+: COW040: .*gzip says/u) as string,
    });
    writeFileSync(join(folder, 'bomb.gz'), gzipSync(Buffer.alloc(1 << 26, 'x')));
    expect(shell('cat bomb.gz | cowlab bench -')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^-:1: COW041: /u) as string,
    });
  });
});

it('compares a scenario, a recording and a plugin from pipes, and names them as they were typed', async () => {
  const { code, out, err } = shell(
    `cat mine.gz | cowlab compare --scenario <(cat ${scenario}) --plugin <(cat mine.ts) --workload - --policy mapcount,reuse-if-pinned --no-speed --jobs 2 --out all`,
  );
  expect({ code, err: err.replaceAll(/^cowlab: .*\n/gmu, '') }).toEqual({ code: 0, err: '' });
  expect(out).toContain('recorded (-)');
  const { workloads, verdicts, measurements } = await readResults(join(folder, 'all'));
  expect(workloads.map(({ id }) => id)).toEqual(['-']);
  expect(verdicts.map(({ policy, verdict }) => [policy, verdict])).toEqual([
    ['mapcount', 'holds'],
    ['reuse-if-pinned', 'holds'],
  ]);
  expect(measurements.map(({ policy, events }) => [policy, events.faults])).toEqual([
    ['mapcount', 3 * pages],
    ['reuse-if-pinned', 3 * pages],
  ]);
  expect(readFileSync(join(folder, 'all', 'results.json'), 'utf8')).not.toContain(temporary);
});

it('leaves nothing behind when a plugin ends the processes in which it is asked', () => {
  writeFileSync(join(folder, 'kills.mjs'), reuseAlways.replace('return Reuse.now;', "process.kill(process.pid, 'SIGKILL');"));
  const { code, err } = shell(
    'cowlab bench <(cat mine.gz) --plugin <(cat kills.mjs) --policy mapcount,reuse-always --no-speed --quiet',
  );
  expect(code).toBe(3);
  expect(err).toContain('under reuse-always');
});

describe('a run with pipes that is interrupted', () => {
  const gate = join(folder, 'gate');
  const out = join(folder, 'interrupted');
  const waits = `
import { existsSync } from 'node:fs';
import { injectable } from 'inversify';
import { definePolicy, Reuse, Rule } from 'cowlab';
let left = 500;
@injectable()
class WaitForGate {
  readonly reads = [] as const;
  mayReuse(): Reuse {
    if (left-- === 0) while (!existsSync(${JSON.stringify(gate)}));
    return Reuse.copy;
  }
}
export default definePolicy('waits', { title: 'Waits', extends: 'mapcount', rules: { [Rule.WriteFault]: WaitForGate } });
`;
  const [recording, plugin] = [join(folder, 'recording.fifo'), join(folder, 'plugin.fifo')];
  const words = [
    '--plugin',
    plugin,
    '--policy',
    'mapcount,waits',
    '--scenario',
    scenario,
    '--workload',
    recording,
    '--no-speed',
    '--jobs',
    '2',
    '--out',
    out,
  ];

  /** Starts the comparison, and writes these into its pipes. */
  function start(recorded: string, code: string, ...more: readonly string[]): Running {
    for (const [path, content] of [
      [recording, recorded],
      [plugin, code],
    ] as const) {
      writeFileSync(`${path}.content`, content);
      if (!existsSync(path)) spawnSync('mkfifo', [path]);
      spawn('sh', ['-c', 'cat "$0.content" > "$0"', path], { stdio: 'ignore' });
    }
    return startCompare([...words, ...more], { TMPDIR: temporary });
  }

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s leaves no copy of them', async (signal, code) => {
    rmSync(`${out}.unfinished`, { recursive: true, force: true });
    const running = start(text, waits);
    const journal = join(`${out}.unfinished`, 'finished.jsonl');
    await running.until(() => existsSync(journal) && readFileSync(journal, 'utf8').split('\n').length === 5);
    expect(readdirSync(temporary)).toHaveLength(1);
    running.kill(signal);
    const ended = await running.ended;
    expect(ended).toMatchObject({ code, signal: null });
    expect(ended.stderr).toContain('--resume\n  and give its pipes the same content again');
  });

  it('is gone on with as far as the same comes through them again', async () => {
    writeFileSync(gate, '');
    const journal = join(`${out}.unfinished`, 'finished.jsonl');
    const kept = readFileSync(journal);
    const goOn = async (recorded: string, code: string): Promise<string> => {
      mkdirSync(`${out}.unfinished`, { recursive: true });
      writeFileSync(journal, kept);
      const ended = await start(recorded, code, '--resume').ended;
      expect(ended.code).toBe(0);
      return ended.stderr;
    };
    const some = '2 finished jobs are taken from the unfinished run; 1 are not of this one';
    expect(
      await goOn(
        program()
          .fault(1, heap + pages * 4096, 6)
          .text(),
        waits,
      ),
    ).toContain(some);
    expect(await goOn(text, `${waits}\n// another one`)).toContain(some);
    expect(await goOn(text, waits)).not.toContain('not of this one');
    expect((await readResults(out)).measurements.map(({ workload }) => workload)).toEqual([recording, recording]);
  });

  it('before its first cell ends by the signal, as ever, and leaves no copy', async () => {
    // The recording is there, and the plugin never comes to its end.
    const endless = start(text, 'while (true);', '--stuck-after', '1000');
    await endless.until(() => readdirSync(temporary).length === 1);
    endless.kill('SIGHUP');
    expect(await endless.ended).toMatchObject({ code: null, signal: 'SIGHUP' });
  });
});
