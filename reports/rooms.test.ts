import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('.', import.meta.url));

/** What the files of a room import from the other rooms of reports/. */
function roomsUsedBy(room: string): ReadonlySet<string> {
  const files = readdirSync(root + room, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  const used = files.flatMap((file) =>
    [...readFileSync(`${root}${room}/${file}`, 'utf8').matchAll(/from '(\.[^']+)'/gu)]
      .map(([, specifier = '']) => posix.join(posix.dirname(`${room}/${file}`), specifier))
      .filter((target) => !target.startsWith('..'))
      .map((target) => target.split('/')[0] ?? ''),
  );
  return new Set(used.filter((other) => other !== room));
}

describe('the rooms of reports', () => {
  it('find out what is true without a word of how it is said', () => {
    expect([...roomsUsedBy('findings')]).toEqual([]);
  });

  it('have words for findings and costs, whichever output says them', () => {
    expect([...roomsUsedBy('words')].toSorted()).toEqual(['costs', 'findings']);
  });
});
