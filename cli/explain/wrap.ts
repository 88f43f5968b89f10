import { wrapAnsi } from 'fast-wrap-ansi';

/** Breaks a text at white space into lines of at most `width` columns; a longer word begins a line of its own and is cut. */
export function wrap(text: string, width: number): string[] {
  // The library's own way to cut begins a long word in what is left of the line before.
  const pieces = text
    .trim()
    .split(/\s+/u)
    .map((word) => word.replace(longerThan(width), '$& '));
  return wrapAnsi(pieces.join(' '), width, { hard: true }).split('\n');
}

/** As much of a word as fills a line, if more follows. */
function longerThan(width: number): RegExp {
  return new RegExp(`.{${Math.max(1, width)}}(?=.)`, 'gu');
}
