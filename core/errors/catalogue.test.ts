import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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

/** How often the factories make an error of this code. */
function formsOf(code: string): number {
  return sources
    .filter(({ path }) => path.startsWith('core/errors/'))
    .reduce((count, { text }) => count + text.split(new RegExp(`(?:new CowlabError|super)\\(\\s*'${code}'`, 'u')).length - 1, 0);
}

describe('an error code', () => {
  it.each(codesOfErrors)('%s has a page that shows each of its forms, as it is made', (code) => {
    const { examples, exitCodes, meaning, remedy } = errorPages[code];
    expect(examples.map((example) => example.code)).toEqual(examples.map(() => code));
    expect(examples.length).toBeGreaterThanOrEqual(formsOf(code));
    expect(formsOf(code)).toBeGreaterThan(0);
    for (const example of examples) expect(exitCodes).toContain(example.exitCode);
    expect(new Set(examples.map((example) => example.message)).size).toBe(examples.length);
    for (const text of [meaning, remedy]) expect(text).toMatch(/^\S.*[.:`}]$/u);
  });

  it.each(codesOfErrors)('%s is given by exactly one factory', (code) => {
    expect(formsOf(code)).toBe(1);
  });

  it('is given to an error by its factory and nowhere else', () => {
    const makers = sources.filter(({ text }) => text.includes('new CowlabError(')).map(({ path }) => path);
    expect(makers.filter((path) => !path.startsWith('core/errors/'))).toEqual(['core/run/thread-messages.ts']);
  });

  it('is made by factories that somebody calls', () => {
    const rest = sources
      .filter(({ path }) => !path.startsWith('core/errors/'))
      .map(({ text }) => text)
      .join('\n');
    expect(
      Object.keys(factories).filter((name) => !new RegExp(`\\b${name}\\(`, 'u').test(rest) && name !== 'CowlabError'),
    ).toEqual([]);
  });
});

it('docs/errors.md is what node scripts/errors-page.mjs writes', () => {
  expect(readFileSync(`${root}docs/errors.md`, 'utf8')).toBe(errorsInMarkdown());
});
