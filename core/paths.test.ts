import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const parts = ['core', 'policies', 'workloads', 'reports', 'cli', 'test', 'docs', 'scripts'];

/** Every file and folder of the repository's own. */
const paths = parts.flatMap((part) => [
  part,
  ...readdirSync(root + part, { recursive: true, encoding: 'utf8' }).map((path) => `${part}/${path.replaceAll('\\', '/')}`),
]);
const known = new Set([...paths, ...readdirSync(root)]);

/** Written by a run, shown in a page to be written by the reader, or the name of any such file. */
const elsewhere = /(?:^|\/)(?:results\.json|cve\.scenario\.yaml|(?:mine|shared-once|folio-pins)\.ts)$|NAME|FOLDER/u;

/** Does it name a file or a folder: by its whole path, by the end of it, or from where it is named? */
function isThere(named: string, from: string): boolean {
  const path = named.replace(/\/$/u, '');
  if (elsewhere.test(path) || known.has(path) || known.has(posix.join(posix.dirname(from), path))) return true;
  return paths.some((one) => one.endsWith(`/${path}`));
}

const looksLikePath = /^[\w./-]+$/u;
const isFile = /\.(?:ts|mjs|md|json|jsonl|yaml|css)$/u;
const isBelow = new RegExp(`^(?:${parts.join('|')})/`, 'u');

/** What a text says in backticks that is a path; in a comment, also the bare name of a source. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/gu)].map(([, words]) => words);
  const bare = [...text.matchAll(/(?<![\w./`-])[\w-][\w./-]*\.(?:ts|mjs)(?![\w`])/gu)].map(([words]) => words);
  return [...quoted, ...bare].filter((words) => looksLikePath.test(words) && (isFile.test(words) || isBelow.test(words)));
}

/** What a file names and the repository does not have. */
function lostIn(file: string, text: string): string[] {
  const texts = file.endsWith('.md') ? [text] : parseSync(file, text).comments.map(({ value }) => value);
  return texts
    .flatMap(pathsIn)
    .filter((path) => !isThere(path, file))
    .map((path) => `${file}: ${path}`);
}

const pages = ['README.md', 'CONTRIBUTING.md', ...paths.filter((path) => path.endsWith('.md'))];
const sources = paths.filter((path) => /\.(?:ts|mjs)$/u.test(path) && !path.endsWith('.d.ts'));

describe('a path that is named', () => {
  it.each([
    ['docs/a.md', 'See `core/nowhere/load.ts`.', ['docs/a.md: core/nowhere/load.ts']],
    ['docs/a.md', 'See `core/scenario/load.ts`, `load.ts` and `core/mm/`.', []],
    ['docs/a.md', 'See `core/nowhere/`.', ['docs/a.md: core/nowhere/']],
    ['core/mm/a.ts', '/** Set by `nowhere.ts`. */', ['core/mm/a.ts: nowhere.ts']],
    ['core/mm/a.ts', '// Refused (nowhere/split.ts).', ['core/mm/a.ts: nowhere/split.ts']],
    ['core/mm/a.ts', "import { a } from './nowhere.js'; const text = 'nowhere.ts';", []],
  ])('in %s, %s, is lost: %j', (file, text, lost) => {
    expect(lostIn(file, text)).toEqual(lost);
  });

  it('in a page or a comment is there', () => {
    expect(existsSync(`${root}README.md`)).toBe(true);
    expect([...pages, ...sources].flatMap((file) => lostIn(file, readFileSync(root + file, 'utf8')))).toEqual([]);
  });
});
