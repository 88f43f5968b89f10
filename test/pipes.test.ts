/** Pipes, wherever a file may be given: read once, used as often as it takes, and nothing of them is left behind. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { reuseAlways, reuseUnlessPinned } from '../core/run/testing/plugin-files.js';
import type { Results } from '../core/run/results.js';
import { readResults } from '../reports/index.js';
import { pipeFixture } from './testing/pipes.js';
import { forkingProgram, pages } from './testing/recorded.js';

const { folder, temporary, shell, scenario } = pipeFixture('pipes');

const text = forkingProgram().text();
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
