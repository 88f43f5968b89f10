import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { commandAsTyped, provenanceOf } from './provenance.js';

it('quotes the command so that a shell gives back the words that were typed', () => {
  const words = ['compare', '--policy', 'a+b,c', '--out', "it's here", '$HOME', 'a;b', ''];
  const command = commandAsTyped(words);
  expect(command).toMatch(/^cowlab compare --policy a\+b,c /u);
  const given = execFileSync('sh', ['-c', `cowlab() { for word; do printf '%s\\n' "$word"; done; }; ${command}`], { encoding: 'utf8' });
  expect(given).toBe(words.map((word) => `${word}\n`).join(''));
});

it('knows the version of the package and the host', () => {
  const { version, seed, host } = provenanceOf({ seed: 7 });
  expect(version).toMatch(/^\d+\.\d+\.\d+/u);
  expect(seed).toBe(7);
  expect(host).toMatchObject({ node: process.version, cpus: expect.any(Number) as number });
});
