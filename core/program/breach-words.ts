/** A breach in words. Nothing else says one, and nobody reads it back. */

import type { Breach, BreachFacts, Flaw, FlawName, NamedValue, UnderWay } from './breach.js';
import type { ReportedBreach } from './verdict.js';

const words: { readonly [Name in FlawName]: (facts: BreachFacts[Name]) => string } = {
  'value-not-allowed': ({ values, allowed }) => `${together(values)}, the eager machine allows {${allowed.join(', ')}}`,
  'values-not-together': ({ values }) =>
    `${together(values)}: each is allowed, the eager machine never shows ${
      values.length === 2 ? 'both' : `all ${values.length}`
    }`,

  'waits-forever': ({ actor, operation, step }) => `${at({ actor, operation })} waits forever in ${step}`,
  'goes-round': (where) => `${at(where)} goes round without end`,
  'nobody-goes-on': ({ underWay }) => `nobody can go on: ${underWay.map(at).join('; ')}`,
  'nobody-comes-to-an-end': ({ underWay }) => `nobody comes to an end any more: ${underWay.map(at).join('; ')}`,

  'more-put-than-held': ({ frame, lost, references }) => `frame ${frame} loses ${lost} references but has ${references}`,
  'freed-while-mapped': ({ frame, mapcount }) => `frame ${frame} is freed while ${mapcount} PTEs map it`,
  'stale-access': ({ access, page, frame }) =>
    `a ${access} of page ${page} uses a translation to frame ${frame}, which was freed`,
  'fault-of-no-file': ({ page }) => `page ${page} is of no file, and its fault asks the file`,
  'unpin-not-pinned': ({ frame }) => `unpin of frame ${frame}, which is not pinned`,

  'free-but-in-use': ({ frame }) => `frame ${frame} is mapped or held, but free`,
  'references-too-few': ({ frame, references, inUse }) =>
    `frame ${frame} has ${references} references, at least ${inUse} are in use`,
  'references-unaccounted': ({ frame, references, accounted }) =>
    `frame ${frame} has ${references} references, ${accounted} are accounted for`,
  'mapcount-too-low': ({ frame, mapcount, mapped }) => `frame ${frame} has mapcount ${mapcount}, ${mapped} PTEs map it`,
  'mapcount-not-found': ({ frame, mapcount, found }) =>
    `frame ${frame} has mapcount ${mapcount}, the reverse map finds ${found} PTEs`,
  'resident-pages': ({ process, countedAnon, countedFile, anon, file }) =>
    `process ${process} counts ${countedAnon} anonymous and ${countedFile} file pages, but maps ${anon} and ${file}`,
  'places-on-lru': ({ frame, places }) => `frame ${frame} is in ${places} places where reclaim looks, the LRU and its batches`,

  'exclusive-not-anonymous': ({ frame }) => `frame ${frame} is exclusive, but not anonymous`,
  'exclusive-ksm': ({ frame }) => `frame ${frame} is exclusive, but a KSM page`,
  'exclusive-mapped-often': ({ frame, mapcount }) => `frame ${frame} is exclusive, but mapped ${mapcount} times`,
  'writable-not-exclusive': ({ frame }) => `frame ${frame} is writable, but not exclusive`,
  'pinned-not-exclusive': ({ frame }) => `frame ${frame} is pinned, but not exclusive`,
  'pin-not-announced': ({ process }) => `process ${process} maps a pinned page, but has_pinned is not set`,
  'pin-not-seen': ({ frame }) => `frame ${frame} is pinned, but does not look so`,

  'table-locked': ({ table }) => atRest(`page table ${table} is locked`),
  'pmd-locked': ({ process }) => atRest(`a PMD entry of process ${process} is locked`),
  'page-locked': ({ frame }) => atRest(`the page lock of frame ${frame} is held`),
  'mmap-locked': ({ process, forWhat }) => atRest(`the mmap lock of process ${process} is held for ${forWhat}`),
  'area-locked': ({ process, page }) => atRest(`the area of process ${process} at page ${page} is locked`),
  'interrupts-off': ({ actor }) => atRest(`actor ${actor} has interrupts off`),
  'sequence-odd': ({ process }) => `the write-protect sequence of process ${process} is odd, but no fork is under way`,

  'unshares-and-writes': () => 'a fault is to unshare and to write at once',
  'unshares-shared-memory': () => 'a page of a shared mapping is unshared',
  'unshare-grants': ({ page, grant }) => `an unshare fault makes the PTE of page ${page} ${grant}`,
  'zero-page-writable': () => 'the zero page is made writable',
  'read-grants-write': ({ page }) => `a read fault makes the PTE of page ${page} writable`,
  'tests-outside-sequence': () => 'fork tests for pins outside of its write-protect sequence',

  said: ({ sentence }) => sentence,
};

/** `C.r0 = 2 with C.r1 = 3` */
function together(values: readonly NamedValue[]): string {
  return values.map(({ name, value }) => `${name} = ${value}`).join(' with ');
}

/** `P: fork C` */
function at({ actor, operation }: UnderWay): string {
  return `${actor}: ${operation}`;
}

function atRest(held: string): string {
  return `${held}, but no operation is under way`;
}

function say<Name extends FlawName>({ what, facts }: Flaw<Name>): string {
  return words[what](facts);
}

/** One sentence: `C.r0 = 2, the eager machine allows {1}`; behind the id of an invariant: `I1w: frame 1 is writable, but not exclusive`. */
export function breachInWords(breach: Breach): string {
  return breach.invariant === undefined ? say(breach) : `${breach.invariant}: ${say(breach)}`;
}

/** A breach as reports have it: its sentence, and the facts behind it. */
export function reported(breach: Breach): ReportedBreach {
  const { kind, ...found } = breach;
  return { kind, detail: breachInWords(breach), ...found };
}
