import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Lines of a window of an editor, with the imports scrolled out. */
const screen = 75;

/** Each file of a policy's folder, and its lines without the imports at its beginning. */
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /^[^/]+\/[^/]+\.ts$/.test(path) && !path.endsWith('.test.ts'))
  .map((path) => {
    const text = readFileSync(`${folder}${path}`, 'utf8');
    return [path, text.slice(text.lastIndexOf("from '")).split('\n').slice(2).length] as const;
  });

describe('a policy', () => {
  it('is one folder of few files', () => {
    expect(files.length).toBeGreaterThan(15);
  });

  it.each(files)('%s can be read on one screen', (_, lines) => {
    expect(lines).toBeLessThanOrEqual(screen);
  });
});
