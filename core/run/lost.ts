/** Why a task has no result: its thread or process ended, or was ended, before it answered. */

import { lossInWords, type Loss } from '../errors/errors.js';

/** Seconds, unless somebody says otherwise (`--stuck-after`). */
export const defaultStuckAfter = 60;

/** A thread or process ended, or was ended, before it answered. */
export class LostError extends Error {
  override readonly name = 'LostError';

  constructor(readonly loss: Loss) {
    super(lossInWords(loss));
  }

  /** Whoever had the word then is to blame; else what was done before in the thread may be, too. */
  get isCertain(): boolean {
    return this.loss.kind !== 'took-too-much' && this.loss.who !== '';
  }

  /** It stood still, and that took long to find out. */
  get isStuck(): boolean {
    return this.loss.kind === 'stood-still';
  }
}

/** A task that was not run, because others like it stood still. */
export class NotRunError extends Error {
  override readonly name = 'NotRunError';

  /** @param others how many of them @param loss the last */
  constructor(others: number, loss: Loss) {
    super(`not run, since in ${others} others ${lossInWords(loss)}`);
  }
}
