/** What standard output can show. */

export interface Look {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
}

/** What decides it of a stream; off a terminal it has neither. */
type Output = Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>>;

/** 100 columns where there is no terminal. */
export function lookOf({ isTTY = false, columns = 80 }: Output = process.stdout, env: NodeJS.ProcessEnv = process.env): Look {
  return { colour: hasColour(isTTY, env), width: isTTY ? Math.max(40, columns) : 100 };
}

/**
 * Colours on a terminal that shows them. NO_COLOR switches them off (no-color.org), FORCE_COLOR on, wherever the output
 * goes (force-color.org; 0 and false: off, as Node.js has it); an empty variable says nothing.
 */
function hasColour(
  isTerminal: boolean,
  { NO_COLOR: no = '', FORCE_COLOR: force = '', TERM: terminal }: NodeJS.ProcessEnv,
): boolean {
  if (no !== '') return false;
  return force === '' ? isTerminal && terminal !== 'dumb' : force !== '0' && force !== 'false';
}
