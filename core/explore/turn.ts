/** A step of a race, as schedules name it. */

/** Which actor takes a step, and with which of its behaviours. */
export interface Turn {
  /** Index into `Program.actors`. */
  readonly actor: number;
  /** From 0; of a step without `choices` it is 0. */
  readonly choice: number;
}
