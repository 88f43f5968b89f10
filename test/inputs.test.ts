import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { testFolder } from './testing/folder.js';
import { refusal } from './testing/cowlab.js';

const folder = testFolder('inputs');
const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const scenario = fileURLToPath(new URL('../workloads/scenarios/basic-cow.scenario.yaml', import.meta.url));

/** Runs a line of shell, in which `cowlab` is the built command. */
function shell(line: string): { readonly code: number | null; readonly out: string; readonly err: string } {
  const prelude = `cowlab() { '${process.execPath}' '${command}' "$@"; }; `;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', prelude + line], { encoding: 'utf8', cwd: folder });
  return { code: status, out: stdout, err: stderr };
}

describe('a scenario may come from', () => {
  it.each([
    ['a pipe, as `-`', `cat ${scenario} | cowlab check - --policy mapcount`],
    ['a pipe, as /dev/stdin', `cat ${scenario} | cowlab check /dev/stdin --policy mapcount`],
    ['a file behind standard input', `cowlab check - --policy mapcount < ${scenario}`],
    ['a pipe with a name', `cowlab check <(cat ${scenario}) --policy mapcount`],
    ['a pipe whose writer takes its time', `(sleep 0.2; cat ${scenario}) | cowlab check - --policy mapcount`],
    ['a FIFO', `mkfifo later; cat ${scenario} > later & cowlab check later --policy mapcount`],
    [
      'a file that begins with a byte order mark',
      `(printf '\\xef\\xbb\\xbf'; cat ${scenario}) > bom.yaml; cowlab check bom.yaml --policy mapcount`,
    ],
    ['standard input, to be explained', `cat ${scenario} | cowlab explain - --policy mapcount`],
  ])('%s', (_, line) => {
    const { code, out, err } = shell(line);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('basic-cow');
  });

  it('standard input, which errors then name as it was typed', () => {
    for (const name of ['-', '/dev/stdin']) {
      const { code, out, err } = shell(`echo "name: [" | cowlab check ${name}`);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err.startsWith(`${name}:`)).toBe(true);
      expect(err).toMatch(/^[^:]+:\d:\d+: COW001: /u);
    }
  });
});

writeFileSync(join(folder, 'piped.json'), '');

describe('an input that has no end, or is none, is refused:', () => {
  it.each([
    ['a device, as every kind of input', 'cowlab check /dev/zero', 'it is a device'],
    ['', 'cowlab check - < /dev/zero', 'it is a device'],
    ['', 'cowlab report /dev/zero', 'it is a device'],
    ['', 'cowlab check basic-cow --plugin /dev/zero', 'it is a device'],
    ['', 'cowlab bench /dev/zero', 'it is a device'],
    ['a folder behind standard input', 'cowlab check - < /', 'it is a folder'],
    ['a pipe that never ends', 'yes | cowlab check -', 'larger than a scenario may be, 16 MiB'],
    ['', 'cowlab check <(yes)', 'larger than a scenario may be, 16 MiB'],
    ['', 'yes | cowlab report - --out out', 'larger than a results file may be, 256 MiB'],
    ['a FIFO that nobody writes to', 'mkfifo silent; cowlab check silent', 'nobody writes to it'],
    ['', 'cowlab report silent --out out', 'nobody writes to it'],
    ['', 'cowlab bench ./silent', 'nobody writes to it'],
    ['', 'cowlab list policies --plugin ./silent', 'nobody writes to it'],
    ['a device, where it is read more than once', 'cowlab compare --scenario - < /dev/null', 'it is a device'],
    ['', 'cowlab compare --workload - < /dev/null', 'it is a device'],
    ['', 'cowlab list policies --plugin - < /dev/null', 'it is a device'],
    ['', 'cowlab bench /dev/fd/7 7< /dev/null', 'it is a device'],
    ['a folder, where it is read more than once', 'cowlab bench - < /', 'it is a folder'],
    ['', 'cowlab list policies --plugin - < /', 'it is a folder'],
    [
      'a pipe that never ends, where it is read more than once',
      'yes | cowlab list policies --plugin -',
      'larger than a plugin may be, 16 MiB',
    ],
    ['', 'yes | cowlab compare --scenario -', 'larger than a scenario may be, 16 MiB'],
    ['', 'cowlab bench <(yes)', 'larger than a recording from a pipe may be, 256 MiB'],
    ['results from a pipe, with no place for their report', 'cowlab report - < piped.json', '--out FOLDER'],
    ['standard input given twice', 'echo | cowlab check - /dev/stdin', 'Standard input is given twice'],
    ['', 'echo | cowlab check - --plugin -', 'Standard input is given twice'],
    ['', 'echo | cowlab bench - --plugin /dev/fd/0', 'Standard input is given twice'],
    ['', 'cowlab report - /proc/self/fd/0 < piped.json', 'Standard input is given twice'],
    ['', 'echo | cowlab compare --scenario - --workload -', 'Standard input is given twice'],
    ['another pipe given twice', 'mkfifo one; cowlab check ./one --plugin one', 'The pipe one is given twice'],
    ['nothing at all', ': | cowlab check -', 'The file is empty'],
  ])('%s %s', (_, line, why) => {
    const { code, out, err } = shell(line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/COW\d+: /u);
    expect(err).toContain(why);
  });

  it('a huge file, of any kind, without being read', () => {
    for (const [name, args] of [
      ['big.yaml', ['check']],
      ['big.mjs', ['check', 'basic-cow', '--plugin']],
      ['big.json', ['report']],
    ] as const) {
      const path = join(folder, name);
      writeFileSync(path, '');
      truncateSync(path, 2 ** 40);
      expect(refusal(...args, path)).toMatch(/COW326: .*larger than .* may be/u);
    }
  });

  it('a compressed recording that unpacks to nothing but lines', () => {
    const path = join(folder, 'bomb.gz');
    const piece = gzipSync(Buffer.alloc(1 << 24, '\n'));
    writeFileSync(path, Buffer.concat(Array.from({ length: 5 }, () => piece)));
    expect(refusal('bench', path)).toMatch(/bomb\.gz:\d+: COW144: The trace has more than 67,108,864 lines/u);
  });

  it('a recording with a line that has no end', () => {
    const path = join(folder, 'line.perf-script.gz');
    writeFileSync(path, gzipSync(Buffer.concat([Buffer.alloc(1 << 24, 'x'), Buffer.from('\n')])));
    expect(refusal('bench', path)).toMatch(/line\.perf-script\.gz:1: COW041: /u);
  });
});

describe('text that is not UTF-8 is refused with its place', () => {
  it.each(['check', 'report'])('by cowlab %s', (name) => {
    const path = join(folder, 'latin1');
    writeFileSync(path, '{\n"\u00fcber": 1}', 'latin1');
    expect(refusal(name, path)).toContain(`${path}:2:2: COW124: `);
  });
});

it('reads results from a pipe to compare them', () => {
  execFileSync(
    'bash',
    [
      '-c',
      `'${process.execPath}' '${command}' compare --policy mapcount --scenario basic-cow --workload direct-io --no-speed --quiet --out piped`,
    ],
    { cwd: folder },
  );
  expect(readFileSync(join(folder, 'piped', 'results.json'), 'utf8')).toContain('cowlab/results@1');
  const { code, out } = shell('cat piped/results.json | cowlab report piped -');
  expect(code).toBe(0);
  expect(out).toContain('No verdict and no count changed.');
});
