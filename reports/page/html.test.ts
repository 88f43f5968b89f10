import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, html, join, trusted } from './html.js';

describe('html', () => {
  it('escapes texts and leaves its own markup alone', () => {
    const name = '<script>"x" & \'y\'</script>';
    expect(html`<p title="${name}">${html`<b>${name}</b>`}</p>`.markup).toBe(
      '<p title="&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt;">' +
        '<b>&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt;</b></p>',
    );
  });

  it('prints nothing for what is absent, and lists one item after another', () => {
    expect(html`[${undefined}${false}${[1, 'a', html`<i>`]}${0}]`.markup).toBe('[1a<i>0]');
  });

  it('puts separators between items only', () => {
    expect(html`${join(['a', 'b', 'c'], ' · ')}`.markup).toBe('a · b · c');
    expect(html`${join([], ', ')}`.markup).toBe('');
  });

  it('takes trusted markup as it is', () => {
    expect(html`${trusted('<svg/>')}`.markup).toBe('<svg/>');
  });

  it('never lets a text open a tag, leave an attribute or carry a control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']|(?![\t\n\r])\p{Cc}/u);
        expect(escaped.replaceAll(/&(?:amp|lt|gt|quot|#39);/gu, '')).not.toContain('&');
      }),
    );
  });
});
