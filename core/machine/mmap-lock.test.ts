import { nobody } from './hook.js';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { downgrade, readUnlock, tryReadLock, tryWriteLock, writeUnlock } from './mmap-lock.js';
import type { Machine } from './machine.js';
import { smallMachine } from './testing/machine.js';

const actors = 3;

type Held = 'read' | 'write' | 'nothing';

/** An actor tries for the lock, which it has not. */
function expectTry(m: Machine, holds: Held[], actor: number, what: 'read' | 'write'): void {
  const isFree = what === 'read' ? !holds.includes('write') : holds.every((held) => held === 'nothing');
  expect(what === 'read' ? tryReadLock(m, nobody, 0) : tryWriteLock(m, actor, 0)).toBe(isFree);
  if (isFree) holds[actor] = what;
}

it('the mmap lock has many readers or one writer, and gives way to nobody while one of them holds it', () => {
  const moves = fc.array(fc.tuple(fc.nat(actors - 1), fc.constantFrom('read', 'write', 'unlock', 'downgrade')), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(moves, (made) => {
      const m = smallMachine();
      const holds: Held[] = Array.from({ length: actors }, () => 'nothing');
      for (const [actor, move] of made) {
        const held = holds[actor];
        if (held === 'nothing' && (move === 'read' || move === 'write')) expectTry(m, holds, actor, move);
        if (held === 'write' && move === 'downgrade') {
          downgrade(m, nobody, 0);
          holds[actor] = 'read';
        }
        if (held !== 'nothing' && move === 'unlock') {
          if (held === 'write') writeUnlock(m, nobody, 0);
          else readUnlock(m, nobody, 0);
          holds[actor] = 'nothing';
        }
        expect([m.mm.mmapReaders.at(0), m.mm.mmapWriter.at(0)]).toEqual([
          holds.filter((other) => other === 'read').length,
          holds.indexOf('write') + 1,
        ]);
      }
      expect(tryWriteLock(m, 0, 1)).toBe(true);
    }),
  );
});
