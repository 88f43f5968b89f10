/** What plugins may export, and what is said of what is no policy. */

import { afterAll, describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { operations, PolicyRegistry, type CowlabError, type Policy } from '../../../core/index.js';
import { loadPlugins } from '../../../core/run/plugins.js';
import { PluginFiles } from '../../../core/run/testing/plugin-files.js';

const files = new PluginFiles();
afterAll(() => files.remove());

const load = async (path: string): Promise<readonly Policy[]> =>
  loadPlugins([path], new PolicyRegistry(operations, builtinPolicies));

async function refusal(path: string): Promise<CowlabError> {
  return load(path).then(
    () => Promise.reject(new Error('the plugin was not refused')),
    (error: unknown) => error as CowlabError,
  );
}

const inCommonJs = `
const { injectable } = require('inversify');
const { definePolicy, Reuse, Rule } = require('cowlab');
class ReuseAlways {
  reads = [];
  mayReuse() { return Reuse.now; }
}
injectable()(ReuseAlways);
const policy = definePolicy('reuse-always', { title: 'Reuses', extends: 'mapcount', rules: { [Rule.WriteFault]: ReuseAlways } });
`;

describe('a plugin in the manner of CommonJS', () => {
  it.each([
    ['mine.cjs', 'module.exports = policy;', undefined],
    ['package/mine.js', 'module.exports = policy;', 'commonjs'],
    ['plain/mine.js', 'module.exports = policy;', ''],
    ['named.cjs', 'exports.policy = policy;', undefined],
    ['array.cjs', 'module.exports = [policy];', undefined],
    ['default.cjs', 'module.exports = { default: policy };', undefined],
    ['typed.cts', 'module.exports = policy;', undefined],
  ])('brings its policy: %s with `%s`', async (name, exported, type) => {
    if (type !== undefined) files.write(name.replace('mine.js', 'package.json'), JSON.stringify(type === '' ? {} : { type }));
    const path = files.write(name, inCommonJs + exported);
    expect(await load(path)).toMatchObject([{ id: 'reuse-always', origin: path }]);
  });

  it('runs once, and is not tried in another way before', async () => {
    const path = files.write(
      'once.cjs',
      `globalThis.cowlabTestRuns = (globalThis.cowlabTestRuns ?? 0) + 1;${inCommonJs}module.exports = policy;`,
    );
    await load(path);
    expect((globalThis as { cowlabTestRuns?: number }).cowlabTestRuns).toBe(1);
  });
});

describe('a plugin whose export is no policy is refused with what it is', () => {
  it.each([
    [
      'a Proxy that answers everything',
      'proxy.cjs',
      'module.exports = new Proxy({}, { get: (_, key) => key });',
      '`module.exports` is a Proxy',
    ],
    [
      'a Proxy that is called',
      'call.cjs',
      'const all = new Proxy(function () {}, { get: () => all, apply: () => all });\nmodule.exports = all;',
      '`module.exports` is a Proxy',
    ],
    ['a Proxy of a module', 'proxy.mjs', 'export default new Proxy({}, { get: (_, key) => key });', '`default` is a Proxy'],
    [
      'a Proxy that throws',
      'angry.mjs',
      "export default new Proxy({}, { get() { throw new Error('never'); } });",
      '`default` is a Proxy',
    ],
    [
      'a Proxy that `await` would call',
      'late.cjs',
      'module.exports = new Proxy({}, { get: () => () => undefined });',
      '`module.exports` is a Proxy',
    ],
    ['a function that `await` would call', 'then.mjs', 'export function then() {}', '`then` is a function'],
    ['a function', 'function.mjs', 'export default () => 1;', '`default` is a function'],
    ['a class', 'class.ts', 'export default class Mine { readonly id: string = "mine"; }', '`default` is a class'],
    [
      'a frozen object',
      'frozen.mjs',
      "export default Object.freeze({ id: 'odd', kind: 'policy', module: {} });",
      '`default` is an object that `definePolicy` has not made',
    ],
    [
      'a getter that throws',
      'getter.cjs',
      "module.exports = { get policy() { throw new Error('not now'); } };",
      '`policy` cannot be read: not now',
    ],
    [
      'an object that throws when it is looked at',
      'thorny.mjs',
      'export default { get id() { throw 1; } };',
      '`default` is an object that `definePolicy` has not made',
    ],
    ['a promise', 'promise.mjs', 'export default Promise.resolve(1);', '`default` is a promise'],
    [
      'a number among others',
      'values.mjs',
      'export const answer = 42; export const none = null;',
      '`answer` is a number, `none` is null',
    ],
    ['nothing', 'nothing.mjs', 'const here = 1;\n', 'it exports nothing'],
  ])('%s', async (_, name, text, what) => {
    const path = files.write(name, text);
    expect(await refusal(path)).toMatchObject({
      code: what.includes('cannot be read') ? 'COW238' : 'COW031',
      exitCode: 2,
      where: path,
      message: `The plugin exports no policy: ${what}.`,
    });
  });
});

describe('a policy with odd parts', () => {
  const spread = (part: string): string => `import { definePolicy } from 'cowlab';
    export default { ...definePolicy('odd', { title: '', extends: 'mapcount' }), ${part} };`;

  it.each([
    ['title: 5', 'has `title` that is a number'],
    ['rules: 7', 'has `rules` that is a number'],
    ['orders: { fork: 7 }', 'has `orders` that is an object'],
    ["get rules() { throw new Error('not now'); }", 'has `rules` that cannot be read: not now'],
  ])('is refused: `%s`', async (part, what) => {
    const path = files.write(
      'odd.mjs',
      part.startsWith('get ')
        ? `import { definePolicy } from 'cowlab';\nconst odd = definePolicy('odd', { title: '', extends: 'mapcount' });\nexport default Object.defineProperty({ ...odd }, 'rules', { enumerable: true, ${part.replace(' rules', '')} });`
        : spread(part),
    );
    expect(await refusal(path)).toMatchObject({
      code: what.includes('cannot be read') ? 'COW233' : 'COW234',
      where: path,
      message: `The policy \`odd\` ${what}.`,
    });
  });
});

describe('the place of an error in a plugin', () => {
  it.each([
    [
      'behind types that are gone',
      'types.ts',
      'const long: Record<string, number> = {}; throw new TypeError(`cannot ${long}`);\n',
      '1:48',
    ],
    [
      'on a later line',
      'later.ts',
      'interface Foo { a: number }\nconst x = 1 as number; const y: string = ""; throw new Error(x + y);\n',
      '2:52',
    ],
    ['of a module without types', 'plain.mjs', 'const a = 1; throw new Error(a);\n', '1:20'],
    ['of CommonJS', 'plain.cjs', 'const a = 1; throw new Error(a);\n', '1:20'],
    [
      'within a decorated class',
      'decorated.ts',
      'import { injectable } from "inversify";\n@injectable()\nclass A { private readonly x: number = [1].map((): number => { throw new Error("boom"); })[0]; }\nexport const a = new A();\n',
      '3:70',
    ],
    ['that does not parse', 'broken.ts', 'const a: number = 1;\nexport default {{{;\n', '2:16'],
  ])('%s is that of the source', async (_, name, text, place) => {
    const path = files.write(name, text);
    expect(await refusal(path)).toMatchObject({ code: 'COW030', where: `${path}:${place}` });
  });

  it('in a file that it imports is that file', async () => {
    const helper = files.write(
      'deep/helper.ts',
      'export const x: number = 1;\nexport function fail(why: string): never { throw new Error(why); }\n',
    );
    const path = files.write('deep/index.ts', "import { fail } from './helper.js';\nfail('no');\n");
    expect(await refusal(path)).toMatchObject({
      code: 'COW030',
      where: `${helper}:2:50`,
      message: 'The plugin failed to load: Error: no.',
    });
  });

  it('is the plugin when what is thrown has none, or cannot be printed', async () => {
    const path = files.write('odd-throw.mjs', 'throw { toString() { throw 1; } };\n');
    expect(await refusal(path)).toMatchObject({
      code: 'COW030',
      where: path,
      message: 'The plugin failed to load: something that cannot be printed.',
    });
  });
});
