/** docs/dependencies.md says of every dependency what it is for; here, that its facts are those of package.json. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

interface Manifest {
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function read(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const tables = read('docs/dependencies.md').split('## What only development needs');

/** The first three cells of a table's rows. */
function rowsOf(text: string): string[][] {
  return [...text.matchAll(/^\| ([@\w/-]+) \| (\d[\d.]+) \| ([\w.-]+) \|/gmu)].map(([, ...cells]) => cells);
}

it.each([
  ['what ships', manifest.dependencies, tables[0]],
  ['what only development needs', manifest.devDependencies, tables[1]],
])('docs/dependencies.md lists %s with its exact version and licence', (_, dependencies, table) => {
  const facts = Object.entries(dependencies).map(([name, version]) => {
    const installed = JSON.parse(read(`node_modules/${name}/package.json`)) as Manifest;
    return [name, version, installed.license];
  });
  expect(rowsOf(table)).toEqual(facts);
});

it('the lock file names no registry', () => {
  expect(read('package-lock.json')).not.toContain('"resolved"');
});
