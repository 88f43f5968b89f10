/**
 * How wide the fields of a machine are. Where states are saved and compared by the million, a field is as wide as what it may hold
 * there, which follows from what there is at most; everywhere else as wide as it is declared.
 */

import type { Width } from './column.js';
import type { Field } from './fields.js';
import type { Kernel } from './kernel.js';
import { capacitiesOf, type MachineShape } from './shape.js';

/** The largest value of a field, for fields whose values are bounded. None is further below zero than that. */
export type Largest = Partial<Readonly<Record<Field, number>>>;

/** What of its fields follows from a machine's size and its program. */
export function largestOf(shape: MachineShape, kernel: Kernel): Largest {
  const { narrow } = shape;
  if (narrow === undefined) return {};
  const { frame, folio, pte, handle, observation, filePage } = capacitiesOf(shape, kernel);
  const { references, content, times, operations } = narrow;
  const page = Math.max(shape.pages, filePage);
  const list = kernel.lists.length;
  const position = Math.max(0, ...kernel.lists.flatMap(({ steps }) => steps.length));
  const largest = {
    'frame.lockedBy': shape.actors,
    'frame.lo': content,
    'frame.hi': content,
    'frame.rmapRoot': shape.processes,
    'frame.rmapIndex': page,
    'frame.folio': folio,
    'folio.head': frame,
    'folio.largeMapcount': pte,
    'folio.entireMapcount': pte,
    'folio.firstMm': shape.processes,
    'folio.secondMm': shape.processes,
    'table.lockedBy': shape.actors,
    'table.refs': shape.processes,
    'mm.forkRoot': shape.processes,
    'vma.mm': shape.processes,
    'vma.first': shape.pages,
    'vma.end': shape.pages,
    'vma.offset': page,
    'batch.frame': frame,
    'actor.list': list,
    'actor.position': position,
    'actor.operation': operations,
    'stack.list': list,
    'stack.position': position,
    'handle.frame': frame,
    'handle.process': shape.processes,
    'observation.value': content,
    'filePage.frame': frame,
    'tlb.translation': 2 * frame + 1,
    'gather.frame': 2 * frame + 1,
    'global.framesInUse': frame,
  } as const satisfies Largest;
  // What a wrong kernel may drive beyond every bound has room for that.
  const counter = Math.max(references, 2 ** 7);
  const counted = {
    'frame.refs': references + 2 ** 12,
    'frame.mapcount': counter,
    'mm.writeProtectSeq': counter,
    'mm.anonPages': counter,
    'mm.filePages': counter,
    'handle.count': counter,
    'folio.pins': counter,
  };
  const remembered = Math.max(content, times, handle, observation, pte, page, references, 2 ** 15 - 1);
  return { ...largest, ...counted, 'register.value': remembered };
}

/** The bits of a field that holds numbers of this size, of either sign. */
export function widthFor(largest: number): Width {
  if (largest < 2 ** 7) return 8;
  return largest < 2 ** 15 ? 16 : 32;
}
