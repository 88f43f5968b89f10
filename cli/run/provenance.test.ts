import { expect, it } from 'vitest';
import { provenanceOf } from './provenance.js';

it('knows the version of the package and the host', () => {
  const { version, seed, host } = provenanceOf({ seed: 7 });
  expect(version).toMatch(/^\d+\.\d+\.\d+/u);
  expect(seed).toBe(7);
  expect(host).toMatchObject({ node: process.version, cpus: expect.any(Number) as number });
});
