/** What came through pipes is gone when a run is interrupted, and has to come again when it goes on. */

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { waitingFor } from '../core/run/testing/plugin-files.js';
import { readResults } from '../reports/index.js';
import { journalOf, startCompare, untilFinished, type Running } from './testing/compare.js';
import { pipeFixture } from './testing/pipes.js';
import { forkingProgram, longerProgram } from './testing/recorded.js';

const { folder, temporary, scenario } = pipeFixture('pipes-interrupted');
const text = forkingProgram().text();

describe('a run with pipes that is interrupted', () => {
  const gate = join(folder, 'gate');
  const out = join(folder, 'interrupted');
  const waits = waitingFor(gate);
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
    await untilFinished(running, out, 3);
    expect(readdirSync(temporary)).toHaveLength(1);
    running.kill(signal);
    const ended = await running.ended;
    expect(ended).toMatchObject({ code, signal: null });
    expect(ended.stderr).toContain('--resume\n  and give its pipes the same content again');
  });

  it('is gone on with as far as the same comes through them again', async () => {
    writeFileSync(gate, '');
    const journal = journalOf(out);
    const kept = readFileSync(journal);
    const goOn = async (recorded: string, code: string): Promise<string> => {
      mkdirSync(`${out}.unfinished`, { recursive: true });
      writeFileSync(journal, kept);
      const ended = await start(recorded, code, '--resume').ended;
      expect(ended.code).toBe(0);
      return ended.stderr;
    };
    const some = '2 finished jobs are taken from the unfinished run; 1 are not of this one';
    expect(await goOn(longerProgram().text(), waits)).toContain(some);
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
