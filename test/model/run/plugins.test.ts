import { nobody } from '../../../core/machine/hook.js';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { checkProgram, type Checked } from '../../../core/explore/check.js';
import { Driver } from '../../../core/explore/driver.js';
import { lookupPte } from '../../../core/machine/pmd.js';
import { createWorld } from '../../../core/explore/world.js';
import { operations, compilePolicy, PolicyRegistry, type CowlabError, type Policy } from '../../../core/index.js';
import { loadPlugins } from '../../../core/run/plugins.js';
import { scenario } from '../testing/builtin.js';
import { testProgram } from '../testing/programs.js';
import { ownStep, PluginFiles, reuseAlways, reuseUnlessPinned, throwingFork } from '../../../core/run/testing/plugin-files.js';

const files = new PluginFiles();
afterAll(() => files.remove());

async function load(...paths: string[]): Promise<{ registry: PolicyRegistry; policies: readonly Policy[] }> {
  const registry = new PolicyRegistry(operations, builtinPolicies);
  return { registry, policies: await loadPlugins(paths, registry) };
}

const unmapping = testProgram('unmapping');

function check(registry: PolicyRegistry, policy: string, program = scenario('basic-cow')): Checked {
  return checkProgram(program, compilePolicy(registry, policy));
}

/** What is said about a plugin of this text. */
async function refusal(name: string, text: string): Promise<CowlabError & { readonly plugin: string }> {
  const plugin = files.write(name, text);
  const refused = await load(plugin).then(
    () => undefined,
    (error: unknown) => error as CowlabError,
  );
  if (refused === undefined) throw new Error('the plugin was not refused');
  return Object.assign(refused, { plugin });
}

const policyHeader = "import { definePolicy, Rule } from 'cowlab';\n";

describe('a plugin', () => {
  it('in TypeScript with decorators decides, and its rules are given the rules of the parent', async () => {
    const path = files.write('reuse-if-pinned.ts', reuseUnlessPinned);
    const { registry, policies } = await load(path);
    expect(policies).toMatchObject([{ id: 'reuse-if-pinned', origin: path, sources: ['commit 0123456789ab'] }]);
    expect(check(registry, 'reuse-if-pinned').verdict).toBe('holds');
    expect(compilePolicy(registry, 'reuse-if-pinned').rules.writeFault.reads).toEqual(['frame.refs']);
  });

  it('in plain JavaScript decides, and breaks what its decision breaks', async () => {
    const { registry } = await load(files.write('reuse-always.mjs', reuseAlways));
    const { verdict, breaches } = check(registry, 'reuse-always');
    expect(verdict).toBe('violates');
    expect(breaches[0]?.kind).toBe('isolation');
  });

  it('may bring a step, a field and a rule that reads it, as docs/plugins.md shows', async () => {
    const page = readFileSync(new URL('../../../docs/plugins.md', import.meta.url), 'utf8');
    const [, text] = /```ts\n(.*?)```/su.exec(page) ?? ['', ''];
    const { registry } = await load(files.write('shared-once.ts', text));
    const policy = compilePolicy(registry, 'shared-once');
    const program = testProgram('both-write');
    const m = createWorld(program, policy);
    const driver = new Driver(m, program);
    const marked = (): number[] => [...m.extra('frame', 'shared').cells].flatMap((shared, pfn) => (shared === 0 ? [] : pfn));
    driver.runInOrder(program.steps, () => undefined);
    expect(marked()).toEqual([m.pte.entry.frameAt(lookupPte(m, nobody, 0, 0))]);
    // Both have copied what they shared, and nobody has it any more.
    driver.runInOrder(
      program.race.flatMap(({ operations: list }) => list),
      () => undefined,
    );
    expect(marked()).toEqual([]);
    expect(checkProgram(program, policy)).toMatchObject({ verdict: 'holds', complete: true });
  });

  it('may bring several policies and variants, as named exports and in arrays, each once', async () => {
    const one = (id: string): string =>
      `definePolicy('${id}', { title: '', extends: 'mapcount', orders: { fork: [] }, rules: {} })`;
    const { policies } = await load(
      files.write(
        'several.js',
        `
      import { definePolicy, defineVariant } from 'cowlab';
      export const first = ${one('first')};
      export const more = [${one('second')}, first];
      export const variant = defineVariant('third', { title: '', orders: { fork: first.orders.fork } });
      export const notAPolicy = 42;
      export default first;
    `,
      ),
    );
    expect(policies.map(({ id }) => id).toSorted()).toEqual(['first', 'second', 'third']);
  });

  it('may extend what a plugin before it brought, and be a folder with files of its own', async () => {
    const parent = files.write('parent.mjs', reuseAlways);
    files.write('folder/rules.js', reuseAlways);
    files.write(
      'folder/index.ts',
      `import { definePolicy, Rule } from 'cowlab';
      import parent from './rules';
      export default definePolicy('grandchild', { title: '', extends: 'reuse-always', rules: parent.rules });`,
    );
    const { registry } = await load(parent, `${files.folder}/folder`);
    expect(registry.chain('grandchild').map(({ id }) => id)).toEqual(['mapcount', 'reuse-always', 'grandchild']);
  });
});

describe('a plugin is refused', () => {
  it('when there is no such file, folder or package', async () => {
    await expect(load('no/such/plugin.ts')).rejects.toMatchObject({ code: 'COW333', exitCode: 2, where: 'no/such/plugin.ts' });
    await expect(load('no-such-package')).rejects.toMatchObject({ code: 'COW333', where: 'no-such-package' });
    files.write('empty/readme.txt', '');
    await expect(load(`${files.folder}/empty`)).rejects.toMatchObject({ code: 'COW334' });
  });

  it('when it throws while it is loaded, with the place and the reason', async () => {
    const error = await refusal('throws.ts', "const here = 1;\nthrow new TypeError('cannot start');\nexport default here;\n");
    expect(error).toMatchObject({ code: 'COW030', exitCode: 2 });
    expect(error.where).toBe(`${error.plugin}:2:7`);
    expect(error.message).toBe('The plugin failed to load: TypeError: cannot start.');
  });

  it('when it does not parse, or imports what is not there', async () => {
    const broken = await refusal('broken.ts', 'export default {{{;\n');
    expect(broken).toMatchObject({ code: 'COW030' });
    expect(broken.where).toMatch(/broken\.ts:1:\d+$/u);
    const lost = await refusal('lost.ts', "import { x } from './nowhere';\nexport default x;\n");
    expect(lost).toMatchObject({ code: 'COW030' });
    expect(lost.message).toContain('nowhere');
  });

  it('when it exports no policy', async () => {
    const error = await refusal('nothing.ts', 'export const answer = 42;\n');
    expect(error).toMatchObject({ code: 'COW031', exitCode: 2, where: error.plugin });
    expect(error.expected).toContain('export default definePolicy');
    expect(await refusal('raw.js', "export default { title: 'not defined', rules: {} };\n")).toMatchObject({ code: 'COW031' });
  });

  it('when its policy binds nothing', async () => {
    const text = `${policyHeader}export default definePolicy('idle', { title: '', extends: 'mapcount' });\n`;
    const error = await refusal('idle.ts', text);
    expect(error).toMatchObject({ code: 'COW237', where: error.plugin });
    expect(error.expected).toContain('`idle` states none');
  });

  it('when the id of its policy is taken', async () => {
    const text = reuseAlways.replace("'reuse-always'", "'early-cow'");
    const error = await refusal('taken.js', text);
    expect(error).toMatchObject({ code: 'COW005', where: error.plugin });
    expect(error.message).toContain('`early-cow`');
  });

  it('when its policy extends nothing that is known', async () => {
    const error = await refusal('orphan.js', reuseAlways.replace("'mapcount'", "'mapcuont'"));
    expect(error).toMatchObject({ code: 'COW004', where: error.plugin, hint: 'did you mean `mapcount`?' });
  });

  it('when a rule is not a class, has no service identifier, or lacks a method', async () => {
    const policy = (rules: string): string =>
      `${policyHeader}class Empty {}\nexport default definePolicy('unfit', { title: '', extends: 'mapcount', rules: { ${rules} } });\n`;
    const value = await refusal('value.js', policy('[Rule.Fork]: 5'));
    expect(value).toMatchObject({ code: 'COW236', where: value.plugin });
    expect(value.message).toContain('not a class');
    expect((await refusal('typo.js', policy('[Rule.Frok]: Empty'))).message).toContain('`undefined`');
    const lacking = await refusal('lacking.js', policy('[Rule.Fork]: Empty'));
    expect(lacking).toMatchObject({ code: 'COW135', where: lacking.plugin });
    expect(lacking.message).toContain('fork rule without `mustCopy`');
  });

  it('when a rule throws in mid-run, with the plugin, the policy and the rule, as a run that broke', async () => {
    const path = files.write('throwing.ts', throwingFork('throwing', 'out of ideas'));
    const { registry } = await load(path);
    expect(() => check(registry, 'throwing')).toThrow(
      expect.objectContaining({
        code: 'COW032',
        exitCode: 3,
        where: path,
        message: 'The rule ThrowingFork, asked for fork, of policy `throwing` threw during the run: out of ideas.',
      }),
    );
  });

  it('when a step of its own throws in mid-run, as a run that broke', async () => {
    const path = files.write(
      'stumbling.ts',
      ownStep('stumbling', "if (machine.mm.alive.load(0, 0) === 1) throw new Error('stumbled');\n  return next;"),
    );
    const { registry } = await load(path);
    expect(() => check(registry, 'stumbling', unmapping)).toThrow(
      expect.objectContaining({
        code: 'COW034',
        exitCode: 3,
        where: path,
        message: 'A step of policy `stumbling` threw during the run: stumbled.',
      }),
    );
  });

  it.each([
    ['jumps', "return goto('zap-unmapped');", "goto('zap-unmapped')"],
    ['calls a list', "return call('lru-drain');", "call('lru-drain')"],
    ['fails', "return fail('EFAULT');", 'fail(…)'],
    ['answers nothing', 'return undefined as never;', 'undefined'],
  ])('when a step of its own %s without having declared it', async (_, body, answer) => {
    const path = files.write('lost-step.ts', ownStep('lost-step', body));
    const { registry } = await load(path);
    expect(() => check(registry, 'lost-step', unmapping)).toThrow(
      expect.objectContaining({
        code: 'COW063',
        where: path,
        expected: 'one of next',
        message: `The policy \`lost-step\` has a step \`look-around\` of \`munmap\` that answers \`${answer}\`, which it does not declare.`,
      }),
    );
  });

  it('before anything runs when a step of its own may jump or call where nothing is', async () => {
    const jump = await refusal('lost-jump.ts', ownStep('lost-jump', 'return next;', "next, goto('nowhere')"));
    expect(jump).toMatchObject({
      code: 'COW073',
      where: jump.plugin,
      message: 'The policy `lost-jump` has no place `nowhere`, where `look-around` jumps to.',
    });
    const called = await refusal('lost-call.ts', ownStep('lost-call', 'return next;', "next, call('lru-drian')"));
    expect(called).toMatchObject({
      code: 'COW004',
      where: called.plugin,
      message: 'There is no list named `lru-drian`.',
      hint: expect.stringContaining('lru-drain') as unknown,
    });
  });

  it('when its policy has no good name, with the place', async () => {
    const error = await refusal('named.js', reuseAlways.replace("'reuse-always'", "'Reuse Always'"));
    expect(error).toMatchObject({ code: 'COW138', message: 'The policy `Reuse Always` is not a policy id.' });
    expect(error.where).toMatch(/named\.js:\d+:\d+$/u);
  });

  it('by the path as it was given, when it throws in mid-run', async () => {
    const path = files.write(
      'relative.ts',
      ownStep('relative', "if (machine.mm.alive.load(0, 0) === 1) throw new Error('stumbled');\n  return next;"),
    );
    const given = relative(process.cwd(), path);
    expect(given.startsWith('..')).toBe(true);
    const { registry } = await load(given);
    expect(() => check(registry, 'relative', unmapping)).toThrow(expect.objectContaining({ code: 'COW034', where: given }));
  });
});

describe('a plugin that changes what belongs to the language is named', () => {
  const builtins = ['Object.prototype.polluted', 'Array.prototype.map'];
  const pollute = 'Object.prototype.polluted = 1;\nArray.prototype.map = () => [];';
  const named = `The plugin changes what belongs to the language: \`${builtins.join('`, `')}\`.`;

  it('when it does so while it is loaded, and all is put right again', async () => {
    expect(await refusal('pollutes.cjs', pollute)).toMatchObject({ code: 'COW038', exitCode: 2, message: named });
    expect(await refusal('pollutes-and-throws.cjs', `${pollute}\nthrow new Error('too');`)).toMatchObject({ code: 'COW038' });
    expect([Reflect.get({}, 'polluted'), [1].map((n) => n + 1)]).toEqual([undefined, [2]]);
  });

  it('when the making of a rule does so', async () => {
    const error = await refusal(
      'constructor.ts',
      throwingFork('constructing', 'x').replace(
        'readonly reads',
        `constructor() { ${pollute.replaceAll('Object.', '(Object as any).').replaceAll('= () => []', '= (() => []) as never')} }\n  readonly reads`,
      ),
    );
    expect(error).toMatchObject({ code: 'COW038', exitCode: 2, where: error.plugin, message: named });
  });

  it('when a rule does so in a run, as a run that broke', async () => {
    const polluting = throwingFork('polluting', 'x').replace(
      'throw new Error("x");',
      `${pollute.replaceAll('Object.', '(Object as any).').replaceAll('= () => []', '= (() => []) as never')} return false;`,
    );
    const path = files.write('polluting.ts', polluting);
    const { registry } = await load(path);
    expect(() => check(registry, 'polluting')).toThrow(
      expect.objectContaining({ code: 'COW038', exitCode: 3, where: path, message: named }),
    );
    expect([Reflect.get({}, 'polluted'), [1].map((n) => n + 1)]).toEqual([undefined, [2]]);
  });
});
