import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadProgram } from '../../core/scenario/load.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const suffix = '.scenario.yaml';
const files = readdirSync(folder).filter((file) => file.endsWith(suffix));

describe('built-in scenarios', () => {
  it.each(files)('%s loads under its own name, says what happens and cites a source', (file) => {
    const program = loadProgram(readFileSync(folder + file, 'utf8'), file);
    expect(program.name + suffix).toBe(file);
    expect(program.title).not.toBe('');
    expect(program.about).not.toBe('');
    expect(program.sources.length).toBeGreaterThan(0);
    expect(program.tags.length).toBeGreaterThan(0);
    expect(Object.keys(program.expect).length).toBeGreaterThan(0);
  });

  it.each([
    'D1',
    'D6',
    'D7',
    'D8',
    'D10',
    'D11',
    'D12',
    'D13',
    'D14',
    'D22',
    'D26',
    'D29',
    'D34',
    'D42',
    'R5b',
    'R6',
    'R8',
    'cow.c',
  ])('have %s as a tag', (tag) => {
    const tagged = files.filter((file) => loadProgram(readFileSync(folder + file, 'utf8'), file).tags.includes(tag));
    expect(tagged).not.toEqual([]);
  });
});
