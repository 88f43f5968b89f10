import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build, type BuildOptions } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

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

const bundleOf = (contents: string): Promise<Bundle> => bundleForBrowser({ stdin: { contents, loader: 'ts' } });

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

  it('is refused as soon as it needs a part of Node', async () => {
    const source = "import { readFileSync } from 'node:fs'; export const read = () => readFileSync('x');";
    await expect(bundleOf(source)).rejects.toThrow(/Could not resolve "node:fs"/);
  });

  it('fails when it asks for a global that only Node has', async () => {
    const asking = await bundleOf('export const platform = process.platform;');
    expect(() => runLikeAPage(asking)).toThrow(/process is not defined/);
  });
});
