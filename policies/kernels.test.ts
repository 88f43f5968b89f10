import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CowlabError } from '../core/index.js';
import { describeMatch, parseKernels, resolveKernel, whyUnknown } from './kernels.js';

const path = fileURLToPath(new URL('kernels.yaml', import.meta.url));
const table = parseKernels(readFileSync(path, 'utf8'), 'kernels.yaml');

function policyOf(release: string): string | undefined {
  return resolveKernel(table, release)?.policy;
}

describe('the policy of a kernel', () => {
  it.each([
    ['5.4.38', 'mapcount+munmap-downgrades-4.20', 'booted'],
    ['5.10.223', 'early-cow-seqcount', 'booted'],
    ['5.10.0-32-cloud-amd64', 'early-cow-seqcount', 'booted'],
    ['6.1.192', 'anon-exclusive-6.1', 'booted'],
    ['6.12.107', 'anon-exclusive-6.5', 'booted'],
    ['6.12.107+deb13-amd64', 'anon-exclusive-6.5', 'booted'],
    ['6.18.44', 'anon-exclusive-6.15+mremap-moves-areas-6.17+activation-keeps-lru-6.17', 'booted'],
    ['7.2.13', 'anon-exclusive-6.15+mremap-moves-areas-6.17+activation-keeps-lru-6.17', 'booted'],
    ['5.10.7', 'early-cow-seqcount', 'read'],
    ['5.8.1', 'forced-break', 'read'],
    ['5.9.2', 'early-cow', 'read'],
    ['5.7.14', 'mapcount+munmap-downgrades-4.20', 'read'],
    ['4.20.0', 'mapcount+munmap-downgrades-4.20', 'read'],
    ['4.19.0', 'mapcount', 'read'],
    ['4.18.0-240.el8.x86_64', 'mapcount', 'read'],
    ['4.18.0-305.25.1.el8_4.x86_64', 'forced-break', 'read'],
    ['4.18.0-372.9.1.el8.x86_64', 'rhel-8.5', 'read'],
    ['4.18.0-553.el8_10.x86_64', 'rhel-8.7', 'read'],
    ['5.14.0-162.6.1.el9_1.x86_64', 'rhel-8.7', 'read'],
    ['5.14.0-427.13.1.el9_4.x86_64', 'anon-exclusive-6.1', 'read'],
    ['6.12.0-55.9.1.el10_0.x86_64', 'anon-exclusive-6.5', 'read'],
    ['5.15.0-105-generic', 'early-cow-seqcount', 'inferred'],
    ['6.8.0-45-generic', 'anon-exclusive-6.5', 'inferred'],
    ['5.4.254', 'forced-break', 'inferred'],
  ])('%s has %s (%s)', (release, policy, status) => {
    expect(resolveKernel(table, release)).toMatchObject({ policy, status });
  });

  it('of X.Y is that of the last release of the series', () => {
    expect(policyOf('5.10')).toBe('early-cow-seqcount');
    expect(policyOf('5.10.6')).toBe('early-cow');
    expect(policyOf('6.1')).toBe('anon-exclusive-6.1');
    expect(policyOf('5.4')).toBe('forced-break');
  });

  it.each(['5.10.0-19-amd64', '6.1.0-13-amd64', '5.14.0-999.el9.x86_64', '5.14.0-427', '3.10', '5', '', '6.1-rc3'])(
    'is unknown for %j, never that of its base version',
    (release) => {
      expect(resolveKernel(table, release)).toBeUndefined();
    },
  );

  it('is unknown with a reason where the table has one', () => {
    expect(resolveKernel(table, '4.9.337')).toBeUndefined();
    expect(whyUnknown(table, '4.9.337')).toContain('reverted');
    expect(whyUnknown(table, '5.14.21-150500.55.7-default')).toContain('SLES');
    expect(whyUnknown(table, '5.10.0-19-amd64')).toBeUndefined();
  });

  it.each([
    ['5.10.999999', 'the newest of its series that the table knows is 5.10.265'],
    ['5.9.17', 'the series ended with 5.9.16'],
    ['5.4.303', 'the series ended with 5.4.302'],
    ['4.9.338', 'the series ended with 4.9.337'],
    ['7.2.114', 'the newest of its series that the table knows is 7.2.13'],
    ['5.10.999999-android13-4-00001', 'the newest of its series that the table knows is 5.10.265'],
    ['4.14.9999-1.amzn2.x86_64', 'the newest of its series that the table knows is 4.14.336'],
  ])('is unknown for %s, which there cannot be: %s', (release, why) => {
    expect(resolveKernel(table, release)).toBeUndefined();
    expect(whyUnknown(table, release)).toContain(why);
  });

  it('is inferred for a release that came after the table was made', () => {
    expect(resolveKernel(table, '5.10.265')).toMatchObject({ policy: 'early-cow-seqcount', status: 'read' });
    expect(resolveKernel(table, '5.10.266')).toMatchObject({
      policy: 'early-cow-seqcount',
      status: 'inferred',
      source: expect.stringMatching(/^5\.10\.265 and before: /u) as string,
    });
    expect(policyOf('6.18.145')).toBe('anon-exclusive-6.15+mremap-moves-areas-6.17+activation-keeps-lru-6.17');
  });

  it('is that of the series for a distribution that goes on after its end', () => {
    expect(policyOf('4.14.355-276.618.amzn2.x86_64')).toBe('forced-break');
    expect(policyOf('4.14.355')).toBeUndefined();
  });

  it('is not known by a number that is written otherwise', () => {
    expect(policyOf('5.10.007')).toBeUndefined();
  });

  it('is there for no series whose last release the table does not have', () => {
    const series = [...table.kernels, ...table.unknown].flatMap(({ match }) => ('series' in match ? match.series : []));
    const { ended, open } = table.releases;
    expect([...new Set(series)].filter((name) => Number(name in ended) + Number(name in open) !== 1)).toEqual([]);
  });

  it('says what a policy does not cover', () => {
    expect(resolveKernel(table, '7.2.13+deb14-amd64')?.note).toContain('PROC_MEM_FORCE_PTRACE');
  });
});

describe('an entry of the table', () => {
  it('is one line of a list', () => {
    expect(table.kernels.map(({ match }) => describeMatch(match))).toEqual(
      expect.arrayContaining([
        '5.4 from .38 to .38',
        '5.10 from .7',
        '6.14 to .0',
        '6.8.0-*-generic',
        '4.18.0-348 to -372 .el8',
        '5.14.0-284 .el9',
        '6.12.0 .el10',
      ]),
    );
  });

  it('is refused with its place when its status is no status', () => {
    const text =
      'schema: cowlab/kernels@1\nreleases: { ended: {}, open: {} }\nkernels:\n  - { match: { release: x }, policy: p, status: sure, source: s }\nunknown: []\n';
    expect(() => parseKernels(text, 'k.yaml')).toThrow(CowlabError);
    expect(() => parseKernels(text, 'k.yaml')).toThrow(expect.objectContaining({ where: 'k.yaml:4:49' }));
  });
});
