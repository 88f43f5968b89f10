import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { commandLineOf, type Call } from './called.js';

const clone: Call = {
  argv0: 'node',
  execArgv: [],
  script: '/home/me/cowlab/dist/cli/main.js',
  cwd: '/home/me/cowlab',
  env: { PATH: '/usr/bin' },
};
const npm = { npm_lifecycle_event: 'start', npm_package_name: 'cowlab', npm_command: 'start' };

it.each<[string, Partial<Call>, string]>([
  ['the built script', {}, 'node dist/cli/main.js compare --seed 7'],
  ['the script, from elsewhere', { cwd: '/tmp' }, 'node /home/me/cowlab/dist/cli/main.js compare --seed 7'],
  [
    'options of Node.js',
    { execArgv: ['--max-old-space-size=4096'] },
    'node --max-old-space-size=4096 dist/cli/main.js compare --seed 7',
  ],
  ['another Node.js', { argv0: '/opt/node 22/node' }, "'/opt/node 22/node' dist/cli/main.js compare --seed 7"],
  ['npm start', { env: npm }, 'npm start -- --seed 7'],
  ['npm start of another package', { env: { ...npm, npm_package_name: 'mine' } }, 'node dist/cli/main.js compare --seed 7'],
  ['a script of npm', { env: { ...npm, npm_lifecycle_event: 'test' } }, 'node dist/cli/main.js compare --seed 7'],
  ['the installed command', { script: '/usr/bin/cowlab' }, 'cowlab compare --seed 7'],
  ['a command that is not in the search path', { script: '/home/me/cowlab/bin/cowlab' }, 'bin/cowlab compare --seed 7'],
  ['npx', { script: '/home/me/cowlab/node_modules/.bin/cowlab', env: { npm_command: 'exec' } }, 'npx cowlab compare --seed 7'],
])('names %s as it was called', (_, call, expected) => {
  expect(commandLineOf(['compare', '--seed', '7'], { ...clone, ...call })).toBe(expected);
});

it('names the script for what npm start does not do, and lets more options follow', () => {
  const call = { ...clone, env: npm };
  expect(commandLineOf(['report', 'cowlab-report'], call)).toBe('node dist/cli/main.js report cowlab-report');
  expect(commandLineOf(['compare'], call)).toBe('npm start --');
});

it('quotes words so that a shell gives back what was typed', () => {
  const words = ['compare', '--policy', 'a+b,c', '--out', "it's here", '$HOME', 'a;b', ''];
  const command = commandLineOf(words, { ...clone, script: '/usr/bin/cowlab' });
  expect(command).toMatch(/^cowlab compare --policy a\+b,c /u);
  const given = execFileSync('sh', ['-c', `cowlab() { for word; do printf '%s\\n' "$word"; done; }; ${command}`], {
    encoding: 'utf8',
  });
  expect(given).toBe(words.map((word) => `${word}\n`).join(''));
});
