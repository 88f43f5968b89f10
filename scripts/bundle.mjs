/**
 * Makes the command out of what the compiler wrote: every command and every thread in a few files instead of some 400.
 * Node.js needs half a millisecond to find and link a module, and each measured cell starts in a thread of its own: the
 * threads start in 60 instead of 250 ms of CPU time, `cowlab check FILE` in 0.2 instead of 0.5 s. What is loaded late
 * stays in files of its own. The library (dist/core and dist/policies) is left as it is.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** These find files of their own next to themselves, or are large and loaded once. */
const external = ['jiti', 'vega', 'vega-lite'];

/** Packages in CommonJS ask for Node's modules by `require`. */
const banner = "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);";

/** Replaces the compiled program in `folder` by its bundle. Throws when that cannot be made; esbuild has said why. */
export async function bundle(root, folder) {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    entryPoints: [...new Set([join(folder, 'cli/main.js'), ...threadsIn(folder)])],
    outbase: folder,
    outdir: folder,
    chunkNames: 'cli/chunks/[name]-[hash]',
    plugins: [threadsFromChunks(folder)],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external,
    banner: { js: banner },
    // Rules are named in errors and explanations by their classes.
    keepNames: true,
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    absWorkingDir: root,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  for (const part of ['cli', 'workloads', 'reports']) rmSync(join(folder, part), { recursive: true, force: true });
  for (const { path, contents } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licensesOf(root, metafile));
}

const thread = /new URL\('([\w./-]+\.js)', import\.meta\.url\)/gu;

/** Whatever the program starts by its file. */
function threadsIn(folder) {
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name));
  return files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(thread)].map(([, name]) => join(dirname(file), name)));
}

/** Code that starts a thread moves to a chunk; from there, and from everywhere as deep, the thread's file is another way. */
function threadsFromChunks(folder) {
  const fromChunk = (file) => relative(join(folder, 'cli/chunks'), file);
  return {
    name: 'threads',
    setup({ onLoad }) {
      // Read by Go, which knows no flags behind it.
      onLoad({ filter: /\.js$/ }, ({ path }) => {
        if (path.includes('node_modules')) return undefined;
        const text = readFileSync(path, 'utf8');
        const contents = text.replaceAll(
          thread,
          (_, name) => `new URL('${fromChunk(join(dirname(path), name))}', import.meta.url)`,
        );
        return { contents, loader: 'js' };
      });
    },
  };
}

/** The packages that are in the bundle, each with its licence. */
function licensesOf(root, { inputs }) {
  const packages = new Set(Object.keys(inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path) ?? []));
  return [...packages]
    .toSorted()
    .map((path) => {
      const files = readdirSync(join(root, path)).filter((name) => /^(?:licen[cs]e|copying|notice)/iu.test(name));
      const { name, version, license } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
      const texts = files.map((file) => readFileSync(join(root, path, file), 'utf8').trim());
      return [`${name} ${version} (${license})`, ...texts, ''].join('\n\n');
    })
    .join(`${'-'.repeat(80)}\n\n`);
}
