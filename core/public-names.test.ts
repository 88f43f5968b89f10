import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Entry {
  readonly types: string;
  readonly default: string;
}

const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly exports: Readonly<Record<string, Entry | string>>;
};

/** The source of what the package hands out under each path. */
const faces = Object.entries(exports).flatMap(([path, entry]) =>
  typeof entry === 'string'
    ? []
    : [{ path: path.replace(/^\./u, 'cowlab'), source: entry.default.replace(/^\.\/dist\/(.*)\.js$/u, '$1.ts') }],
);

/** `type Name` or `Name`, as declared: types leave no trace at run time. */
function namesOf(source: string): string[] {
  const { module } = parseSync(source, readFileSync(root + source, 'utf8'));
  return module.staticExports
    .flatMap(({ entries }) => entries)
    .map(({ exportName, isType }) => `${isType ? 'type ' : ''}${exportName.name ?? '*'}`)
    .toSorted();
}

it('what the package hands out is this list, and nothing else', async () => {
  expect(faces.map(({ path }) => path)).toEqual(['cowlab', 'cowlab/policies', 'cowlab/workloads', 'cowlab/results']);
  const text = faces.map(({ path, source }) => [path, ...namesOf(source).map((name) => `  ${name}`), ''].join('\n')).join('\n');
  expect(text).not.toContain('*');
  await expect(text).toMatchFileSnapshot('public-names.txt');
});
