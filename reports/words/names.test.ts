import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { breachAnchor, safeName, traceFileName } from './names.js';

const hostileName = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[./~a-c+_-]*$/u),
  fc.constantFrom('..', '../../x', 'a/b', '~', ''),
);

it('keeps ordinary names readable', () => {
  expect(traceFileName('vmsplice-child-unmap', 'anon-exclusive-6.5+x')).toBe(
    'traces/vmsplice-child-unmap.anon-exclusive-6.5+x.txt',
  );
});

it('keeps every trace inside its folder, whatever the names', () => {
  fc.assert(
    fc.property(hostileName, hostileName, (scenario, policy) => {
      expect(traceFileName(scenario, policy)).toMatch(/^traces\/[A-Za-z0-9.+~-]+\.txt$/u);
    }),
  );
});

it('gives different names different file names and different cells different anchors', () => {
  fc.assert(
    fc.property(hostileName, hostileName, (a, b) => {
      expect(safeName(a) === safeName(b)).toBe(a === b);
      expect(breachAnchor(a, b) === breachAnchor(b, a)).toBe(a === b);
    }),
  );
});
