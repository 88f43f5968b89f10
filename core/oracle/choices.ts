/**
 * Nondeterminism without a second machine: an operation is run once for every way of answering its
 * `may()` questions. It is written straight on, as if each answer were known.
 */
export class Choices {
  #answers: boolean[] = [];
  #asked = 0;

  /** False the first time a question is reached, true when the operation is run again for the other answer. */
  readonly may = (): boolean => {
    if (this.#asked === this.#answers.length) this.#answers.push(false);
    return this.#answers[this.#asked++];
  };

  /** Prepares the next run. False when every combination of answers has been given. */
  next(): boolean {
    const asked = this.#answers.slice(0, this.#asked);
    const last = asked.lastIndexOf(false);
    if (last < 0) return false;
    this.#answers = [...asked.slice(0, last), true];
    this.#asked = 0;
    return true;
  }
}
