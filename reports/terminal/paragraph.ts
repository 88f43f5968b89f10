/** Text in lines of a terminal's width. */

import { wrapAnsi } from 'fast-wrap-ansi';

/** Shown as a blank that no line is broken at. */
export const noBreak = '\u00a0';

/**
 * Breaks `text` at blanks; `first` stands before the first line, as many blanks before the others. A word longer
 * than a line has a line of its own.
 */
export function paragraph(first: string, text: string, width: number): readonly string[] {
  const words = text.split(' ').filter((word) => word !== '');
  if (words.length === 0) return [];
  const lines = wrapAnsi(words.join(' '), Math.max(20, width - first.length)).split('\n');
  return lines.map((line, index) => (index === 0 ? first : ' '.repeat(first.length)) + line.replaceAll(noBreak, ' '));
}

/** Short texts in columns, read from top to bottom, in as few lines as the width allows. */
export function inColumns(texts: readonly string[], indent: string, width: number): readonly string[] {
  const cell = Math.max(0, ...texts.map((text) => text.length)) + 3;
  const columns = Math.max(1, Math.floor((width - indent.length + 3) / cell));
  const height = Math.ceil(texts.length / columns);
  return Array.from({ length: height }, (_, line) => {
    const row = texts.filter((_text, index) => index % height === line);
    return (indent + row.map((text) => text.padEnd(cell)).join('')).trimEnd();
  });
}
