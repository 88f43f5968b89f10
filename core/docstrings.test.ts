import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Policies say in their `title` what they decide. */
const titled = /^(?:definePolicy|defineVariant)\(/u;

/** Exported declarations that have no doc comment right before them: `path:line: text`. */
function undocumented(path: string, text: string): string[] {
  const { comments, program } = parseSync(path, text);
  const ends = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*')).map(({ end }) => end);
  return program.body.flatMap((node) => {
    const isDeclared =
      node.type === 'ExportDefaultDeclaration' || (node.type === 'ExportNamedDeclaration' && node.declaration !== null);
    if (!isDeclared || (node.declaration && titled.test(text.slice(node.declaration.start)))) return [];
    const decorators = node.declaration?.type === 'ClassDeclaration' ? node.declaration.decorators : [];
    const start = Math.min(node.start, ...decorators.map((decorator) => decorator.start));
    if (ends.some((end) => end <= start && text.slice(end, start).trim() === '')) return [];
    return [`${path}:${text.slice(0, node.start).split('\n').length}: ${text.slice(node.start).split('\n')[0]}`];
  });
}

const sources = ['core', 'policies', 'workloads', 'reports', 'cli'].flatMap((part) =>
  readdirSync(root + part, { recursive: true, encoding: 'utf8' })
    .map((file) => `${part}/${file.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts')),
);

it.each([
  ['export function f(): void {}', 1],
  ['/** What it does. */\nexport function f(): void {}', 0],
  ['/** The head of the file. */\n\nconst a = 1;\nexport const b = a;', 1],
  ['// Not for readers of the API.\nexport interface I {}', 1],
  ['/** A rule. */\n@injectable()\nexport class Rule {}', 0],
  ["export { a } from './a.js';\nexport type { B } from './b.js';", 0],
  ['export default makeSomething();', 1],
  ["export default definePolicy('a', { title: 'What it decides' });", 0],
])('%j has %i exported declarations without a docstring', (text, count) => {
  expect(undocumented('a.ts', text)).toHaveLength(count);
});

it('every exported declaration has a docstring', () => {
  expect(sources.length).toBeGreaterThan(300);
  expect(sources.flatMap((path) => undocumented(path, readFileSync(root + path, 'utf8')))).toEqual([]);
});
