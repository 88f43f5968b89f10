/** The pages of places. */

import {
  halfInFinal,
  halfOfWholePages,
  movedOntoItself,
  movedToOtherSize,
  noSuchPage,
  notAPlace,
  partOfMapping,
  processBefore,
  processInFinal,
  rangeBackwards,
} from '../places.js';
import type { ErrorPage } from './page.js';

const line = 'cve.scenario.yaml:7:18';

/** Meaning, remedy and examples, by code. */
export const placePages = {
  COW007: {
    meaning: 'A place cannot be read as `area`, `area[page]` or `area[first..last]`.',
    remedy: 'Write the place without spaces, and in quotes where braces are around it.',
    examples: [notAPlace('buf [0]', '`area`, `area[page]` or `area[first..last]`', line)],
  },
  COW107: {
    meaning: 'A place lies beyond the end of its area, file or handle.',
    remedy: 'Pages count from 0: the last of two is page 1.',
    examples: [noSuchPage('buf', 2, 2, line)],
  },
  COW108: {
    meaning: 'The first page of a range comes behind its last one.',
    remedy: 'Write the smaller number first.',
    examples: [rangeBackwards('buf', { first: 1, last: 0 }, 2, line)],
  },
  COW109: {
    meaning:
      'A place has `.lo` or `.hi`, but the operation works on whole pages, as the kernel does: it maps, protects or takes a page.',
    remedy: 'Leave the half out. Reads, writes and device accesses may be of half a page.',
    examples: [halfOfWholePages('buf[0].lo', 'munmap', line)],
  },
  COW110: {
    meaning: '`final` observes pages, both halves of each.',
    remedy: 'Leave the half out, or read it in a step.',
    examples: [halfInFinal(line)],
  },
  COW111: {
    meaning: 'A place names a process before a file or a handle. Files and handles belong to none: who has the name may use it.',
    remedy: 'Write the name without the process.',
    examples: [processBefore('file', line), processBefore('handle', line)],
  },
  COW112: {
    meaning: 'In `final` the key says whose memory is meant, and the place names a process once more.',
    remedy: 'Write the place without the process, as `expected` shows.',
    examples: [processInFinal('C', 'buf', line)],
  },
  COW113: {
    meaning: '`mremap` moves pages; the place they go to has more or fewer of them.',
    remedy: 'Give both places the same number of pages.',
    examples: [movedToOtherSize(line)],
  },
  COW114: {
    meaning: 'The place to which `mremap` moves shares pages with the one it moves from; mremap(2) refuses that.',
    remedy: 'Move to pages apart from the first.',
    examples: [movedOntoItself(line)],
  },
  COW115: {
    meaning: '`mmap` maps an area as it was declared, whole.',
    remedy: 'Name the area alone, or declare the part as an area of its own.',
    examples: [partOfMapping('buf[0]', line)],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
