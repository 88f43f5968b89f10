/**
 * What must be true before `npm start` and `npm test`: a Node.js that runs the tools, the packages of the lock file,
 * and a build of the present sources. Makes true what is not. Works in a fresh clone: Node built-ins only.
 *
 * `--packages` leaves the build out: `npm test` checks the types first, and then builds.
 * `--installed` only notes that the packages are in place: `npm install` and `npm ci` call it so.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installStamp = join(root, 'node_modules', '.cowlab-install');

checkNode();
if (process.argv.includes('--installed')) {
  // Without the compiler (`npm install --omit=dev`) these are not the packages that start and test need.
  if (existsSync(join(root, 'node_modules', 'typescript'))) noteInstalled();
} else {
  if (!isInstalled()) install();
  if (!process.argv.includes('--packages')) await buildIfStale();
}

/** The tools need more than the program: `devEngines` of package.json, ranges of the form `^1.2.3` and `>=1.2.3`. */
function checkNode() {
  const { devEngines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const needed = devEngines.runtime.version;
  if (needed.split('||').some((range) => isIn(range.trim(), process.versions.node))) return;
  console.error(`cowlab: this is Node.js ${process.versions.node}, but ${needed} is needed.
  Hint: install a current Node.js 20, 22 or 24, for instance with \`nvm install 22\`.`);
  process.exit(1);
}

function isIn(range, version) {
  const [, operator, lowest] = /^(\^|>=)(.*)$/.exec(range);
  const [low, now] = [lowest, version].map((text) => text.split('.').map(Number));
  if (operator === '^' && now[0] !== low[0]) return false;
  const different = now.findIndex((part, i) => part !== low[i]);
  return different === -1 || now[different] > low[different];
}

/** Native parts of packages differ by platform and ABI: a tree shared by two machines is installed again. */
function wantedInstall() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${process.platform}-${process.arch} abi-${process.versions.modules}\n`;
}

function isInstalled() {
  return existsSync(installStamp) && readFileSync(installStamp, 'utf8') === wantedInstall();
}

function noteInstalled() {
  writeFileSync(installStamp, wantedInstall());
}

function install() {
  console.error('cowlab: installing the packages of package-lock.json (once)');
  const npm = process.env.npm_execpath;
  // Another package manager may have started us; only npm knows this lock file.
  const [command, first] = npm && /npm-cli\.[cm]?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []];
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund'];
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) {
    console.error(`cowlab: the packages could not be installed${error ? ` (${error.message})` : ''}; see npm's words above.
  Hint: the first run needs the network, or a filled npm cache and \`npm ci --include=dev --offline\`.`);
    process.exit(1);
  }
  noteInstalled();
}

/** sources.mjs is imported late: an old Node.js must reach the message of checkNode before it. */
async function buildIfStale() {
  const { isBuilt } = await import('./sources.mjs');
  if (isBuilt(root)) return;
  console.error('cowlab: building');
  const build = join(root, 'scripts', 'build.mjs');
  const { status } = spawnSync(process.execPath, [build], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1);
}
