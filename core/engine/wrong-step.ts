/** What a step says that leads nowhere. */

/** Thrown by the interpreter. Who brought the step, it does not know. */
export class WrongStep extends Error {
  override readonly name = 'WrongStep';

  /** @param what completes "a step that …" */
  constructor(readonly list: string, readonly step: string, readonly what: string, readonly expected: string) {
    super(`${step} of ${list} ${what}; expected ${expected}`);
  }
}
