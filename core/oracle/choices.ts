/**
 * Nondeterminism without a second machine: an operation is run once for every way of answering its
 * questions. It is written straight on, as if each answer were known.
 */
export class Choices {
  private answers: { answer: number; readonly ways: number }[] = [];
  private asked = 0;

  /** A number below `ways`: 0 the first time a question is reached, the others when the operation is run again. */
  readonly pick = (ways: number): number => {
    if (ways === 1) return 0;
    if (this.asked === this.answers.length) this.answers.push({ answer: 0, ways });
    return this.answers[this.asked++].answer;
  };

  /** Prepares the next run. False when every combination of answers has been given. */
  next(): boolean {
    const asked = this.answers.slice(0, this.asked);
    const last = asked.findLastIndex(({ answer, ways }) => answer + 1 < ways);
    if (last < 0) return false;
    this.answers = asked.slice(0, last + 1);
    this.answers[last].answer++;
    this.asked = 0;
    return true;
  }
}
