import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('.', import.meta.url));
const named = [...readFileSync(`${root}command-line.ts`, 'utf8').matchAll(/import\('\.\/([^']+)\.js'\)/gu)].map(
  ([, file]) => file,
);

describe('every command', () => {
  it('is a folder of its name, known to the command line', () => {
    const folders = readdirSync(root).filter((folder) => existsSync(`${root}${folder}/command.ts`));
    expect(folders.length).toBeGreaterThan(0);
    expect(named.toSorted()).toEqual(folders.map((folder) => `${folder}/command`).toSorted());
  });

  it.each(named)('has options and an action beside its wiring, and loads the action when it runs: %s', (file) => {
    const folder = root + file.replace(/command$/u, '');
    expect(['options.ts', 'action.ts'].filter((other) => !existsSync(folder + other))).toEqual([]);
    const wiring = readFileSync(`${root}${file}.ts`, 'utf8');
    expect(wiring).toContain("await import('./action.js')");
    expect(wiring).not.toContain("from './action.js'");
  });
});
