/** A folder to run lines of shell in, and one that must be empty behind each test. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import { environment, type Finished } from './cowlab.js';
import { testFolder } from './folder.js';

const command = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface PipeFixture {
  readonly folder: string;
  /** Where the command under test puts what it keeps for a while. */
  readonly temporary: string;
  /** The file of a built-in scenario. */
  readonly scenario: string;
  /** Runs a line of shell, in which `cowlab` is the built command. */
  readonly shell: (line: string) => Finished;
}

/** @param name of the tests that use it */
export function pipeFixture(name: string): PipeFixture {
  const folder = testFolder(name);
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  afterEach(() => {
    const left = readdirSync(temporary);
    if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
  });
  const prelude = `cowlab() { '${process.execPath}' '${command}' "$@"; }; `;
  return {
    folder,
    temporary,
    scenario: fileURLToPath(new URL('../../workloads/scenarios/basic-cow.scenario.yaml', import.meta.url)),
    shell(line) {
      const { status, stdout, stderr } = spawnSync('bash', ['-c', prelude + line], {
        encoding: 'utf8',
        cwd: folder,
        env: environment({ TMPDIR: temporary }),
        maxBuffer: 1 << 26,
      });
      return { code: status, out: stdout, err: stderr };
    },
  };
}
