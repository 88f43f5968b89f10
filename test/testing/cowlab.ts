import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * The environment of a command under test: as in a CI system, whose runners make some packages believe that colours are
 * wanted although nobody has a terminal; of variables about colours only those that a test gives.
 */
export function environment(given: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...process.env, CI: 'true', NO_COLOR: undefined, FORCE_COLOR: undefined, ...given };
}

/** Runs the built command as a user would. */
export function cowlab(...args: readonly string[]): Finished {
  return run({}, args);
}

/** The same with these variables set. */
export function cowlabWith(env: NodeJS.ProcessEnv, ...args: readonly string[]): Finished {
  return run({ env }, args);
}

/** The same in a folder. */
export function cowlabIn(cwd: string, ...args: readonly string[]): Finished {
  return run({ cwd }, args);
}

function run({ cwd, env }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv }, args: readonly string[]): Finished {
  if (!existsSync(command)) throw new Error('dist/ is not built: `npm run build`');
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    cwd,
    env: environment(env),
    maxBuffer: 1 << 26,
  });
  return { code: status, out: stdout, err: stderr };
}

/** A refusal: exit code 2 and nothing on standard output. Returns what was said. */
export function refusal(...args: readonly string[]): string {
  const { code, out, err } = cowlab(...args);
  if (code !== 2 || out !== '') throw new Error(`not refused: exit code ${code}, output ${out.slice(0, 200)}, error ${err}`);
  return err;
}
