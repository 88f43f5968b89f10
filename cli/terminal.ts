/** What standard output can show, and how numbers are said there. */

import pc from 'picocolors';

export interface Look {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
}

/** Colours only on a terminal that shows them (NO_COLOR switches them off); 100 columns where there is no terminal. */
export function lookOf(stream: NodeJS.WriteStream = process.stdout): Look {
  return { colour: stream.isTTY && pc.isColorSupported, width: stream.isTTY ? Math.max(40, stream.columns ?? 80) : 100 };
}

/** `1 state`, `2 states`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
