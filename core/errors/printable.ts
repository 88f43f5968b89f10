/** Text of a user's as a terminal may show it: what would steer the terminal, or turn its letters round, is escaped. */

/** C0, DEL and C1; marks, overrides and isolates of direction; separators of lines; the byte order mark; lone surrogates. */
const unprintable = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** `\x1b`, `\u202e`; a line break, too. */
export function printable(text: string): string {
  return text.replace(unprintable, escaped);
}

/** As `printable`, of a text of several lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** JSON may have these characters in its strings, where an escape means the same. */
export function printableJson(json: string): string {
  return json.replace(unprintable, (character) => (character === '\n' ? character : `\\u${hexOf(character, 4)}`));
}

/** Every text within plain data, names of fields too. */
export function printableData<Data>(data: Data): Data {
  if (typeof data === 'string') return printable(data) as Data;
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map((item: unknown) => printableData(item)) as Data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [printable(key), printableData(value) as unknown]),
  ) as Data;
}

function escaped(character: string): string {
  return character <= '\u00ff' ? `\\x${hexOf(character, 2)}` : `\\u${hexOf(character, 4)}`;
}

function hexOf(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, '0');
}
