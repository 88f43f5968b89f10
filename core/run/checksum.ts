/** Whether a text is as it was written. */

import { createHash } from 'node:crypto';

/** Not against malice: it finds what was cut, edited or lost a sector. 16 hexadecimal digits. */
export function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
