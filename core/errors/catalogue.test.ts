import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';
import { codesOfErrors, errorPages, errorsInMarkdown } from './catalogue.js';
import * as factories from './errors.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Sources that ship, with their texts. */
const sources = ['core', 'policies', 'workloads', 'reports', 'cli'].flatMap((part) =>
  readdirSync(root + part, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => ({ path: `${part}/${file}`, text: readFileSync(`${root}${part}/${file}`, 'utf8') })),
);

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What the file of an error says of one function: the codes that it gives, and every name in its list of parameters. */
interface Maker {
  readonly name: string;
  readonly codes: readonly string[];
  readonly parameters: readonly string[];
  /** By position. */
  readonly positions: readonly string[];
}

/** Every function at the top of a text, exported or not. */
function makersIn(path: string, text: string): Maker[] {
  const { program } = parseSync(path, text);
  return program.body.flatMap((node): Maker[] => {
    const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
    if (declared?.type !== 'FunctionDeclaration') return [];
    const [codes, parameters]: [string[], string[]] = [[], []];
    const isParameter = ({ start, end }: Span): boolean => declared.params.some((one) => one.start <= start && end <= one.end);
    new Visitor({
      NewExpression: ({ callee, arguments: [code], start, end }) => {
        if (callee.type === 'Identifier' && callee.name === 'CowlabError' && declared.start <= start && end <= declared.end)
          codes.push(text.slice(code.start + 1, code.end - 1));
      },
      Identifier: (identifier) => void (isParameter(identifier) && parameters.push(identifier.name)),
    }).visit(program);
    const positions = declared.params.map((one) => (one.type === 'Identifier' ? one.name : ''));
    return [{ name: declared.id?.name ?? '', codes, parameters, positions }];
  });
}

/** Arguments of calls of these functions that are phrases: three words or more. What was expected may be one, from a schema for instance, and so may a
 * noun: `policy of this report`. */
function phrasesIn(path: string, text: string, makers: readonly Maker[]): string[] {
  const found: string[] = [];
  new Visitor({
    CallExpression: ({ callee, arguments: given }) => {
      const maker = callee.type === 'Identifier' ? makers.find(({ name }) => name === callee.name) : undefined;
      for (const [index, argument] of given.entries()) {
        const isText = argument.type === 'TemplateLiteral' || argument.type === 'Literal';
        const words =
          text
            .slice(argument.start, argument.end)
            .replaceAll(/\$\{[^}]*\}/gu, '')
            .match(/[a-z]+ /giu) ?? [];
        if (maker !== undefined && isText && words.length >= 2 && !['expected', 'kind'].includes(maker.positions[index]))
          found.push(`${path}: ${text.slice(argument.start, argument.end)}`);
      }
    },
  }).visit(parseSync(path, text).program);
  return found;
}

const makers = sources
  .filter(({ path }) => /^core\/errors\/[\w-]+\.ts$/u.test(path))
  .flatMap(({ path, text }) => makersIn(path, text))
  .filter(({ codes }) => codes.length > 0);

/** Names of parameters that would be handed a piece of the message. What others have said is `said`. */
const sentenceLike = /^(?:what|why|because|message|detail|details|words|phrase|sentence)$/u;

describe('what the catalogue is checked by', () => {
  const ours = makersIn(
    'a.ts',
    "export function gone(what: string, { why }: { why: string }) { return new CowlabError('COW001', why); }",
  );

  it('finds the codes of a factory, and what it is told', () => {
    expect(ours).toMatchObject([{ name: 'gone', codes: ['COW001'] }]);
    expect(new Set(ours[0].parameters.filter((name) => sentenceLike.test(name)))).toEqual(new Set(['what', 'why']));
  });

  it.each([
    ["gone('it is not there', { why })", 1],
    ['gone(`${name} is not there`, { why })', 1],
    ["gone('fork', { why })", 0],
    ["other('it is not there')", 0],
  ])('%s hands over %i phrases', (text, count) => {
    expect(phrasesIn('a.ts', text, ours)).toHaveLength(count);
  });
});

describe('an error code', () => {
  it.each(codesOfErrors)('%s has a page that shows each of its forms, as it is made', (code) => {
    const { examples, meaning, remedy } = errorPages[code];
    expect(examples.map((example) => example.code)).toEqual(examples.map(() => code));
    expect(examples.length).toBeGreaterThan(0);
    expect(new Set(examples.map((example) => example.message)).size).toBe(examples.length);
    for (const text of [meaning, remedy]) expect(text).toMatch(/^\S.*[.:`}]$/u);
  });

  it('comes from one factory, and a factory gives one code', () => {
    expect(makers.filter(({ codes }) => codes.length !== 1)).toEqual([]);
    expect(makers.flatMap(({ codes }) => codes).sort()).toEqual(codesOfErrors);
    expect(makers.filter(({ name }) => !(name in factories))).toEqual([]);
  });

  it('is told facts: the words of its message are in its factory', () => {
    expect(makers.filter(({ parameters }) => parameters.some((name) => sentenceLike.test(name)))).toEqual([]);
    const callers = sources.filter(({ path }) => !path.startsWith('core/errors/'));
    expect(callers.flatMap(({ path, text }) => phrasesIn(path, text, makers))).toEqual([]);
  });

  it('is given to an error by its factory and nowhere else', () => {
    const makers = sources.filter(({ text }) => text.includes('new CowlabError(')).map(({ path }) => path);
    expect(makers.filter((path) => !path.startsWith('core/errors/'))).toEqual(['core/run/thread-messages.ts']);
  });

  it('is made by factories that somebody uses', () => {
    const rest = sources
      .filter(({ path }) => !path.startsWith('core/errors/'))
      .map(({ text }) => text.replaceAll(/^import [^;]*;$/gmu, ''))
      .join('\n');
    expect(makers.filter(({ name }) => !new RegExp(`\\b${name}\\b`, 'u').test(rest))).toEqual([]);
  });
});

it('docs/errors.md is what node scripts/errors-page.mjs writes', () => {
  expect(readFileSync(`${root}docs/errors.md`, 'utf8')).toBe(errorsInMarkdown());
});
