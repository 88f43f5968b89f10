/** Programs that random testing found the machine to get wrong, each cut down to what matters. */

import { describe, expect, it } from 'vitest';
import { loadProgram } from '../../../core/scenario/load.js';
import { policies } from '../testing/builtin.js';
import { checkProgram } from '../../../core/explore/check.js';

const findings: Readonly<Record<string, string>> = {
  'maps new shared anonymous memory as a new object, while a child keeps the old one': `
    memory: { a: { pages: 2, shared: true, touched: true } }
    steps:
      - P: { fork: C }
      - P: { mmap: a, times: 2 }
      - P: { write: "a[0]", value: 1 }
      - C: { read: "a[0]", as: old }
      - P: { read: "a[1]", as: fresh }
  `,
  'keeps a PROT_NONE page out of reach of the child that got its early copy': `
    memory: { a: { pages: 1, touched: true } }
    steps:
      - P: { pin: a, as: h, write: true }
      - P: { mprotect: a, prot: none }
      - P: { fork: C }
      - C: { get: a, as: g }
      - C: { read: a, as: r }
  `,
  'keeps a PROT_NONE zero page out of reach of the child': `
    memory: { a: { pages: 2 } }
    steps:
      - P: { write: "a[0]", value: 1 }
      - P: { read: "a[1]", as: zero }
      - P: { mprotect: a, prot: none }
      - P: { fork: C }
      - C: { read: "a[1]", as: r }
  `,
  'keeps what a forced pin has mapped into a PROT_NONE area out of reach of its process': `
    memory: { a: { pages: 1 }, f: { pages: 1, backing: file } }
    steps:
      - P: { mprotect: a, prot: none }
      - P: { mprotect: f, prot: none }
      - P: { pin: a, as: h, force: true }
      - P: { pin: f, as: g, force: true }
      - P: { read: a, as: r1 }
      - P: { read: f, as: r2 }
  `,
  'gives nobody a handle before get_user_pages has returned with it': `
    memory: { a: { pages: 1, shared: true, touched: true } }
    steps:
      - P: { lru-drain: true }
    race:
      P.t1: [{ pin: a, as: h }]
      P: [{ fork: C }, { unpin: h }]
  `,
  'takes a file page that was pinned before execve for none of the new address space': `
    memory: { f: { pages: 1, backing: file } }
    steps:
      - P: { pin: f, as: h }
      - P: { exec: true }
      - P: { mmap: f }
      - P: { read: f, as: r }
  `,
  'drops a page by MADV_DONTNEED although a write fault has cleared its PTE for the moment': `
    memory: { a: { pages: 1, touched: true } }
    steps:
      - P: { fork: C }
    race:
      P: [{ write: "a[0].lo", value: 1 }]
      P.t1: [{ madvise: a, advice: dontneed }]
    after:
      - P: { read: "a[0].hi", as: r }
  `,
  'ends the other threads of a process that exits': `
    memory: { a: { pages: 2, touched: true } }
    race:
      P: [{ exit: true }]
      P.t1: [{ read: "a[0]", as: r0 }, { read: "a[1]", as: r1 }, { write: "a[0]", value: 5 }, { read: "a[0]", as: r2 }]
  `,
  'ends the other threads of a process that execs': `
    memory: { a: { pages: 1, touched: true } }
    race:
      P: [{ exec: true }]
      P.t1: [{ read: a, as: r0 }, { write: a, value: 5 }, { read: a, as: r2 }]
  `,
  'lets one of two threads exit and the other one exec, and waits for the fork of a third': `
    memory: { a: { pages: 1, touched: true }, s: { pages: 1, shared: true } }
    race:
      P: [{ exit: true }]
      P.t1: [{ exec: true }, { mmap: a }, { write: a, value: 1 }]
      P.t2: [{ fork: C }, { write: s, value: 2 }]
      C: [{ read: a, as: r }]
  `,
  'does not let a thread that waits for what never comes outlive its process': `
    memory: { a: { pages: 1, touched: true } }
    race:
      P: [{ wait: [r] }, { read: a, as: q }]
      P.t1: [{ wait: [q] }, { read: a, as: r }]
      P.t2: [{ exit: true }]
  `,
  'has write(2) wait until a fault has mapped its copy of the page': `
    memory: { f: { pages: 1, backing: file, file: d } }
    files: { d: { pages: 1 } }
    race:
      P: [{ write: "f[0].lo", value: 2 }]
      P.t1: [{ file-write: "d[0]", value: 1 }, { madvise: f, advice: dontneed }]
  `,
  'may show an old half of a file page once a copy of it, begun before the file changed, has replaced it': `
    memory: { f: { pages: 1, backing: file, file: d } }
    files: { d: { pages: 1 } }
    steps:
      - P: { read: f }
    race:
      P: [{ write: "f[0].lo", value: 1 }]
      P.t1: [{ file-write: "d[0]", value: 2 }, { read: "f[0].lo", as: lo }, { read: "f[0].hi", as: hi }]
  `,
};

describe.each(policies)('$id', (policy) => {
  it.each(Object.entries(findings))('%s', (_, text) => {
    const program = loadProgram(`name: finding\n${text.replaceAll(/^ {4}/gm, '').trim()}\n`, 'finding');
    const checked = checkProgram(program, policy);
    expect(checked.breaches).toEqual([]);
    expect(checked.verdict).toBe('holds');
  });
});
