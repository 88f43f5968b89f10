/** What each step changes, as data: only what has changed is looked at. */

import { nobody } from '../machine/hook.js';
import type { Changed } from '../machine/changes.js';
import type { Entity } from '../machine/fields.js';
import type { Machine } from '../machine/machine.js';
import { tableAt } from '../machine/pmd.js';
import type { Program } from '../program/program.js';
import {
  linesOfFrame,
  linesOfMm,
  linesOfObservation,
  linesOfOwn,
  linesOfPage,
  linesOfSlot,
  linesOfTlb,
  type Change,
  type Line,
  type State,
} from './describe.js';
import { saySubject, sayState } from './state-words.js';

/** Places of a line: what comes first, as pages, frames, handles; then which of these, and which of its lines. */
type Order = readonly [section: number, thing: number, line: number];

interface Placed extends Change {
  readonly order: Order;
}

const sections = { page: 0, frame: 1, own: 2, handle: 3, tlb: 4, observation: 5 } as const;

/** What has changed since it was last asked, by looking at what was written only. */
export class Narrator {
  private readonly told = new Map<string, { readonly words: string; readonly state: State }>();
  private readonly changed: Readonly<Record<'pmd' | 'pte' | 'mm' | 'frame' | 'handle' | 'tlb' | 'observation', Changed>>;
  /** What policies have added fields to, beside frames and PTEs, which have lines of their own. */
  private readonly changedOwn: readonly (readonly [Entity, Changed])[];
  /** PMD entries of each table, and the table of each PMD entry + 1, as they were last looked at. */
  private readonly owners: (readonly number[])[];
  private readonly tables: Int32Array;
  /** By slot of a handle, the handle. */
  private readonly handles: Int32Array;

  /** @param m a machine whose changes are followed, and which runs the program */
  constructor(
    private readonly m: Machine,
    private readonly program: Program,
  ) {
    const { changes } = m;
    if (changes === undefined) throw new Error('the changes of this machine are not followed');
    this.changed = {
      pmd: changes.follow('pmd'),
      pte: changes.follow('pte'),
      mm: changes.follow('mm'),
      frame: changes.follow('frame'),
      handle: changes.follow('handle'),
      tlb: changes.follow('tlb'),
      observation: changes.follow('observation'),
    };
    const added = new Set(m.policy.fields.map(({ entity }) => entity).filter((entity) => entity !== 'frame' && entity !== 'pte'));
    this.changedOwn = [...added].map((entity) => [entity, changes.follow(entity)] as const);
    this.owners = Array.from({ length: m.state.room('table') }, () => []);
    this.tables = new Int32Array(m.state.room('pmd'));
    this.handles = new Int32Array(m.state.room('handle'));
    for (const [index, { firstSlot, pages }] of program.handles.entries()) this.handles.fill(index, firstSlot, firstSlot + pages);
    this.changes();
  }

  /** Of all that is not at rest: what it is called → its state, both in words. */
  get lines(): ReadonlyMap<string, string> {
    return new Map([...this.told].map(([about, { words }]) => [about, words]));
  }

  /** Since it was last asked: lines that were there first, then those that came, each in the order of pages, frames, handles. */
  changes(): Change[] {
    const found: Placed[] = [];
    this.eachLine((order, [subject, to]) => {
      const about = saySubject(subject);
      const from = this.told.get(about);
      const words = to && sayState(to);
      if (from?.words === words) return;
      if (to === undefined || words === undefined) this.told.delete(about);
      else this.told.set(about, { words, state: to });
      found.push({ subject, from: from?.state, to, order });
    });
    return found.sort(inOrder).map(({ subject, from, to }) => ({ subject, from, to }));
  }

  private eachLine(use: (order: Order, line: Line) => void): void {
    const { m, program, changed } = this;
    const say = (section: number, thing: number, lines: readonly Line[], first = 0): void => {
      for (const [index, line] of lines.entries()) use([section, thing, first + index], line);
    };
    const sayPage = (pmd: number, index: number): void => {
      const page = (pmd % m.pmdsPerMm) * m.tableSize + index;
      const process = Math.trunc(pmd / m.pmdsPerMm);
      if (page < m.pages) say(sections.page, process, linesOfPage(m, program, process, page), page);
    };
    changed.pmd.take((pmd) => {
      if (this.notePmd(pmd)) for (let index = 0; index < m.tableSize; index++) sayPage(pmd, index);
    });
    changed.pte.take((pte) => {
      for (const pmd of this.owners[pte >> m.tableBits]) sayPage(pmd, pte % m.tableSize);
    });
    changed.mm.take((mm) => say(sections.page, mm, linesOfMm(m, program, mm), m.pages));
    changed.frame.take((pfn) => say(sections.frame, pfn, linesOfFrame(m, program, pfn)));
    for (const [index, [entity, things]] of this.changedOwn.entries()) {
      things.take((thing) => say(sections.own, thing, linesOfOwn(m, program, entity, thing), index));
    }
    changed.handle.take((slot) => say(sections.handle, slot, linesOfSlot(m, program.handles[this.handles[slot]], slot)));
    changed.tlb.take((at) => say(sections.tlb, at, linesOfTlb(m, program, Math.trunc(at / m.pages), at % m.pages)));
    changed.observation.take((column) => say(sections.observation, column, linesOfObservation(m, program, column)));
  }

  /** True when something is, or was, below the entry: what its flags withhold is told of the pages. */
  private notePmd(pmd: number): boolean {
    const [before, now] = [this.tables[pmd], tableAt(this.m, nobody, pmd) + 1];
    if (before === now) return now !== 0;
    this.tables[pmd] = now;
    if (before !== 0) this.owners[before - 1] = this.owners[before - 1].filter((owner) => owner !== pmd);
    if (now !== 0) this.owners[now - 1] = [...this.owners[now - 1], pmd];
    return true;
  }
}

function inOrder(a: Placed, b: Placed): number {
  const isNew = Number(a.from === undefined) - Number(b.from === undefined);
  return isNew || a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2];
}
