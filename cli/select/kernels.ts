/** The table of kernels, as the command line uses it: `--kernel`, and keys of `expect` like `linux-6.1`. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelNotBuilt, unknownKernel } from '../../core/errors/errors.js';
import type { PolicyRegistry } from '../../core/index.js';
import type { PolicyOfKey } from '../../core/run/expectations.js';
import type * as kernelsModule from '../../policies/kernels.js';
import type { KernelMatch, KernelPolicy, KernelTable } from '../../policies/kernels.js';
import { packageRoot } from '../../core/run/package-root.js';

type Kernels = typeof kernelsModule;

/** Read when it is first needed: most runs name no kernel. */
export async function openKernels(): Promise<{ readonly table: KernelTable; readonly kernels: Kernels }> {
  const kernels = await import('../../policies/kernels.js');
  const path = join(packageRoot(), 'policies', 'kernels.yaml');
  return { table: kernels.parseKernels(readFileSync(path, 'utf8'), path), kernels };
}

/**
 * The policy of a kernel that somebody asked for by `--kernel`.
 * @throws {CowlabError} COW029: the kernel is unknown, or its policy is not built yet
 */
export async function policyOfKernel(asked: string, registry: PolicyRegistry): Promise<KernelPolicy> {
  const { table, kernels } = await openKernels();
  const found = kernels.resolveKernel(table, asked);
  if (found === undefined) throw unknown(asked, kernels.whyUnknown(table, asked), table, kernels.describeMatch);
  if (!registry.has(found.policy)) throw kernelNotBuilt(asked, found.policy, found.source);
  return found;
}

function unknown(asked: string, said: string | undefined, table: KernelTable, describe: Kernels['describeMatch']): Error {
  const [name] = /^\d+\.\d+/u.exec(asked) ?? [];
  if (name === undefined) return unknownKernel(asked, said, undefined);
  const related = table.kernels.filter(({ match }) => isOfSeries(match, name));
  const known = new Set(related.map(({ match, policy }) => `${describe(match)}: ${policy}`));
  return unknownKernel(asked, said, { name, known: [...known] });
}

function isOfSeries(match: KernelMatch, series: string): boolean {
  if ('series' in match) return match.series.includes(series);
  return ('release' in match ? match.release : match.base).startsWith(`${series}.`);
}

const kernelKey = /^linux-(.+)$/u;

/** What the keys of `expect` mean. The table is read only if `keys` name a kernel. */
export async function openPolicyOfKey(keys: Iterable<string>, registry: Pick<PolicyRegistry, 'has'>): Promise<PolicyOfKey> {
  const policyOf = (key: string): string | undefined => (registry.has(key) ? key : undefined);
  if (![...keys].some((key) => kernelKey.test(key))) return policyOf;
  const { table, kernels } = await openKernels();
  return (key) => {
    const release = kernelKey.exec(key)?.[1];
    return release === undefined ? policyOf(key) : kernels.resolveKernel(table, release)?.policy;
  };
}
