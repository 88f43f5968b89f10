import { plural } from '../../core/errors/numbers.js';
import type { Survey } from './survey.js';

/** What no verdict may be drawn from, because a recording of page faults cannot have it. */
export function notContained({ roots, mappedByExec }: Survey, inferredStores: number): string[] {
  const presentBefore = roots.reduce((sum, root) => sum + root.presentBefore.length, 0);
  return [
    'whether a page was reused or copied: a write fault is recorded the same way for both',
    'which CPU a process ran on, and so in whose LRU batch its pages were',
    'accesses that did not fault',
    'faults the kernel took itself while copying to or from the program (page_fault_kernel)',
    'references and pins of pages: direct I/O (O_DIRECT), io_uring with registered buffers, vmsplice, ' +
      'process_vm_readv, ptrace, RDMA, VFIO and other drivers',
    'swap, reclaim, migration and transparent huge pages',
    'mremap, and whether a child was made by fork or by vfork',
    ...(mappedByExec.size === 0
      ? []
      : [
          'what execve maps by itself: inferred from the accesses, the stack as anonymous memory, all else as private ' +
            'pages of the program and its loader; which file a mapping is of, so programs share no page-cache pages',
        ]),
    ...(inferredStores === 0
      ? []
      : [
          `what the kernel stored to: inferred for ${plural(inferredStores, 'anonymous page')} that a fault behind a fork found ` +
            'present; each is stored to just before that fork, so the fault agrees with the model by construction',
        ]),
    ...(presentBefore === 0
      ? []
      : [
          `what was present before it began: inferred for ${plural(presentBefore, 'page')} whose first recorded fault found them ` +
            'present, so that first fault of each agrees with the model by construction',
        ]),
  ];
}
