import type { Area } from './address-space.js';
import { at, garbledLine } from '../../core/errors/errors.js';
import { pageOf } from './parse-line.js';
import { readLines } from './read-lines.js';

/**
 * The mappings of a process from a copy of its /proc/PID/maps, or of the short form `range protection [kind]`
 * without device, inode and path (kinds: `[anon]`, `[file]`, and the kernel's own such as `[stack]`).
 * Throws a CowlabError with file and line.
 */
export async function readMaps(path: string): Promise<Area[]> {
  const areas: Area[] = [];
  for await (const lines of readLines(path)) {
    for (const { text, number } of lines) {
      if (text.trim() === '') continue;
      const area = parse(text.trim());
      const where = at(path, number);
      if (area === undefined) throw garbledLine(where, text, '`first-end rwxp [kind]`, as in /proc/PID/maps');
      if (area.first < (areas.at(-1)?.end ?? 0)) {
        throw garbledLine(where, text, 'ranges that ascend and do not overlap');
      }
      areas.push(area);
    }
  }
  return areas;
}

/** Range, protection, then offset, device and inode where they are given, then the path or kind. */
const form = /^([\da-f]+)-([\da-f]+) ([r-])([w-])([x-])([ps])(?: [\da-f]+ [\da-f]+:[\da-f]+ \d+)?(?:\s+(.+))?$/u;

function parse(text: string): Area | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, first = '', end = '', read, write, execute, sharing, kind = '[anon]'] = match;
  return {
    first: pageOf(first),
    end: pageOf(end),
    backing: isFile(kind) ? 'file' : 'anon',
    shared: sharing === 's',
    prot: write === 'w' ? 'rw' : read === 'r' || execute === 'x' ? 'r' : 'none',
    known: 'maps',
  };
}

/** A path, or the kernel's own pages (vdso, vvar, vsyscall), which are mapped like a file and never anonymous. */
function isFile(kind: string): boolean {
  return !/^\[(?:anon|heap|stack)/u.test(kind);
}
