import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sampleResults } from '../testing/sample-results.js';
import { renderPage } from './page.js';
import { styleSheet } from './style-sheet.js';

describe('styleSheet', () => {
  it('is well formed: no string runs over a line, and every block is closed', () => {
    const sheet = styleSheet();
    expect(sheet.split('\n').filter((line) => line.split('"').length % 2 === 0)).toEqual([]);
    expect(sheet.split('{')).toHaveLength(sheet.split('}').length);
  });

  it('is in the page as it is in its file, fetches nothing and cannot end its element', () => {
    const sheet = readFileSync(new URL('page.css', import.meta.url), 'utf8');
    const page = renderPage({ results: sampleResults(), charts: [], traceFiles: new Set() });
    expect(page).toContain(`<style>\n${sheet}</style>`);
    expect(sheet).not.toMatch(/@import|url\(|<\//u);
  });
});
