/** How a task was lost: its thread or process ended, or was ended, before it answered. */

import { CowlabError, type ErrorDetails } from './cowlab-error.js';
import { showBytes } from './numbers.js';

/** What every loss has. */
interface Lost {
  /** Who had the word: `rule mustCopy of policy mine`; empty: nobody knows, or cowlab itself. */
  readonly who: string;
}

/** A thread or process that ended. */
export interface Ended extends Lost {
  readonly kind: 'ended';
  readonly part: 'thread' | 'process';
  /** Its exit code, or the signal that ended it. */
  readonly by: number | string;
}

/** Nothing was done any more. */
export interface StoodStill extends Lost {
  readonly kind: 'stood-still';
  /** For so long. */
  readonly seconds: number;
}

/** Memory was full: who had the word need not be who filled it. */
export interface TookTooMuch extends Lost {
  readonly kind: 'took-too-much';
  /** Bytes that the process might take. */
  readonly most: number;
}

/** How a task was lost. */
export type Loss = Ended | StoodStill | TookTooMuch;

/** `its thread ended with code 0 before it answered, within rule mustCopy of policy mine`. */
export function lossInWords(loss: Loss): string {
  const within = loss.who === '' ? '' : `, within ${loss.who}`;
  switch (loss.kind) {
    case 'ended': {
      const how = typeof loss.by === 'number' ? `ended with code ${loss.by}` : `was ended by ${loss.by}`;
      return `its ${loss.part} ${how} before it answered${within}`;
    }
    case 'stood-still':
      return loss.who === ''
        ? `its thread did not take a step for ${loss.seconds} s`
        : `${loss.who} did not answer for ${loss.seconds} s`;
    case 'took-too-much':
      return `its process took more than ${showBytes(loss.most)} of memory${within}`;
  }
}

function broken(loss: Loss): string {
  return `The plugin is broken: ${lossInWords(loss)}.`;
}

function detailsOf(plugins: readonly string[], exitCode: 2 | 3, hint: string): ErrorDetails {
  return {
    where: plugins.length === 0 ? undefined : plugins.join(', '),
    exitCode,
    expected: 'a plugin that only answers what it is asked',
    hint,
  };
}

/** @param plugins those that were loaded @param exitCode 2 while they are loaded, 3 in a run, as in the other factories here */
export function pluginEnded(plugins: readonly string[], loss: Ended, exitCode: 2 | 3): CowlabError {
  return new CowlabError('COW037', broken(loss), detailsOf(plugins, exitCode, 'it must not end the program'));
}

/** A rule or step that never returns. */
export function pluginStoodStill(plugins: readonly string[], loss: StoodStill, exitCode: 2 | 3): CowlabError {
  return new CowlabError('COW335', broken(loss), detailsOf(plugins, exitCode, 'it must not wait, and every loop must end'));
}

/** What is allocated and kept. */
export function pluginTookTooMuch(plugins: readonly string[], loss: TookTooMuch, exitCode: 2 | 3): CowlabError {
  return new CowlabError('COW336', broken(loss), detailsOf(plugins, exitCode, 'it must not keep what it allocates'));
}
