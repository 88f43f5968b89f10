import { describe, expect, it } from 'vitest';
import { withTitles } from './charts-section.js';

describe('withTitles', () => {
  it('gives every mark its label as a title, escaped as it was', () => {
    const bar = '<path aria-label="a &amp; &quot;b&quot;: 3" aria-roledescription="rect mark" d="M0,0h1"/>';
    expect(withTitles(`<g>${bar}<path d="M1,1"/></g>`)).toBe(
      `<g>${bar.replace('/>', '><title>a &amp; &quot;b&quot;: 3</title></path>')}<path d="M1,1"/></g>`,
    );
  });
});
