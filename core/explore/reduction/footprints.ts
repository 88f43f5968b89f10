/**
 * What the steps of a policy touch, as sets of fields: a bit for each. In none of them are cells that only their own actor reaches,
 * its registers and its gather; interrupt flags, of which each actor writes its own, are apart.
 */

import type { Step } from '../../engine/step.js';
import { fieldName, fieldNames } from '../../machine/fields.js';
import type { CompiledPolicy } from '../../policy/compile.js';
import { ruleName, ruleTokens, type Rules } from '../../rules/rule.js';

/** A set of fields. */
export type FieldSet = Int32Array;

/** Do they have a field in common? */
export function meets(one: FieldSet, other: FieldSet): boolean {
  for (let word = 0; word < one.length; word++) if ((one[word] & other[word]) !== 0) return true;
  return false;
}

/** Puts all of the other one in. */
export function include(into: FieldSet, other: FieldSet): void {
  for (let word = 0; word < into.length; word++) into[word] |= other[word];
}

/** What is touched. */
export interface Footprint {
  readonly reads: FieldSet;
  readonly writes: FieldSet;
  /** The interrupt flags of other actors. */
  readonly readsIrqs: boolean;
  /** Its own interrupt flag. */
  readonly writesIrqs: boolean;
}

/** Interrupt flags. */
const irqs = 'actor.irqsOff';

/** The mmap lock. */
const readers = 'mm.mmapReaders';
const writer = 'mm.mmapWriter';

/** Translations, of the actors of an address space; and what freeing a frame does to those to it, of whatever address space. */
const translations = 'tlb.translation';
const killed = 'translations to a freed frame';

/** Nobody but its actor reaches it. */
const gathered = 'gather.frame';

/** Every field that an area has; which slot a new one gets (`vma.mm`) is a matter between all processes. */
const ofAreas = fieldNames.filter((name) => name.startsWith('vma.') && name !== 'vma.mm');

/** Fields of which each cell belongs to one address space. */
export const ofProcess: readonly string[] = [
  'pte.entry',
  'pmd.entry',
  'pmd.lockedBy',
  'table.lockedBy',
  translations,
  ...ofAreas,
  ...fieldNames.filter((name) => name.startsWith('mm.')),
];

/** Fields of which the views of rules show something (views.ts). */
const seenByRules = [
  'frame.refs',
  'frame.mapcount',
  'frame.flags',
  'frame.folio',
  ...fieldNames.filter((name) => name.startsWith('folio.')),
  'mm.hasPinned',
  'pte.entry',
  'vma.prot',
  'vma.flags',
];

/** The fields of a policy's machine, numbered, and what its steps touch of them. */
export class Footprints {
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly size: number;

  constructor(private readonly policy: CompiledPolicy) {
    const names = [...fieldNames, killed, ...policy.fields.map(fieldName)];
    this.numbers = new Map(names.map((name, number) => [name, number]));
    this.size = Math.ceil(names.length / 32);
  }

  /** The empty set. */
  none(): FieldSet {
    return new Int32Array(this.size);
  }

  /** The set of these. */
  of(fields: Iterable<string>): FieldSet {
    const set = this.none();
    for (const name of fields) {
      const number = this.numbers.get(name);
      if (number === undefined) throw new Error(`there is no field ${name}`);
      set[number >> 5] |= 1 << (number & 31);
    }
    return set;
  }

  /** Fields that policies have added. */
  added(): string[] {
    return this.policy.fields.map(fieldName);
  }

  /** Fields of which operations of two processes never reach the same cell: of none, where page tables may be shared. */
  ofProcess(): FieldSet {
    return this.policy.orderedBy('own-and-lock-table') === undefined ? this.of(ofProcess) : this.none();
  }

  /** By its declaration, and by those of the rules that it asks. */
  ofStep(step: Step): Footprint {
    const reads = new Set([...(step.reads ?? []).map(fieldName), ...(step.asks ?? []).flatMap((rule) => this.readsOf(rule))]);
    const writes = new Set((step.writes ?? []).map(fieldName));
    const readsIrqs = reads.delete(irqs);
    const writesIrqs = writes.delete(irqs);
    reads.delete(gathered);
    writes.delete(gathered);
    countsReaders(reads, writes);
    killsTranslations(reads, writes);
    return { reads: this.of(reads), writes: this.of(writes), readsIrqs, writesIrqs };
  }

  /** All that a rule may look at: where it may ask another rule, all that any may. */
  private readsOf(asked: string): readonly string[] {
    const { rules } = this.policy;
    const rule = (Object.keys(ruleTokens) as (keyof Rules)[]).find((name) => ruleName(ruleTokens[name]) === asked);
    const looksAtNothing = rule !== undefined && rule !== 'writeFault' && rule !== 'fork' && rules[rule].reads.length === 0;
    return looksAtNothing && this.policy.record === undefined ? [] : [...seenByRules, ...this.added()];
  }
}

/** Who counts readers of the mmap lock does not mind who else does: it is as if both only looked, and who looks changed them. */
function countsReaders(reads: Set<string>, writes: Set<string>): void {
  if (!reads.has(readers) && !writes.has(readers)) return;
  const counts = writes.has(readers) && !writes.has(writer);
  reads.delete(readers);
  writes.delete(readers);
  (counts ? reads : writes).add(readers);
}

/** A step that may free a frame ends translations to it, wherever they are; the others touch those of their own address space. */
function killsTranslations(reads: Set<string>, writes: Set<string>): void {
  if (!reads.has(translations) && !writes.has(translations)) return;
  const mayFree = writes.has(translations) && writes.has('global.framesInUse');
  (mayFree ? writes : reads).add(killed);
}
