/** Why a task has no result: its thread or process ended, or was ended, before it answered. */

/** Seconds, unless somebody says otherwise (`--stuck-after`). */
export const defaultStuckAfter = 60;

/** A thread or process ended, or was ended, before it answered. */
export class LostError extends Error {
  override readonly name = 'LostError';

  /**
   * @param isCertain whoever had the word then is to blame; else what was done before in the thread may be, too
   * @param isStuck it stood still, and that took long to find out
   */
  constructor(
    message: string,
    readonly isCertain: boolean,
    readonly isStuck = false,
  ) {
    super(message);
  }
}

/** @param who `rule mustCopy of policy mine`; empty: cowlab itself */
export function stoodStill(who: string, seconds: number): LostError {
  const long = `for ${seconds} s`;
  return new LostError(who === '' ? `its thread did not take a step ${long}` : `${who} did not answer ${long}`, who !== '', true);
}

/** Memory was full: who had the word need not be who filled it. @param most in words */
export function tookTooMuch(who: string, most: string): LostError {
  return new LostError(`its process took more than ${most} of memory${within(who)}`, false);
}

/**
 * @param how `its thread ended with code 9`, `its process was ended by SIGKILL`
 * @param who had the word, and so has ended it; empty: nobody knows
 */
export function endedEarly(how: string, who = ''): LostError {
  return new LostError(`${how} before it answered${within(who)}`, who !== '');
}

function within(who: string): string {
  return who === '' ? '' : `, within ${who}`;
}
