/** SPIN on a model in Promela: how many states it has, in which time and in how much memory. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How states are kept: as they are, or by components. Both searches are exhaustive, without partial-order reduction. */
const compiled = { whole: ['-O2', '-DSAFETY', '-DNOREDUCE'], collapse: ['-O2', '-DSAFETY', '-DNOREDUCE', '-DCOLLAPSE'] } as const;

/** Steps of the longest run that is followed: longer ones end the measurement. */
const deepest = 2_000_000;

/** What a run of the verifier says. */
export interface SpinRun {
  readonly states: number;
  /** CPU time of the process. */
  readonly seconds: number;
  /** "actual memory usage for states", in bytes: without the hash table and the stack of the search. */
  readonly bytes: number;
}

/** A verifier that is compiled. */
export interface Spin {
  run(kept: keyof typeof compiled): Promise<SpinRun>;
}

/** Folders of verifiers that are in use. */
const folders = new Set<string>();

/** Takes away what an interrupted measurement would leave behind. */
export function removeVerifiers(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/**
 * Makes verifiers of a model, in a folder that is gone afterwards.
 * @throws {Error} when spin or cc is missing, does not take the model, or its search is not exhaustive
 */
export async function withSpin<Result>(promela: string, use: (spin: Spin) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'cowlab-spin-'));
  folders.add(folder);
  try {
    writeFileSync(join(folder, 'model.pml'), promela);
    await command('spin', ['-a', 'model.pml'], folder);
    for (const [name, flags] of Object.entries(compiled)) await command('cc', [...flags, '-w', '-o', name, 'pan.c'], folder);
    return await use({ run: async (kept) => runOf(await command('sh', ['-c', `./${kept} -n -m${deepest}; times`], folder)) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    folders.delete(folder);
  }
}

async function command(name: string, words: readonly string[], folder: string): Promise<string> {
  try {
    return (await run(name, [...words], { cwd: folder, maxBuffer: 2 ** 24 })).stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Error(`${name} is not installed`, { cause: error });
    throw error;
  }
}

/** Reads what a verifier printed, with what `times` of the shell says behind it. */
export function runOf(text: string): SpinRun {
  if (/search depth too small|search not completed|errors: [1-9]/u.test(text)) {
    throw new Error(`the search of SPIN was not exhaustive: ${text.slice(0, 200)}`);
  }
  const children = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/u.exec(text);
  if (children === null) throw new Error('the shell did not say the time of SPIN');
  const [userMinutes, user, systemMinutes, system] = children.slice(1).map(Number);
  return {
    states: numberIn(text, /(\d+) states, stored/u),
    seconds: 60 * (userMinutes + systemMinutes) + user + system,
    bytes: 2 ** 20 * numberIn(text, /([\d.]+)\s+actual memory usage for states/u),
  };
}

function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`SPIN did not print ${pattern.source}`);
  return Number(found);
}
