import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build, type BuildOptions } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a page's window has of the globals that Node has too; nothing else is handed in. */
const browserGlobals = { TextEncoder, TextDecoder, URL, performance, structuredClone, queueMicrotask, setTimeout };

interface Bundle {
  readonly code: string;
  readonly inputs: readonly string[];
}

async function bundleForBrowser(input: Pick<BuildOptions, 'entryPoints' | 'stdin'>): Promise<Bundle> {
  const result = await build({
    ...input,
    absWorkingDir: root,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'cowlab',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return { code: result.outputFiles[0].text, inputs: Object.keys(result.metafile.inputs) };
}

const bundleOf = (contents: string): Promise<Bundle> => bundleForBrowser({ stdin: { contents, loader: 'ts', resolveDir: root } });

function runLikeAPage({ code }: Bundle): Record<string, unknown> {
  const page = createContext({ ...browserGlobals });
  // A window is its own `self`; `process`, `require` and `Buffer` do not exist there.
  return runInContext(`globalThis.self = globalThis; ${code}; cowlab`, page) as Record<string, unknown>;
}

describe('core in a browser', () => {
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await bundleForBrowser({ entryPoints: ['core/index.ts'] });
  });

  it('bundles with nothing of Node and nothing of core/run', () => {
    expect(bundle.inputs).toContain('core/index.ts');
    expect(bundle.inputs.filter((input) => input.startsWith('core/run/'))).toEqual([]);
  });

  it('runs where there is no process, no require and no Buffer', () => {
    expect(runLikeAPage(bundle)).toMatchObject({ definePolicy: expect.any(Function) as unknown });
  });

  it('checks a scenario under a built-in policy in the page, with the verdict it has in Node', async () => {
    const page = await bundleOf(`
      import { compilePolicy, operations, PolicyRegistry } from './core/index.js';
      import { checkProgram } from './core/explore/check.js';
      import { replay } from './core/explore/replay.js';
      import { loadProgram } from './core/scenario/load.js';
      import { Simulator } from './core/simulate/simulator.js';
      import { builtinPolicies } from './policies/index.js';
      export { Simulator };
      export function steps(text, id) {
        const policy = compilePolicy(new PolicyRegistry(operations, builtinPolicies), id);
        const program = loadProgram(text, 'page');
        const checked = checkProgram(program, policy);
        return checked.verdict + ' after ' + replay(program, policy, checked.schedule ?? []).steps.length;
      }
    `);
    const { steps } = runLikeAPage(page) as { steps: (text: string, policy: string) => string };
    const url = new URL('../../workloads/scenarios/vmsplice-child-unmap.scenario.yaml', import.meta.url);
    const text = readFileSync(url, 'utf8');
    expect([steps(text, 'mapcount'), steps(text, 'anon-exclusive')]).toEqual([
      expect.stringMatching(/^violates after \d+$/),
      expect.stringMatching(/^holds after \d+$/),
    ]);
  });

  it('is refused as soon as it needs a part of Node', async () => {
    const source = "import { readFileSync } from 'node:fs'; export const read = () => readFileSync('x');";
    await expect(bundleOf(source)).rejects.toThrow(/Could not resolve "node:fs"/);
  });

  it('fails when it asks for a global that only Node has', async () => {
    const asking = await bundleOf('export const platform = process.platform;');
    expect(() => runLikeAPage(asking)).toThrow(/process is not defined/);
  });
});
