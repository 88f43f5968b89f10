/** A list for people: a name, one line of what it is, and a line of where that is from. */

import pc from 'picocolors';
import { wrap } from '../explain/wrap.js';
import type { Look } from '../terminal.js';

/** One thing of a list. */
export interface Entry {
  readonly name: string;
  readonly about: string;
  /** Lines of their own below. */
  readonly details: readonly string[];
  /** Printed above the first entry of a group. */
  readonly group?: string;
  /** What `--json` prints of it. */
  readonly data: object;
}

const widestName = 34;

/** The list as text. */
export function renderEntries(entries: readonly Entry[], { colour, width }: Look): string {
  const { bold, dim } = pc.createColors(colour);
  const names = Math.min(widestName, Math.max(...entries.map(({ name }) => name.length)));
  const indent = ' '.repeat(names + 2);
  const room = Math.max(20, width - indent.length);
  const lines = entries.flatMap(({ name, about, details, group }, index) => {
    const isNewGroup = group !== undefined && group !== entries[index - 1]?.group;
    const head = isNewGroup ? [...(index === 0 ? [] : ['']), bold(group)] : [];
    const [first = '', ...rest] = wrap(about, room);
    const isLong = name.length > names;
    return [
      ...head,
      ...(isLong ? [name, indent + first] : [`${name.padEnd(names)}  ${first}`.trimEnd()]),
      ...rest.map((line) => indent + line),
      ...details.flatMap((detail) => wrap(detail, room)).map((line) => indent + dim(line)),
    ];
  });
  return `${lines.join('\n')}\n`;
}
