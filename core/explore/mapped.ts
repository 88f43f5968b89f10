/** What the areas of a program are on the machine: VMA bits and offsets. */

import { Vma } from '../machine/bits.js';
import type { Area, OperationOf, Program } from '../program/program.js';
import { isSharedAnon } from '../program/facts.js';
import { pageCount } from '../program/operations.js';

/** Does the file system of the area's file keep account of which pages are dirty? */
function isDirtyTracked({ files }: Program, { file }: Area): boolean {
  return file >= 0 && files[file].dirtyTracked;
}

/**
 * VMA bits and offset of what an mmap(2) maps. Of shared anonymous memory the old object lives on where it is still mapped
 * or held.
 * @param repetition counted from 0 when the operation is repeated
 */
export function mappedBy(
  program: Program,
  operation: OperationOf<'mmap'>,
  repetition: number,
): { readonly flags: number; readonly offset: number } {
  const { result, action } = operation;
  const { flags, offset } = vmaOf(program, action.area);
  const made = program.facts.madeBy.get(result);
  return { flags, offset: made === undefined ? offset : made + repetition * pageCount(action.place) };
}

/** VMA bits and offset of an area, by its number, as it is mapped before the first step. */
export function vmaOf(program: Program, number: number): { readonly flags: number; readonly offset: number } {
  const area = program.areas[number];
  const cached = program.facts.cacheOfAreas[number];
  return {
    flags:
      (area.shared ? Vma.shared : 0) |
      (cached < 0 ? 0 : Vma.file) |
      (isDirtyTracked(program, area) ? Vma.dirtyTracked : 0) |
      (isSharedAnon(area) ? Vma.uncached : 0),
    offset: cached < 0 ? area.firstPage : cached,
  };
}
