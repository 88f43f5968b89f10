import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

it('carries what the built program reads at run time, and no source', () => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' });
  const [{ files }] = JSON.parse(stdout) as readonly Packed[];
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'dist/cli/main.js',
      'policies/kernels.yaml',
      'reports/page/page.css',
      'workloads/scenarios/basic-cow.scenario.yaml',
      'workloads/traces/redis-bgsave.perf-script.gz',
    ]),
  );
  expect(paths.filter((path) => /(?<!\.d)\.ts$/u.test(path))).toEqual([]);
});
