import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const named = /(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s*from\s*'(\.[^']*)'/gu;
const whole = /(?:import|export)\s+\*(?:\s+as\s+\w+)?\s*from\s*'(\.[^']*)'/gu;
const later = /import\('(\.[^']*)'\)/gu;
const exported = /^export (?:async )?(?:abstract )?(?:function\*?|class|const enum|enum|const) (\w+)/gmu;

/** Values that a module exports and none of the others names; what is imported later, or as a whole, may use all of it. */
function unusedIn(texts: ReadonlyMap<string, string>): string[] {
  const used = new Set<string>();
  const open = new Set<string>();
  for (const [path, text] of texts) {
    const target = (specifier = ''): string => posix.join(posix.dirname(path), specifier).replace(/\.js$/u, '.ts');
    for (const [, names = '', specifier] of text.matchAll(named)) {
      for (const name of names.split(','))
        used.add(
          `${target(specifier)} ${
            name
              .trim()
              .replace(/^type /u, '')
              .split(' as ')[0]
          }`,
        );
    }
    for (const [, specifier] of [...text.matchAll(whole), ...text.matchAll(later)]) open.add(target(specifier));
  }
  return [...texts].flatMap(([path, text]) =>
    open.has(path) ? [] : [...text.matchAll(exported)].map(([, name]) => `${path} ${name}`).filter((one) => !used.has(one)),
  );
}

it.each([
  ['export const a = 1;', '', ['b.ts a']],
  ['export const a = 1;', "import { a } from './b.js';", []],
  ['export function a() {}', "import { type a as other } from './b.js';", []],
  ['export class A {}', "import * as all from './b.js';", []],
  ['export const a = 1;', "const { a } = await import('./b.js');", []],
  ["export { a } from './a.js';", '', []],
])('%j is unused beside %j: %j', (text, other, unused) => {
  expect(
    unusedIn(
      new Map([
        ['b.ts', text],
        ['c.ts', other],
      ]),
    ),
  ).toEqual(unused);
});

it('every exported value is imported somewhere', () => {
  const sources = ['core', 'policies', 'workloads', 'reports', 'cli', 'test']
    .flatMap((part) =>
      readdirSync(root + part, { recursive: true, encoding: 'utf8' }).map((file) => `${part}/${file.replaceAll('\\', '/')}`),
    )
    .filter((path) => path.endsWith('.ts'));
  expect(sources.length).toBeGreaterThan(300);
  expect(unusedIn(new Map(sources.map((path) => [path, readFileSync(root + path, 'utf8')])))).toEqual([]);
});
