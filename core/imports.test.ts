import { readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The parts of the tree and what each may import: cli -> reports, workloads, policies -> core. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  policies: ['core'],
  workloads: ['core'],
  reports: ['core'],
  cli: ['core', 'policies', 'workloads', 'reports'],
};

/** What is handed out of core, from all its floors. */
const faces = ['index.ts', 'results.ts', 'workloads.ts'];

/** The floors of core, and those that each of them stands on. `run` may hand out the public faces of them all. */
const floors: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  program: ['errors'],
  scenario: ['errors', 'program'],
  rules: ['errors', 'program'],
  machine: ['errors', 'program', 'rules'],
  engine: ['errors', 'program', 'rules', 'machine'],
  mm: ['errors', 'program', 'rules', 'machine', 'engine'],
  policy: ['errors', 'program', 'rules', 'machine', 'engine'],
  oracle: ['errors', 'program', 'rules', 'machine', 'engine', 'mm', 'policy'],
  explore: ['errors', 'program', 'rules', 'machine', 'engine', 'mm', 'policy', 'oracle'],
  simulate: ['errors', 'program', 'rules', 'machine', 'engine', 'mm', 'policy'],
  run: ['errors', 'program', 'scenario', 'rules', 'machine', 'engine', 'mm', 'policy', 'oracle', 'explore', 'simulate', ...faces],
};

interface Import {
  readonly specifier: string;
  /** Gone after compiling: `import type` and `export type`. */
  readonly typeOnly: boolean;
  /** Loaded late, by `import()`. */
  readonly late?: boolean;
}

function importsOf(path: string, source: string): Import[] {
  const { module } = parseSync(path, source);
  const found: Import[] = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  for (const { moduleRequest, isType } of module.staticExports.flatMap((statement) => statement.entries)) {
    if (moduleRequest) found.push({ specifier: moduleRequest.value, typeOnly: isType });
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^(['"`])(.*)\1$/.exec(source.slice(moduleRequest.start, moduleRequest.end));
    if (literal) found.push({ specifier: literal[2], typeOnly: false, late: true });
  }
  return found;
}

const isTest = (path: string): boolean => path.endsWith('.test.ts') || path.includes('/testing/');
const isRun = (path: string): boolean => path.startsWith('core/run/') || path === 'core/results.ts';
const packageOf = (specifier: string): string => /^(@[^/]+\/)?[^/]+/.exec(specifier)![0];

/** What a file that ships does wrong, one sentence each. */
function wrongImports(path: string, source: string, packages: ReadonlySet<string>): string[] {
  const part = path.split('/')[0];
  const forBrowser = part === 'core' && !isRun(path);
  return importsOf(path, source).flatMap(({ specifier, typeOnly }) => {
    if (!specifier.startsWith('.')) {
      if (isBuiltin(specifier)) return forBrowser ? [`${path} imports ${specifier}, which no browser has`] : [];
      return packages.has(packageOf(specifier)) ? [] : [`${path} imports ${specifier}, which is no dependency`];
    }
    const target = targetOf(path, specifier);
    const targetPart = target.split('/')[0];
    if (targetPart !== part && !arrows[part].includes(targetPart)) return [`${path} imports ${targetPart}: ${target}`];
    if (forBrowser && isRun(target) && !typeOnly) return [`${path} imports core/run: ${target}`];
    return isTest(target) ? [`${path} ships, but imports ${target}`] : [];
  });
}

function targetOf(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
}

/** A file of core that imports from a floor that its own does not stand on, types included. */
function wrongFloors(path: string, source: string): string[] {
  const [part, floor] = path.split('/');
  if (part !== 'core' || faces.includes(floor)) return [];
  return importsOf(path, source).flatMap(({ specifier }) => {
    if (!specifier.startsWith('.')) return [];
    const target = targetOf(path, specifier);
    const [targetPart, targetFloor] = target.split('/');
    if (targetPart !== 'core' || targetFloor === floor || floors[floor]?.includes(targetFloor)) return [];
    return [`${path} of floor ${floor} imports ${target}`];
  });
}

/** What each file imports before it runs; functions over the machine may name its type within machine/. */
function graphOf(files: ReadonlyMap<string, string>): Map<string, string[]> {
  return new Map(
    [...files].map(([path, source]) => {
      const targets = importsOf(path, source)
        .filter(({ specifier, late }) => specifier.startsWith('.') && late !== true)
        .map(({ specifier, typeOnly }) => ({ target: targetOf(path, specifier), typeOnly }))
        .filter(
          ({ target, typeOnly }) => !(typeOnly && path.startsWith('core/machine/') && target === 'core/machine/machine.ts'),
        );
      return [path, targets.map(({ target }) => target)];
    }),
  );
}

/** A way from a file back to itself; undefined: there is none. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const over = new Set<string>();
  const visit = (path: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (over.has(path)) return undefined;
    for (const target of graph.get(path) ?? []) {
      const circle = visit(target, [...way, path]);
      if (circle !== undefined) return circle;
    }
    over.add(path);
    return undefined;
  };
  for (const path of graph.keys()) {
    const circle = visit(path, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

const shippedFiles = Object.keys(arrows).flatMap((part) =>
  readdirSync(`${root}${part}`, { recursive: true, encoding: 'utf8' })
    .map((file) => `${part}/${file.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !isTest(path)),
);

const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { dependencies: Record<string, string> };
const dependencies = new Set(Object.keys(manifest.dependencies));

describe('imports between the parts of the tree', () => {
  it('go one way, keep Node out of core, and need only declared dependencies', () => {
    expect(shippedFiles.length).toBeGreaterThan(0);
    const wrong = shippedFiles.flatMap((path) => wrongImports(path, readFileSync(root + path, 'utf8'), dependencies));
    expect(wrong).toEqual([]);
  });

  it('lead to no file that is on its way, types included', () => {
    expect(circleIn(graphOf(new Map(shippedFiles.map((path) => [path, readFileSync(root + path, 'utf8')]))))).toBeUndefined();
  });

  it('are found to lead back', () => {
    const files = new Map([
      ['core/mm/a.ts', "import { b } from './b.js';"],
      ['core/mm/b.ts', "import { type C } from './c.js';"],
      ['core/mm/c.ts', "export * from './b.js';"],
      ['core/machine/frame.ts', "import type { Machine } from './machine.js';"],
      ['core/machine/machine.ts', "import { frames } from './frame.js';"],
    ]);
    expect(circleIn(graphOf(files))).toEqual(['core/mm/b.ts', 'core/mm/c.ts', 'core/mm/b.ts']);
  });

  it('go down the floors of core', () => {
    const wrong = shippedFiles.flatMap((path) => wrongFloors(path, readFileSync(root + path, 'utf8')));
    expect(wrong).toEqual([]);
  });

  it.each([
    ['core/machine/a.ts', "import type { Step } from '../engine/step.js';"],
    ['core/rules/a.ts', "import { Frame } from '../machine/bits.js';"],
    ['core/simulate/a.ts', "import { check } from '../explore/check.js';"],
    ['core/explore/a.ts', "import { loadProgram } from '../scenario/load.js';"],
    ['core/mm/gup/a.ts', "import { definePolicy } from '../../index.js';"],
  ])('do not go up them, in %s: %s', (path, source) => {
    expect(wrongFloors(path, source)).toEqual([expect.stringContaining(`${path} of floor`)]);
  });

  it.each([
    ['core/mm/a.ts', "import { cow } from '../../policies/cow/index.js';", 'core/mm/a.ts imports policies'],
    ['policies/cow/a.ts', "export * from '../../workloads/index.js';", 'policies/cow/a.ts imports workloads'],
    ['reports/a.ts', "import type { A } from '../policies/index.js';", 'reports/a.ts imports policies'],
    ['workloads/a.ts', "const page = await import('../reports/page.js');", 'workloads/a.ts imports reports'],
    ['policies/a.ts', "import '../cli/main.js';", 'policies/a.ts imports cli'],
    ['core/machine/a.ts', "import { readFileSync } from 'node:fs';", 'imports node:fs, which no browser has'],
    ['core/machine/a.ts', "import type { Stats } from 'fs';", 'imports fs, which no browser has'],
    ['core/explore/a.ts', "export { pool } from '../run/pool.js';", 'imports core/run: core/run/pool.ts'],
    ['core/explore/a.ts', "import { sample } from './testing/sample.js';", 'ships, but imports'],
    ['cli/a.ts', "import thing from '@scope/thing/part';", 'imports @scope/thing/part, which is no dependency'],
  ])('are refused in %s: %s', (path, source, complaint) => {
    expect(wrongImports(path, source, dependencies)).toEqual([expect.stringContaining(complaint)]);
  });

  it.each([
    ['cli/main.ts', "import '../reports/index.js'; import('../policies/index.js'); import 'node:fs';"],
    ['core/run/a.ts', "import { cpus } from 'node:os'; import { explore } from '../explore/explore.js';"],
    ['core/index.ts', "export type { Results } from './run/results.js';"],
    ['policies/a.ts', "import { injectable } from 'inversify'; import { b } from './b.js';"],
  ])('are allowed in %s: %s', (path, source) => {
    expect(wrongImports(path, source, dependencies)).toEqual([]);
  });
});

/** Where foreign code holds an object, `private` hides nothing from it. */
const hiddenFromForeignCode = ['core/machine/frame-window.ts', 'core/machine/views.ts', 'core/policy/watched-view.ts'];

it('what is private says so by `private`, and by `#` only where foreign code holds the object', () => {
  const hidden = shippedFiles.filter((path) => /\bthis\.#\w/u.test(readFileSync(root + path, 'utf8')));
  expect(hidden).toEqual(hiddenFromForeignCode);
});
