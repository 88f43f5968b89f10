/** What a terminal shows. */

/** `colour` only adds to what letters and words already say. `width` is in columns. */
export interface TerminalLook {
  readonly colour: boolean;
  readonly width: number;
}

/** Where there is no terminal: pipes, files, logs of a build. */
export const plainLook: TerminalLook = { colour: false, width: 100 };
