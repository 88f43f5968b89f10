/** No test depends on how fast the machine is: only a hang exceeds a limit, and no test sets one of its own. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';
import config from '../vitest.config.js';

const root = fileURLToPath(new URL('..', import.meta.url));

const parts = ['core', 'policies', 'workloads', 'reports', 'cli', 'test'];

const declarations = ['it', 'test', 'describe', 'beforeAll', 'beforeEach', 'afterAll', 'afterEach'];

type Node = Readonly<Record<string, unknown>> & { readonly type: string };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** A node and all below it. */
function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const below of Array.isArray(value) ? (value as readonly unknown[]) : [value]) if (isNode(below)) yield* nodesOf(below);
  }
}

const isNumber = (value: unknown): boolean => isNode(value) && value.type === 'Literal' && typeof value.value === 'number';

/** `it` of `it.each(…)(…)`. */
function calleeOf(node: unknown): unknown {
  if (!isNode(node)) return undefined;
  return node.type === 'Identifier' ? node.name : calleeOf(node.callee ?? node.object ?? node.tag);
}

/** Does the node end something after a time that is written into it? */
function isLimit(node: Node): boolean {
  if (node.type === 'Property') return isNode(node.key) && node.key.name === 'timeout' && isNumber(node.value);
  if (node.type !== 'CallExpression' || !declarations.includes(String(calleeOf(node.callee)))) return false;
  const words = node.arguments as readonly unknown[];
  return words.length > 1 && isNumber(words.at(-1));
}

function limitsIn(source: string, path = 'a.test.ts'): readonly string[] {
  const { program } = parseSync(path, source);
  return [...nodesOf(program as unknown as Node)]
    .filter(isLimit)
    .map(({ start }) => `${path}:${source.slice(0, Number(start)).split('\n').length}`);
}

it('finds limits of tests, hooks and programs', () => {
  const source =
    "it('a', () => {}, 5000);\nbeforeAll(() => {}, 120_000);\nspawnSync('x', [], { timeout: 10 });\nit.each([1])('b', () => {}, 7);\n";
  expect(limitsIn(source)).toEqual(['a.test.ts:1', 'a.test.ts:2', 'a.test.ts:3', 'a.test.ts:4']);
  expect(limitsIn("it('a', () => f(1, 2));\nexpect(it).toBe(3);\nlaunch({ timeout: patience });\n")).toEqual([]);
});

it('no test has a limit of its own', () => {
  const files = parts.flatMap((part) =>
    readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') || /(?:^|\/)testing\/.*\.ts$/u.test(file))
      .map((file) => join(part, file)),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => limitsIn(readFileSync(join(root, file), 'utf8'), file))).toEqual([]);
});

it('the limit of every test and hook is one that only a hang exceeds', ({ task }) => {
  const { testTimeout = 0, hookTimeout = 0, projects } = config.test ?? {};
  expect(Math.min(testTimeout, hookTimeout, task.timeout)).toBeGreaterThanOrEqual(20 * 60_000);
  expect(JSON.stringify(projects)).not.toContain('Timeout');
});
