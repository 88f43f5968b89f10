/** What a rule says that is no answer. */

/** Thrown by whoever asked a rule and was told what is no answer. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer';
  /** The answer as a sentence names it: `` `5` ``, `a promise`. */
  readonly inWords: string;

  /** @param question the method or constant of the rule: `mayReuse` */
  constructor(
    readonly question: string,
    answer: unknown,
    readonly expected: string,
  ) {
    const inWords = wordsOf(answer);
    super(`${question} answered ${inWords}`);
    this.inWords = inWords;
  }
}

function wordsOf(answer: unknown): string {
  if (answer instanceof Promise) return 'a promise';
  return typeof answer === 'object' && answer !== null ? 'an object' : `\`${String(answer)}\``;
}
