/** The words without which the page cannot be read, one line each. */

import { eventFacts, type EventName } from '../../core/program/events.js';
import { reportedEvents } from '../costs/event-table.js';
import { html, type Html } from './html.js';

type Word = readonly [word: string, meaning: string];

const words: readonly Word[] = [
  ['policy', 'the rules by which a kernel decides whether a page is copied, reused or handed out'],
  ...wordOf('write-faults'),
  ...wordOf('copies'),
  ...wordOf('reuses'),
  ...wordOf('early-copies'),
  ['GUP', 'get_user_pages: the kernel takes pages of a process by reference, for direct I/O, vmsplice, RDMA'],
  ['pin', 'a reference by GUP that announces access to the content (FOLL_PIN); others (FOLL_GET) look like any reference'],
  ['exclusive', 'the mark, since Linux 5.19, of an anonymous page that belongs to one process alone'],
  ...wordOf('unshares'),
  ['eager machine', 'the yardstick: a machine whose fork copies every private page at once'],
];

function wordOf(event: EventName): readonly Word[] {
  const { meaning } = reportedEvents[event];
  return meaning === undefined ? [] : [[eventFacts[event].one, meaning]];
}

/** The words of the page. */
export function glossary(): Html {
  return html`<details class="glossary" open><summary>Words</summary>
<dl>${words.map(
    ([word, meaning]) => html`<div><dt>${word}</dt> <dd>${meaning}</dd></div>
`,
  )}</dl></details>`;
}
