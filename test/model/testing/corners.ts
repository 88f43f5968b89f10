/** Programs that lead to steps few others reach: batches that fill, walks that give up half-way, races that are lost. */

import { loadProgram } from '../../../core/scenario/load.js';
import type { Program } from '../../../core/program/program.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import { policies, policy } from './builtin.js';

export interface Corner {
  readonly program: Program;
  readonly under: readonly CompiledPolicy[];
}

function corner(name: string, under: readonly string[], text: string): Corner {
  const program = loadProgram(`name: ${name}\n${text.replaceAll(/^ {4}/gm, '').trim()}\n`, name);
  return { program, under: under.length === 0 ? policies : under.map(policy) };
}

/** A batch of fifteen that one more page fills; the first of its pages is already gone from everything else. */
const batches = [
  corner('touched-pages-fill-the-batch', [], `
    memory: { gone: { pages: 1 }, a: { pages: 16 } }
    machine: { lru-batch: local }
    steps:
      - P: { write: gone, value: 1 }
      - P: { munmap: gone }
      - P: { write: a, value: 2 }
  `),
  corner('copies-fill-the-batch', [], `
    memory: { gone: { pages: 1 }, a: { pages: 16, touched: true } }
    machine: { lru-batch: local }
    steps:
      - P: { write: gone, value: 1 }
      - P: { munmap: gone }
      - P: { fork: C }
      - P: { write: a, value: 2 }
  `),
  corner('file-copies-fill-the-batch', [], `
    memory: { gone: { pages: 1 }, a: { pages: 16, backing: file } }
    machine: { lru-batch: local }
    steps:
      - P: { write: gone, value: 1 }
      - P: { munmap: gone }
      - P: { write: a, value: 2 }
  `),
  corner('early-copies-fill-the-batch', [], `
    memory: { gone: { pages: 1 }, a: { pages: 16, touched: true } }
    machine: { lru-batch: local }
    steps:
      - P: { pin: a, as: h, write: true }
      - P: { write: gone, value: 1 }
      - P: { munmap: gone }
      - P: { fork: C }
  `),
  corner('a-page-that-is-gone-is-drained', ['anon-exclusive-6.15'], `
    memory: { gone: { pages: 1 } }
    machine: { lru-batch: local }
    steps:
      - P: { write: gone, value: 1 }
      - P: { munmap: gone }
      - P: { lru-drain: true }
  `),
  corner('a-fault-drains-a-page-that-is-gone', [], `
    memory: { gone: { pages: 1 }, a: { pages: 1 } }
    machine: { lru-batch: local }
    steps:
      - P: { write: a, value: 1 }
      - P: { write: gone, value: 2 }
      - P: { munmap: gone }
      - P: { fork: C }
      - C: { exit: true }
      - P: { write: a, value: 3 }
  `),
];

const references = [
  corner('second-page-of-a-pin-is-missing', [], `
    memory: { a: { pages: 2, touched: true } }
    steps:
      - P: { munmap: "a[1]" }
      - P: { pin: a, as: h, write: true }
      - P: { pin: "a[0]", as: g, path: slow, times: 2 }
      - dev: { dma-read: "g[0].hi", as: r }
  `),
  corner('advice-for-a-hole', ['anon-exclusive-6.15'], `
    memory: { a: { pages: 1 } }
    steps:
      - P: { munmap: a }
      - P: { madvise: a, advice: dontneed }
  `),
  corner('clean-writable-page-is-pinned', [], `
    memory: { a: { pages: 1, shared: true } }
    steps:
      - P: { read: a, as: r }
      - P: { mprotect: a, prot: rw }
      - P: { pin: a, as: h, write: true, path: slow }
  `),
  corner('forced-write-to-a-read-only-page', [], `
    memory: { a: { pages: 1, touched: true } }
    steps:
      - P: { mprotect: a, prot: r }
      - P: { fork: C }
      - P: { pin: a, as: h, write: true, force: true }
  `),
  corner('activated-pages-fill-the-batch', [...policies.map(({ id }) => id), 'anon-exclusive-6.15+activation-keeps-lru-6.17'], `
    memory: { gone: { pages: 1 }, a: { pages: 16 } }
    machine: { lru-batch: local }
    steps:
      - P: { write: gone, value: 1 }
      - P: { write: a, value: 2 }
      - P: { lru-drain: true }
      - P: { pin: gone, as: g1, path: slow }
      - P: { unpin: g1 }
      - P: { pin: gone, as: g2, path: slow }
      - P: { unpin: g2 }
      - P: { munmap: gone }
      - P: { pin: a, as: h1, path: slow }
      - P: { pin: a, as: h2, path: slow }
      - P: { unpin: h1 }
      - P: { unpin: h2 }
      - P: { lru-drain: true }
  `),
  corner('a-fault-drains-the-activation-batch-too', [], `
    memory: { a: { pages: 2 } }
    machine: { lru-batch: local }
    steps:
      - P: { write: "a[1]", value: 1 }
      - P: { lru-drain: true }
      - P: { pin: "a[1]", as: h1, path: slow }
      - P: { pin: "a[1]", as: h2, path: slow }
      - P: { unpin: h1 }
      - P: { unpin: h2 }
      - P: { write: "a[0]", value: 2 }
      - P: { fork: C }
      - C: { exit: true }
      - P: { write: "a[0]", value: 3 }
  `),
  corner('cached-and-own-pages-of-a-file-area-across-fork', [], `
    memory: { a: { pages: 2, backing: file } }
    steps:
      - P: { write: "a[0]", value: 1 }
      - P: { read: "a[1]", as: r }
      - P: { fork: C }
  `),
];

/** System calls on a part of an area, or on more than one page table. */
const parts = [
  corner('a-dirty-shared-page-in-the-first-of-two-tables-goes', [], `
    memory: { s: { pages: 1, shared: true }, gap: { pages: 512 } }
    steps:
      - P: { write: s, value: 1 }
      - P: { exit: true }
  `),
  corner('pages-move-within-a-table-and-to-another', ['mapcount', 'anon-exclusive-6.15'], `
    memory: { a: { pages: 2, touched: true }, b: { pages: 2 }, gap: { pages: 508 }, c: { pages: 2 } }
    steps:
      - P: { mremap: a, to: b }
      - P: { mremap: b, to: c }
  `),
  corner('advice-for-a-page-in-the-middle', [], `
    memory: { a: { pages: 3 } }
    steps:
      - P: { madvise: "a[1]", advice: dontfork }
  `),
  ...['a[0]', 'a[1]'].map((hole) => corner('moves-what-is-not-one-area', [...policies.map(({ id }) => id), 'anon-exclusive-6.15+mremap-moves-areas-6.17'], `
    memory: { a: { pages: 3, touched: true }, b: { pages: 4, touched: true } }
    steps:
      - P: { munmap: "${hole}" }
      - P: { mremap: a, to: "b[0..2]" }
  `)),
];

/** Areas that are beside each other and cannot be one. */
const neighbours = [
  corner('moves-advised-apart', [], `
    memory: { a: { pages: 2, touched: true }, b: { pages: 2 } }
    steps:
      - P: { madvise: "a[1]", advice: dontfork }
      - P: { mremap: a, to: b }
  `),
  corner('moves-pages-of-a-file-out-of-order', [], `
    memory: { a: { pages: 3, backing: file }, b: { pages: 2 } }
    steps:
      - P: { mremap: "a[0]", to: "a[1]" }
      - P: { mremap: "a[1..2]", to: b }
  `),
];

/** Lost races: somebody else was faster, or took the last thing that kept a frame alive. */
const races = [
  corner('a-thread-forks-what-was-only-read', ['anon-exclusive-6.15'], `
    memory: { a: { pages: 2 } }
    steps:
      - P: { write: "a[0]", value: 1 }
      - P: { read: "a[1]" }
    race:
      P: [{ fork: C }]
      P.t1: [{ read: "a[0]", as: s }]
  `),
  corner('a-pinned-page-goes-though-interrupts-are-off', ['early-cow-seqcount', 'anon-exclusive-6.15'], `
    memory: { a: { pages: 1, touched: true } }
    machine: { tlb-flush: broadcast }
    steps:
      - P: { lru-drain: true }
    race:
      P: [{ madvise: a, advice: dontneed }]
      P.t1: [{ pin: a, as: h, path: fast }]
  `),
  corner('pinning-thread-against-mprotect-and-mremap', ['mapcount', 'anon-exclusive-6.15'], `
    memory: { a: { pages: 1, touched: true }, b: { pages: 1 } }
    steps:
      - P: { write: a, value: 1 }
    race:
      P: [{ mprotect: a, prot: r }, { mremap: a, to: b }]
      P.t1: [{ pin: a, as: h, path: fast }]
  `),
  corner('two-threads-touch-one-page', ['anon-exclusive-6.15'], `
    memory: { a: { pages: 1 }, f: { pages: 1, backing: file } }
    steps:
      - P: { lru-drain: true }
    race:
      P: [{ write: a, value: 1 }, { write: f, value: 2 }]
      P.t1: [{ write: a, value: 3 }, { write: f, value: 4 }]
  `),
  corner('two-threads-read-one-file-page', ['anon-exclusive-6.15'], `
    memory: { f: { pages: 1, backing: file } }
    steps:
      - P: { lru-drain: true }
    race:
      P: [{ read: f, as: r1 }]
      P.t1: [{ read: f, as: r2 }]
  `),
  corner('two-threads-copy-one-page', ['mapcount', 'anon-exclusive-6.15'], `
    memory: { a: { pages: 1, touched: true } }
    steps:
      - P: { fork: C }
    race:
      P: [{ write: a, value: 1 }]
      P.t1: [{ write: a, value: 2 }]
  `),
  corner('the-page-is-gone-when-its-lock-is-had', ['mapcount'], `
    memory: { a: { pages: 1, touched: true } }
    steps:
      - P: { fork: C }
    race:
      P: [{ write: a, value: 1 }]
      P.t1: [{ madvise: a, advice: dontneed }]
      C: [{ write: a, value: 2 }]
  `),
  corner('both-processes-copy-and-nobody-keeps-the-page', ['page-count'], `
    memory: { a: { pages: 1, touched: true } }
    steps:
      - P: { fork: C }
    race:
      P: [{ write: a, value: 1 }]
      C: [{ write: a, value: 2 }]
  `),
  corner('a-fork-comes-between-and-the-mapping-goes', ['early-cow-seqcount'], `
    memory: { a: { pages: 2, touched: true } }
    steps:
      - P: { lru-drain: true }
    race:
      P: [{ fork: C }, { munmap: a }]
      P.t1: [{ pin: "a[0]", as: h, path: fast }]
  `),
  corner('a-fork-comes-between-and-the-second-page-is-missing', ['early-cow-seqcount'], `
    memory: { a: { pages: 2, touched: true } }
    steps:
      - P: { munmap: "a[1]" }
    race:
      P: [{ fork: C }, { munmap: "a[0]" }]
      P.t1: [{ pin: a, as: h, path: fast }]
  `),
  corner('a-page-taken-is-gone-when-the-next-is-missing', ['anon-exclusive-6.15'], `
    memory: { a: { pages: 2, touched: true } }
    steps:
      - P: { munmap: "a[1]" }
    race:
      P: [{ munmap: "a[0]" }]
      P.t1: [{ pin: a, as: h }]
  `),
  corner('a-thread-waits-for-another', ['anon-exclusive-6.15'], `
    memory: { a: { pages: 1, touched: true } }
    steps:
      - P: { lru-drain: true }
    race:
      P: [{ read: a, as: r }]
      P.t1: [{ wait: [r] }]
  `),
  corner('the-pin-is-gone-when-fork-has-its-page', ['early-cow'], `
    memory: { a: { pages: 1, touched: true } }
    steps:
      - P: { pin: a, as: h, write: true }
    race:
      P: [{ fork: C }]
      dev: [{ unpin: h }]
  `),
];

export const corners: readonly Corner[] = [...batches, ...references, ...parts, ...neighbours, ...races];
