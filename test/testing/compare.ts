import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment } from './cowlab.js';

const command = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly ended: Promise<Ended>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves when `isReached` is true, asked every few milliseconds; rejects when the command ends before. */
  readonly until: (isReached: () => boolean) => Promise<void>;
}

/** Starts `cowlab compare` as a user would, with these variables set beside its environment. */
export function startCompare(words: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [command, 'compare', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(env),
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const until = (isReached: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setInterval(() => {
        if (!isReached()) return;
        clearInterval(timer);
        resolve();
      }, 5);
      child.on('close', () => {
        clearInterval(timer);
        reject(new Error(`the command ended before: ${stderr}`));
      });
    });
  return { ended, kill: (signal) => void child.kill(signal), until };
}

export async function compare(...words: readonly string[]): Promise<Ended> {
  return startCompare(words).ended;
}

/** What a run says where there is no terminal: where it is, now and then, stands between its first and its last line. */
export function saysOnly(comparing: string): RegExp {
  return new RegExp(`^cowlab: comparing ${comparing}\n(?:${howFar.source}\n)*cowlab: done in \\d+ s\n$`, 'u');
}

export const howFar = /cowlab: \d+ of \d+ cells(?:, about \d+ (?:s|min) left)?/u;

/**
 * A machine so slow that the clock goes on by 20 seconds whenever a command asks it: an environment for one. Every word
 * of it about its progress is said then.
 */
export const slowMachine: NodeJS.ProcessEnv = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
    'let now = 0; performance.now = () => (now += 20_000); Date.now = performance.now;',
  )}`,
};

/** Finished cells of a run under way or interrupted, one a line behind the first. */
export function journalOf(out: string): string {
  return join(`${out}.unfinished`, 'finished.jsonl');
}

/** Resolves when so many cells are finished. */
export async function untilFinished({ until }: Running, out: string, cells: number): Promise<void> {
  const lines = (): number => (existsSync(journalOf(out)) ? readFileSync(journalOf(out), 'utf8').split('\n').length : 0);
  return until(() => lines() === cells + 2);
}

/** A snapshot that takes no time. */
export const small = ['--parameter', 'pages=2000', '--parameter', 'stores=900'];

/** One scenario and one small workload, without speeds. */
export const oneOfEach = ['--scenario', 'basic-cow', '--workload', 'snapshot', ...small, '--no-speed'];

/** Rows of a CSV file, with semicolons for the commas of quoted fields. */
export function rowsOf(file: string): readonly (readonly string[])[] {
  const text = readFileSync(file, 'utf8').replaceAll(/"[^"]*"/gu, (field) => field.replaceAll(',', ';'));
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}
