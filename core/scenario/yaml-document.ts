/** YAML text to a tree, within bounds: a small file can otherwise need any amount of stack or memory. */

import { showCount } from '../errors/numbers.js';
import { Composer, Lexer, LineCounter, Parser, type Document } from 'yaml';
import { notYaml, type CowlabError } from '../errors/errors.js';

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

const emptyHint = 'a scenario has at least `name`, `memory` and `steps`';

/**
 * @param at `file:line:column` of an offset
 * @throws {CowlabError} COW001 for what is not one YAML document, at its first mistake: what follows from that one is
 *   not told from others. COW001 for what is beyond the bounds, too.
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
    throw notYaml(`The file is not YAML: ${problem.message}`, at(start), quotingHint(text, start) ?? starHint(text, start));
  }
  if (document.contents === null) throw notYaml('The file is empty', at(0), emptyHint);
  const second = withoutStackTraces(() => documents.next().value);
  if (second !== undefined) {
    throw notYaml('The file has more than one YAML document', at(second.range[0]), 'one scenario is one file');
  }
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
    if (parser.stack.length > yamlLimits.depth) throw tooDeep(at(offset));
    if (++count > yamlLimits.tokens) throw tooMuch('tokens', yamlLimits.tokens, at(offset));
  }
  yield* parser.end();
}

/** @param where of what is too deep */
export function tooDeep(where: string): CowlabError {
  return notYaml(`Lists and maps are nested too deeply, more than ${yamlLimits.depth} levels`, where, 'a scenario needs about ten');
}

/** @param where of what is too much */
export function tooMuch(what: string, most: number, where: string): CowlabError {
  return notYaml(`The file has more than ${showCount(most)} ${what}`, where);
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
