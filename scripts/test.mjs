/**
 * `npm test`: the type check, the linter, the formatter, the build and every vitest project in turn; the first that fails ends it. The
 * last line on standard output is `N passed, N failed`: vitest's tests, or the one check that failed before them.
 * Arguments go to vitest: `npm test -- core/mm`.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function run(command, ...args) {
  console.log(`> ${basename(command)} ${args.join(' ')}`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) console.error(`cowlab: ${command} did not run: ${error.message}`);
  return status === 0;
}

const tool = (name) => join(root, 'node_modules', '.bin', name);

function runVitest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'cowlab-test-'));
  try {
    const report = join(folder, 'vitest.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const succeeded = run(tool('vitest'), 'run', ...reporters, ...args);
    return countsOf(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined, succeeded);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A test file that does not load, or an error outside of a test, has no failed test: it counts as one. */
function countsOf(report, succeeded) {
  if (!report) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report.numFailedTests + broken.length;
  return { passed: report.numPassedTests, failed: succeeded ? failed : Math.max(failed, 1) };
}

const checked =
  run(tool('tsc'), '--noEmit') &&
  run(tool('oxlint'), '--type-aware', '--deny-warnings') &&
  run(tool('prettier'), '--check', '--log-level=warn', '.') &&
  run(process.execPath, join('scripts', 'setup.mjs'));
const { passed, failed } = checked ? runVitest(process.argv.slice(2)) : { passed: 0, failed: 1 };
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
