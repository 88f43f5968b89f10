/** What the READMEs and docs/plugins.md show is what happens: its files are written, its commands run, and their output compared. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { testFolder } from './testing/folder.js';
import { cowlabIn } from './testing/cowlab.js';

const [readme, core, plugins] = ['README.md', 'core/README.md', 'docs/plugins.md'].map((page) =>
  readFileSync(fileURLToPath(new URL(`../${page}`, import.meta.url)), 'utf8'),
);
const folder = testFolder('readme');

/** Bodies of the code blocks of a language. */
function blocks(page: string, language: string): string[] {
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gmsu)].flatMap(([, name, body]) => (name === language ? [body] : []));
}

/** Name and text of the files that are shown: their first line is a comment with the name. */
const filesOf = (page: string): { name: string; text: string }[] =>
  [...blocks(page, 'yaml'), ...blocks(page, 'ts')].map((text) => ({ name: /^(?:#|\/\/) (\S+)\n/u.exec(text)?.[1] ?? '', text }));

/** Commands as typed and what is shown of their output; a line `…` stands for any number of lines. */
const commandsOf = (page: string): { typed: string; shown: string[] }[] =>
  blocks(page, 'console').map((text) => {
    const [typed, ...shown] = text.trimEnd().split('\n');
    return { typed, shown };
  });

/** True when the lines are all there, in order, with others only where `…` stands. */
function isShown(shown: readonly string[], lines: readonly string[]): boolean {
  const [first, ...rest] = shown;
  if (first === undefined) return lines.length === 0;
  if (first !== '…') return lines.length > 0 && lines[0] === first && isShown(rest, lines.slice(1));
  return lines.some((_, at) => isShown(rest, lines.slice(at))) || rest.length === 0;
}

beforeAll(() => {
  for (const { name, text } of [readme, core, plugins].flatMap(filesOf)) writeFileSync(join(folder, name), text);
});
describe('the READMEs', () => {
  it('show a scenario, a policy of at most 20 lines, and commands', () => {
    expect(filesOf(readme).map(({ name }) => name)).toEqual(['cve.scenario.yaml', 'mine.ts']);
    expect(
      filesOf(readme)
        .map(({ text }) => text.split('\n').length - 2)
        .every((lines) => lines <= 20),
    ).toBe(true);
    expect(commandsOf(readme).map(({ typed }) => typed.split(' ')[2])).toEqual(['check', 'explain', 'check']);
    expect([filesOf(core).length, commandsOf(core).length]).toEqual([1, 1]);
  });

  it('show a policy with a step and a field of its own, which one of its rules reads, and a rule that looks at folios', () => {
    expect(filesOf(plugins).map(({ name }) => name)).toEqual(['shared-once.ts', 'folio-pins.ts']);
    expect(commandsOf(plugins).map(({ typed }) => typed.split(' ')[2])).toEqual(['check', 'explain', 'check']);
  });

  it.each([readme, core, plugins].flatMap(commandsOf))('show what `$typed` prints', ({ typed, shown }) => {
    const [, , ...args] = typed.split(' ');
    const { out, err } = cowlabIn(folder, ...args);
    expect(err).toBe('');
    if (isShown(shown, out.trimEnd().split('\n'))) return;
    expect(out).toBe(shown.join('\n'));
  });
});
