/** What the search explores: a state in words, and processes that take steps in it. */

/**
 * Something whose states can be explored. What it holds in `words` decides all that it will do; whatever else it has may not. What
 * `words` hold when a search begins is the initial state.
 */
export interface Model {
  /** The state. The search writes other states into it. */
  readonly words: Int32Array;
  /**
   * Words that states mostly have in common, such as what one process remembers: each value of such a component is kept once. A word is
   * in one of them at most; a word of none is kept in every state. Default: there are none.
   */
  readonly components?: readonly Int32Array[];
  /** How many there are; they are numbered from 0. */
  readonly processes: number;
  /** How many behaviours the next step of a process has in this state: 0 when it has none to take. The state stays as it is. */
  choices(process: number): number;
  /**
   * Takes the next step of a process.
   * @param choice from 0, below what `choices` answers in the state that the step is taken in
   * @returns false: it could not be taken after all, and whatever it has written is of no state
   */
  apply(process: number, choice: number): boolean;
}

/** Who takes a step, and with which of its behaviours. */
export interface Move {
  readonly process: number;
  /** From 0; of a step with one behaviour it is 0. */
  readonly choice: number;
}
