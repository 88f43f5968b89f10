import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { packageRoot, packageVersion } from './package-root.js';

test('finds the package from its sources and from the built tree below it', () => {
  const root = packageRoot();
  expect(existsSync(join(root, 'package.json'))).toBe(true);
  expect(packageRoot(pathToFileURL(join(root, 'dist', 'core', 'run', 'package-root.js')).href)).toBe(root);
  expect(() => packageRoot('file:///x.js')).toThrow('no package.json of cowlab');
});

test('has the version of package.json', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  expect(packageVersion()).toBe(version);
});
