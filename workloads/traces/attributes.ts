import { protection } from './address-space.js';
import type { Attributes } from './address-space.js';

const mapType = 0xf;
const sharedTypes = [1, 3]; // MAP_SHARED, MAP_SHARED_VALIDATE
const mapAnonymous = 0x20;

/** What mmap(2) was asked for. */
export function requestedAttributes({ prot, flags }: { readonly prot: number; readonly flags: number }): Attributes {
  return {
    backing: (flags & mapAnonymous) === 0 ? 'file' : 'anon',
    shared: sharedTypes.includes(flags & mapType),
    prot: protection(prot),
    known: 'recorded',
  };
}

/** Private memory, as the heap is, and what a page was before the recording if no maps file tells. */
export const implicitAttributes: Attributes = { backing: 'anon', shared: false, prot: 'rw', known: 'accessed' };

/**
 * First page that may belong to the stack on x86-64: the top of the address space (2^47), less the 16 GiB its place is
 * drawn from (STACK_RND_MASK) and 8 MiB of stack (fs/binfmt_elf.c, mm/util.c).
 */
const stackZone = 2 ** 35 - 2 ** 22 - 2 ** 11;

/**
 * What execve mapped by itself: the stack, or else a segment of the program or its loader, taken as a private mapping
 * of their file (their .bss too: where it begins is not recorded).
 */
export function execAttributes(page: number): Attributes {
  return { backing: page >= stackZone ? 'anon' : 'file', shared: false, prot: 'rw', known: 'exec' };
}
