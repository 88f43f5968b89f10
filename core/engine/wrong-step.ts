/** What a step says that leads nowhere. */

import type { CowlabError, Refused, StepOf } from '../errors/errors.js';

/** Thrown by the interpreter. Who brought the step, it does not know. */
export class WrongStep extends Error {
  override readonly name = 'WrongStep';

  constructor(
    readonly list: string,
    readonly step: string,
    private readonly mistake: (step: StepOf) => CowlabError,
  ) {
    const { message, expected = '' } = mistake({ id: 'unknown', list, step });
    super(`${message} expected: ${expected}`);
  }

  /** The error, now that it is known who brought the step. */
  errorOf(owner: Refused): CowlabError {
    const { list, step } = this;
    return this.mistake({ ...owner, list, step });
  }
}
