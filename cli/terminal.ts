/** What standard output can show, and how numbers are said there. */

import pc from 'picocolors';

export interface Look {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
}

/** Colours only on a terminal that shows them (NO_COLOR switches them off); 100 columns where there is no terminal. */
export function lookOf(stream: NodeJS.WriteStream = process.stdout): Look {
  // Off a terminal `isTTY` is undefined, and that would leave the choice to picocolors, which trusts CI=true.
  return stream.isTTY
    ? { colour: pc.isColorSupported, width: Math.max(40, stream.columns ?? 80) }
    : { colour: false, width: 100 };
}

/** `1 state`, `2 states`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
