/** Views with fields that a policy adds to the state, for authors of rules. */

import type { FolioView, FrameView, MmView, PteView, VmaView } from './rule.js';

interface Views {
  readonly frame: FrameView;
  readonly folio: FolioView;
  readonly mm: MmView;
  readonly pte: PteView;
  readonly vma: VmaView;
}

/** A field as its policy declares it, with literal types: `{ entity: 'frame', name: 'shared', bits: 8 } as const`. */
interface Declared {
  readonly entity: string;
  readonly name: string;
}

/** Fields of a policy's own that things of a kind have. */
type Own<V extends keyof Views, F extends Declared> = {
  readonly [Name in Extract<F, { readonly entity: V }>['name'] as string extends Name ? never : Name]: number;
};

/** Views to which a view leads. */
interface Leads<F extends Declared> {
  readonly frame: { readonly folio: ViewWith<'folio', F> };
  readonly folio: { readonly head: ViewWith<'frame', F> };
}

/**
 * A view that has fields of a policy's own beside those of the machine: `ViewWith<'frame', typeof shared>` is a `FrameView` with
 * `shared: number`. A field of another entity is not there; nor is one whose name is not known to the compiler.
 * @typeParam V whose view
 * @typeParam F types of the fields, a union where there are several
 */
export type ViewWith<V extends keyof Views, F extends Declared> = Views[V] &
  Own<V, F> &
  (V extends keyof Leads<F> ? Leads<F>[V] : unknown);
