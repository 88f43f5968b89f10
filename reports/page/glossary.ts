/** The words without which the page cannot be read, one line each. */

import { html, type Html } from './html.js';

const words: readonly (readonly [string, string])[] = [
  ['policy', 'the rules by which a kernel decides whether a page is copied, reused or handed out'],
  ['write fault', 'what a store causes on a page that is mapped read-only, as all private pages are after fork'],
  ['copy', 'the answer to a write fault with a new page; whoever else has the old one keeps it'],
  ['reuse', 'the answer that makes the page writable where it is, because nobody else should have it'],
  ['early copy', 'a page that fork copies at once, because a device may be using it'],
  ['GUP', 'get_user_pages: the kernel takes pages of a process by reference, for direct I/O, vmsplice, RDMA'],
  ['pin', 'a reference by GUP that announces access to the content (FOLL_PIN); others (FOLL_GET) look like any reference'],
  ['exclusive', 'the mark, since Linux 5.19, of an anonymous page that belongs to one process alone'],
  ['unshare', 'to copy a shared page before it is pinned for reading, so that pin and process keep the same page'],
  ['eager machine', 'the yardstick: a machine whose fork copies every private page at once'],
];

/** The words of the page. */
export function glossary(): Html {
  return html`<details class="glossary" open><summary>Words</summary>
<dl>${words.map(([word, meaning]) => html`<div><dt>${word}</dt> <dd>${meaning}</dd></div>
`)}</dl></details>`;
}
