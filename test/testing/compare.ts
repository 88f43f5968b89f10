import { spawn } from 'node:child_process';
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

/** A snapshot that takes no time. */
export const small = ['--parameter', 'pages=2000', '--parameter', 'stores=900'];
