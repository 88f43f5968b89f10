import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { testFolder } from './testing/folder.js';
import { reuseAlways } from '../core/run/testing/plugin-files.js';

const folder = testFolder('output');
const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function cowlab(env: Readonly<Record<string, string>>, ...args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

/** A line of shell in which `cowlab` is the built command. */
function shell(line: string): Ended {
  const prelude = `cowlab() { '${process.execPath}' '${command}' "$@"; }; `;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', prelude + line], { encoding: 'utf8', cwd: folder });
  return { code: status, out: stdout, err: stderr };
}

// eslint-disable-next-line no-control-regex -- these are what is looked for
const steers = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;
const evil = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e\u007f';
const inYaml = JSON.stringify(evil)
  .replaceAll('\u009b', '\\u009b')
  .replaceAll('\u202e', '\\u202e')
  .replaceAll('\u007f', '\\u007f');

const scenario = `name: evil
title: ${inYaml}
about: ${inYaml}
sources: [${inYaml}]
documented-hazard: ${inYaml}
memory: { buf: { pages: 1 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { fork: C }
  - C: { get: buf, as: pipe }
  - C: { munmap: buf }
  - P: { write: buf, value: 2 }
  - C: { read-ref: pipe, as: secret }
`;

describe("control characters of a user's texts never reach a terminal:", () => {
  writeFileSync(join(folder, 'evil.yaml'), scenario);
  const strange = join(folder, `${evil}.yaml`);
  writeFileSync(strange, 'name: [');
  const plugin = join(folder, 'evil.mjs');
  writeFileSync(plugin, reuseAlways.replace(/title: '[^']*'/u, `title: ${JSON.stringify(evil)}`));

  it.each([
    ['the title of a scenario', ['check', 'evil.yaml', '--policy', 'mapcount'], 0],
    ['the texts of a scenario in an explanation', ['explain', 'evil.yaml', '--policy', 'mapcount'], 0],
    ['the texts of a scenario in JSON', ['check', 'evil.yaml', '--policy', 'mapcount', '--json'], 0],
    ['the title of a policy', ['list', 'policies', '--plugin', plugin], 0],
    ['the name of a file', ['check', strange], 2],
    ['the name of a file that is not there', ['check', `${evil}/x`], 2],
    ['an option', ['check', `--${evil}`], 2],
    ['a policy', ['check', 'basic-cow', '--policy', evil], 2],
    ['a command', [evil], 2],
    ['a workload', ['bench', evil], 2],
    ['the path of a recording', ['bench', `./${evil}`], 2],
    ['a report', ['report', evil], 2],
  ])('%s', (_, args, code) => {
    const ended = cowlab({}, ...args);
    expect(ended.code).toBe(code);
    expect(ended.out + ended.err).not.toMatch(steers);
    expect(ended.out + ended.err).toMatch(/\\(?:x1b|u001b)\[2J/u);
  });

  it('not where colours are on, either', () => {
    const { out } = cowlab({ FORCE_COLOR: '1', NO_COLOR: '' }, 'check', 'evil.yaml', '--policy', 'mapcount');
    // eslint-disable-next-line no-control-regex -- the colours
    expect(out.replaceAll(/\u001b\[\d\d?m/gu, '')).not.toMatch(steers);
    expect(out).toContain('\\x1b[2J');
  });

  it('the name of a key or an area', () => {
    writeFileSync(
      join(folder, 'keys.yaml'),
      `name: x\nmemory: { buf: { pages: 1, ${inYaml}: 1 } }\nsteps: [{ P: { read: ${inYaml} } }]\n${inYaml}: 2\n`,
    );
    const { code, err } = cowlab({}, 'check', 'keys.yaml');
    expect(code).toBe(2);
    expect(err.match(/^keys\.yaml:\d+:\d+: COW\d+: /gmu)).toHaveLength(3);
    expect(err).not.toMatch(steers);
  });

  it('the name of a recorded command, on the page aside', () => {
    const lines = ['exceptions:page_fault_user: address=0x7f0000000000 ip=0x400000 error_code=0x6'].map(
      (event, index) => `${evil} 1/1 ${index + 1}.000001: ${event}\n`,
    );
    writeFileSync(join(folder, 'evil.perf-script'), lines.join(''));
    mkdirSync(join(folder, 'out'));
    const { code, out, err } = cowlab(
      {},
      'compare',
      '--workload',
      './evil.perf-script',
      '--scenario',
      'basic-cow',
      '--policy',
      'mapcount',
      '--no-speed',
      '--out',
      'out',
    );
    expect({ code, err: steers.test(err), out: steers.test(out) }).toEqual({ code: 0, err: false, out: false });
    expect(readFileSync(join(folder, 'out', 'performance.csv'), 'utf8')).toContain('./evil.perf-script');
    expect(cowlab({}, 'report', 'out').out).not.toMatch(steers);
  });
});

describe('standard output that takes nothing more', () => {
  it.each([
    'cowlab list scenarios',
    'cowlab check basic-cow --json',
    'cowlab check basic-cow',
    'cowlab explain basic-cow --policy mapcount',
    'cowlab --help',
    'cowlab check --help',
  ])('because its device is full is an error with exit code 3: %s', (line) => {
    const { code, err } = shell(`${line} > /dev/full`);
    expect(code).toBe(3);
    expect(err).toBe(
      '<stdout>: COW022: Standard output cannot be written: no space left on the device.\n  expected: room for the whole output\n',
    );
  });

  it('because a file may grow no larger is, too, though a part was written', () => {
    const { code, err } = shell('trap "" XFSZ; ulimit -f 8; cowlab list scenarios --json > part.json');
    expect(code).toBe(3);
    expect(err).toContain('COW022: Standard output cannot be written');
  });

  it('because nobody reads on ends quietly', () => {
    const { code, out, err } = shell('cowlab list scenarios --json | head -n 1; exit ${PIPESTATUS[0]}');
    expect({ code, out, err }).toEqual({ code: 0, out: '{\n', err: '' });
  });

  it('keeps the exit code when nobody reads at all', () => {
    expect(shell('cowlab check evil.yaml --policy mapcount --json | true; exit ${PIPESTATUS[0]}')).toEqual({
      code: 0,
      out: '',
      err: '',
    });
  });

  it('and a full device behind standard error changes nothing', () => {
    expect(shell('cowlab check nowhere.yaml 2> /dev/full').code).toBe(2);
    expect(shell('cowlab check basic-cow 2> /dev/full').code).toBe(0);
  });
});
