import { describe, expect, it } from 'vitest';
import { both } from '../testing/allowed.js';

describe('refused-by-design', () => {
  const pinOf = (area: string, how = 'write: true, longterm: true', more = ''): string => `
memory: { map: { pages: 1, ${area} } }
steps:
${more}  - P: { pin: map, as: h, ${how} }
  - P: { read-ref: h, as: r }
    `;
  const onDisk = 'backing: file, shared: true';

  it('hides that a long-term writable pin of a shared file mapping fails, and takes nothing', () => {
    expect(both('refused-by-design', pinOf(onDisk), 'P.h', 'P.r')).toEqual({
      strict: ['ok initial#0'],
      lenient: ['EFAULT none', 'ok initial#0'],
    });
  });

  it.each([
    ['a short-term one', pinOf(onDisk, 'write: true')],
    ['one for reading', pinOf(onDisk, 'longterm: true')],
    ['one of a private mapping', pinOf('backing: file')],
    ['one of a memory file', pinOf('backing: shmem, shared: true')],
    ['one of shared anonymous memory', pinOf('shared: true')],
    ['one of a file without dirty tracking', `files: { f: { pages: 1, dirty-tracked: false } }${pinOf(`${onDisk}, file: f`)}`],
  ])('hides nothing of %s', (_, text) => {
    expect(both('refused-by-design', text, 'P.h')).toEqual({ strict: ['ok'], lenient: ['ok'] });
  });

  it('says nothing of a mapping without write permission, which has its own reason to fail', () => {
    const text = pinOf(onDisk, 'write: true, longterm: true, force: true', '  - P: { mprotect: map, prot: r }\n');
    expect(both('refused-by-design', text, 'P.h')).toEqual({ strict: ['EFAULT'], lenient: ['EFAULT'] });
  });
});
