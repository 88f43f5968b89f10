/** How this program was called, so that what it tells a person to type works where that person is. */

import { basename, delimiter, dirname, relative } from 'node:path';

/** What Node.js knows of the call. */
export interface Call {
  /** As typed: `node`. */
  readonly argv0: string;
  /** Options of Node.js itself. */
  readonly execArgv: readonly string[];
  /** The path of the script, or of the link to it that was run. */
  readonly script: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

function thisCall(): Call {
  const { argv0, execArgv, argv, env } = process;
  return { argv0, execArgv, script: argv[1] ?? '', cwd: process.cwd(), env };
}

/**
 * The command with these words behind the program, ready to be pasted into a shell: `cowlab` where that is installed,
 * `npm start --` where npm has put `compare` before the words (package.json), else Node.js with the script.
 */
export function commandLineOf(words: readonly string[], call: Call = thisCall()): string {
  const { env, argv0, execArgv } = call;
  const [first, ...rest] = words;
  if (first === 'compare' && env.npm_lifecycle_event === 'start' && env.npm_package_name === 'cowlab') {
    // Always with `--`: what is put behind it later is an option of the command, not of npm.
    return quoted(['npm', 'start', '--', ...rest]);
  }
  return quoted([...(installedAs(call) ?? [argv0, ...execArgv, placeOf(call)]), ...words]);
}

/** Under npm the search path of this process is not that of the person's shell. */
function installedAs(call: Call): readonly string[] | undefined {
  if (basename(call.script) !== 'cowlab') return undefined;
  if (call.env.npm_command !== undefined) return ['npx', 'cowlab'];
  return (call.env.PATH ?? '').split(delimiter).includes(dirname(call.script)) ? ['cowlab'] : [placeOf(call)];
}

/** Below the current folder as a path from there. */
function placeOf({ script, cwd }: Call): string {
  const path = relative(cwd, script);
  return path.startsWith('..') ? script : path;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`)).join(' ');
}
