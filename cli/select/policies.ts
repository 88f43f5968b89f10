import { compilePolicy, type CompiledPolicy, type PolicyRegistry } from '../../core/index.js';
import { noPolicyNamed, severalPoliciesNamed } from '../../core/errors/errors.js';
import { policyOfKernel } from './kernels.js';

/** The options `--policy` and `--kernel`. */
export interface PolicyChoice {
  /** Ids as given to `--policy`; `a+b` composes. */
  readonly policy: readonly string[];
  /** Releases as given to `--kernel`. */
  readonly kernel: readonly string[];
}

/**
 * The policies to run, each once, in the order they were asked for; all that stand alone when none was.
 * @throws {CowlabError} for an unknown name or kernel, with the nearest known ones
 */
export async function selectPolicies(registry: PolicyRegistry, { policy, kernel }: PolicyChoice): Promise<CompiledPolicy[]> {
  const ids = [...policy];
  for (const asked of kernel) ids.push((await policyOfKernel(asked, registry)).policy);
  const wanted = ids.length > 0 ? ids : registry.standalone().map(({ id }) => id);
  return [...new Set(wanted)].map((id) => compilePolicy(registry, id));
}

/** The one policy of a command that shows a single run. */
export async function selectOnePolicy(registry: PolicyRegistry, choice: PolicyChoice): Promise<CompiledPolicy> {
  const known = registry
    .standalone()
    .map(({ id }) => id)
    .join(', ');
  if (choice.policy.length + choice.kernel.length === 0) {
    throw noPolicyNamed(known);
  }
  const [compiled, ...more] = await selectPolicies(registry, choice);
  if (more.length > 0) throw severalPoliciesNamed();
  return compiled;
}
