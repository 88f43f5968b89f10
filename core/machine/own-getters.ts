/** How windows show what policies have added to the state. */

import type { Column } from './column.js';

/** What has fields and a window. */
type Entity = 'frame' | 'folio' | 'mm' | 'pte' | 'vma';

/** By entity, how a window gets at a field that a policy added: only the window itself knows where it looks. */
export const ownGetters = {} as Record<Entity, (name: string) => PropertyDescriptor>;

/** The columns of an entity, those included that a policy added. */
export function columnsOf(columns: object): Readonly<Record<string, Column>> {
  return columns as Readonly<Record<string, Column>>;
}
