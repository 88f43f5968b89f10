/**
 * Errors of plugins that nobody waits for: a promise that is rejected, a timer that throws. Node would end the process
 * with a stack trace, or the thread with an error of nobody's. Here they are kept until somebody asks.
 */

import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CowlabError, pluginFailedLate } from '../errors/errors.js';
import { wordsOf } from '../errors/thrown.js';

/** Where this program's own files are. */
const own = dirname(dirname(fileURLToPath(import.meta.url)));

/** As given to `--plugin`; empty: nobody listens, since there is no foreign code. */
let listened: readonly string[] = [];
/** The first since somebody asked: a rule may fail at every ask. */
let late: { readonly thrown: unknown } | undefined;

function keep(thrown: unknown): void {
  late ??= { thrown };
}

/** To be called before code of plugins is loaded. */
export function listenForLateErrors(plugins: readonly string[]): void {
  if (listened.length === 0) {
    process.on('uncaughtException', keep);
    process.on('unhandledRejection', keep);
  }
  listened = [...new Set([...listened, ...plugins])];
}

/** What is not caught from here on ends the thread again. */
export function stopListening(): void {
  listened = [];
  process.off('uncaughtException', keep);
  process.off('unhandledRejection', keep);
}

/**
 * Waits until promises that are settled, and timers without a delay, have been heard.
 * @param exitCode 2 while plugins are loaded, 3 in a run
 * @throws {CowlabError} COW039 when code of a plugin failed since the last call; what failed in cowlab's own code is
 *   thrown as it is
 */
export async function throwLateErrors(exitCode: 2 | 3): Promise<void> {
  if (listened.length === 0) return;
  await new Promise((resume) => {
    setTimeout(resume, 1);
  });
  await new Promise((resume) => {
    setImmediate(resume);
  });
  const first = late;
  late = undefined;
  if (first !== undefined) throw blameLate(first.thrown, exitCode);
}

function blameLate(thrown: unknown, exitCode: 2 | 3): unknown {
  const frames =
    thrown instanceof Error
      ? String(thrown.stack)
          .split('\n')
          .filter((line) => /^\s+at .*\//u.test(line))
      : [];
  const culprit = listened.findLast((path) => frames.some((frame) => frame.includes(resolve(path))));
  if (culprit === undefined && frames.length > 0 && frames[0].includes(own)) return thrown;
  const why =
    thrown instanceof Error && !(thrown instanceof CowlabError) ? `${thrown.name}: ${wordsOf(thrown)}` : wordsOf(thrown);
  return pluginFailedLate(culprit ?? listened.join(', '), why, exitCode, thrown);
}
