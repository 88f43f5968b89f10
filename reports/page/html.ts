/**
 * HTML that cannot be broken out of: a template tag that escapes everything which is not itself made by it.
 * There is no way to write markup into a page of ours from a string, except `trusted`.
 */

/** A piece of markup whose texts are escaped already. */
export class Html {
  constructor(readonly markup: string) {}
}

/** What may stand in a template: `undefined` and `false` print nothing, lists print their items one after another. */
export type Part = Html | string | number | undefined | false | readonly Part[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for element content and quoted attribute values. Characters that HTML does not allow become U+FFFD. */
export function escapeHtml(text: string): string {
  let escaped = '';
  for (const character of text) escaped += entities[character] ?? (isForbidden(character) ? '\uFFFD' : character);
  return escaped;
}

/** Control characters other than tab and line ends, and lone surrogates. */
function isForbidden(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code === 9 || code === 10 || code === 13) return false;
  return code < 32 || (code >= 127 && code < 160) || (code >= 0xd800 && code < 0xe000);
}

/** The template tag. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0] ?? '';
  parts.forEach((part, index) => {
    markup += render(part) + (strings[index + 1] ?? '');
  });
  return new Html(markup);
}

/** Markup from elsewhere: style sheets of ours and charts drawn by Vega, which escapes its texts itself. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

/** Items with something between them: `join(names, ', ')`. */
export function join(parts: readonly Part[], separator: Part): Part {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly Part[]): Part {
  return parts.length < 2 ? parts : [join(parts.slice(0, -1), ', '), ' and ', parts[parts.length - 1]];
}

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.markup;
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return part.map(render).join('');
}
