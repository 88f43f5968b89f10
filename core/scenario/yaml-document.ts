/** YAML text to a tree, within bounds: a small file can otherwise need any amount of stack or memory. */

import { Composer, Lexer, LineCounter, Parser, type Document } from 'yaml';
import { emptyFile, nestedTooDeeply, notYaml, severalDocuments, tooManyParts } from '../errors/errors.js';

/** Bounds of a YAML file. */
export const yamlLimits = {
  /** Lists and maps within each other, counted as the parser does; a scenario needs about ten. */
  depth: 64,
  /** Words, signs and spaces. A step has about 25. */
  tokens: 4_000_000,
  /** Lists, maps and values, with what an alias stands for counted each time. */
  parts: 4_000_000,
} as const;

/** The one document of a file, with its lines. */
export interface YamlDocument {
  readonly document: Document;
  readonly lines: LineCounter;
}

/**
 * @param at `file:line:column` of an offset
 * @throws {CowlabError} COW001, COW013 or COW014 for what is not one YAML document, at its first mistake: what follows
 *   from that one is not told from others. COW015 or COW016 for what is beyond the bounds.
 */
export function readYaml(text: string, origin: string): YamlDocument {
  const lines = new LineCounter();
  const at = (offset: number): string => placeAt(lines, origin, offset);
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  // A document that has no end yet is composed at the end of all, with errors or without.
  const documents = composer.compose(tokensOf(text, lines, at), true, text.length);
  const document = withoutStackTraces(() => documents.next().value);
  if (document === undefined) throw new Error('the YAML library has composed no document');
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const [start] = problem.pos;
    throw notYaml(problem.message, at(start), quotingHint(text, start) ?? starHint(text, start));
  }
  if (document.contents === null) throw emptyFile(at(0));
  const second = withoutStackTraces(() => documents.next().value);
  if (second !== undefined) throw severalDocuments(at(second.range[0]));
  return { document, lines };
}

/** `file:line:column`; a file begins at 1:1. */
export function placeAt(lines: LineCounter, origin: string, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${origin}:${Math.max(1, line)}:${Math.max(1, col)}`;
}

/** Errors past this many are not asked for: the first one is shown. */
const mostErrors = 100;

function* tokensOf(text: string, lines: LineCounter, at: (offset: number) => string): ReturnType<Parser['parse']> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let [count, errors] = [0, 0];
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    for (const token of parser.next(lexeme)) {
      if (token.type !== 'error' || ++errors <= mostErrors) yield token;
    }
    if (errors > mostErrors) break;
    if (parser.stack.length > yamlLimits.depth) throw nestedTooDeeply(yamlLimits.depth, at(offset));
    if (++count > yamlLimits.tokens) throw tooManyParts('tokens', yamlLimits.tokens, at(offset));
  }
  yield* parser.end();
}

/** `{ *: holds }`: without quotes a star begins an alias, here one that is named by the colon. */
function starHint(text: string, offset: number): string | undefined {
  const around = text.slice(Math.max(0, offset - 20), offset + 20);
  return /(?:^|[\s{,])\*\s*:(?:\s|$)/u.test(around) ? "a star as a key needs quotes: `'*': holds`" : undefined;
}

/** `{ write: a[0] }`: within braces a bracket begins a list, and what the parser then says helps nobody. */
function quotingHint(text: string, offset: number): string | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = /(?:[A-Za-z][\w-]*:)?[A-Za-z][\w-]*$/u.exec(text.slice(Math.max(lineStart, offset - 200), offset));
  const after = /^\[\d[\d.]*\](?:\.(?:lo|hi))?/u.exec(text.slice(offset, offset + 40));
  if (before === null || after === null) return undefined;
  return `a place with brackets needs quotes here: "${before[0]}${after[0]}"`;
}

/** A file may have a million mistakes, and nobody reads where in the parser they were made. */
function withoutStackTraces<T>(work: () => T): T {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = before;
  }
}
