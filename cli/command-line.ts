/** From arguments to the command that runs, and from what it throws to what is printed and the exit code. */

import { Command, CommanderError, Help, type Option } from 'commander';
import { wordsOf } from '../core/errors/thrown.js';
import { badOption, commandNotBuilt, CowlabError, unknownName } from '../core/errors/errors.js';
import { packageVersion } from '../core/run/package-root.js';
import { laterCommands } from './later.js';
import { print, say } from './output.js';

/** Commands by name; each module holds only the description of its command and loads the rest when it runs. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  compare: async () => (await import('./compare/command.js')).compareCommand(),
  check: async () => (await import('./check/command.js')).checkCommand(),
  bench: async () => (await import('./bench/command.js')).benchCommand(),
  explain: async () => (await import('./explain/command.js')).explainCommand(),
  report: async () => (await import('./report/command.js')).reportCommand(),
  list: async () => (await import('./list/command.js')).listCommand(),
};

/**
 * Runs one command.
 * @returns the exit code: 0 done and as expected, 1 not as expected, 2 the input was refused, 3 the run broke
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    const program = await commandLine(args);
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error);
  }
}

async function commandLine(args: readonly string[]): Promise<Command> {
  const program = new Command('cowlab')
    .description('Compares Linux copy-on-write and get_user_pages policies on one simulated machine.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('--help', 'show what there is to say')
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nExample:\n  cowlab check my.scenario.yaml --policy mapcount,anon-exclusive\n\n`cowlab COMMAND --help` tells more.',
    );
  const asked = args.find((arg) => !arg.startsWith('-'));
  if (asked !== undefined) refuseUnknown(asked);
  const wanted = asked === undefined ? Object.values(commands) : [commands[asked]];
  for (const load of wanted) program.addCommand((await load()).helpOption('--help', 'show the options and an example'));
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .configureOutput({ outputError: () => undefined, writeOut: print })
      .configureHelp({ optionDescription });
  }
  if (args.length === 0) program.action(() => program.outputHelp());
  return program;
}

/** Without a default that says nothing. */
function optionDescription(this: Help, option: Option): string {
  return Help.prototype.optionDescription.call(this, option).replace(' (default: none)', '');
}

function refuseUnknown(name: string): void {
  if (Object.hasOwn(commands, name)) return;
  if (laterCommands.includes(name)) throw commandNotBuilt(name, Object.keys(commands));
  throw unknownName('command', name, Object.keys(commands));
}

function report(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    return report(refusalOf(error));
  }
  if (error instanceof CowlabError) {
    say(`${error.format()}\n`);
    return error.exitCode;
  }
  const stack = error instanceof Error && process.env.COWLAB_DEBUG !== undefined ? `\n${error.stack ?? ''}` : '';
  const hint = stack === '' ? '\n  hint: this is a defect of cowlab; COWLAB_DEBUG=1 shows where it happened' : stack;
  say(`cowlab: ${wordsOf(error)}${hint}\n`);
  return 3;
}

/** `error: unknown option '--polcy'\n(Did you mean --policy?)` in the words of all other errors. */
function refusalOf({ message }: CommanderError): CowlabError {
  const [what = '', ...rest] = message.replace(/^error: /u, '').split('\n');
  const near = /^\(Did you mean (.*)\?\)$/u.exec(rest.join(' '))?.[1];
  const sentence = what.charAt(0).toUpperCase() + what.slice(1).replaceAll("'", '`');
  return badOption(sentence, near);
}
