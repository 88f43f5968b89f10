/** Where something stands in a text, for errors. */

/** `file:line:column`, both from 1. @param offset in UTF-16 units, at most the length of the text */
export function placeIn(text: string, offset: number, file: string): string {
  let [line, start] = [1, 0];
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start))
    [line, start] = [line + 1, end + 1];
  return `${file}:${line}:${offset - start + 1}`;
}
