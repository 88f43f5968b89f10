/**
 * The public interface of cowlab: what policies, workloads, reports and plugins build on. Runs in a browser.
 * What needs Node (files, workers, the matrix runner) is in `core/run`.
 */

import 'reflect-metadata';

export { commit, definePolicy, defineVariant, mail, type Policy, type PolicyDefinition } from './policy/policy.js';
export { PolicyRegistry } from './policy/registry.js';
export { compilePolicy, type CompiledPolicy } from './policy/compile.js';
export {
  Reuse, Rule, Stage, ruleName, ruleTokens,
  type DirectIoRule, type FaultView, type FollowWriteRule, type ForkRule, type FrameView, type GupRequest, type GupRule,
  type MmView, type MprotectRule, type PinAccountingRule, type PteView, type RuleToken, type Rules, type WriteFaultRule,
} from './rules/rule.js';
export { Frame, Pte, Vma } from './machine/bits.js';
export { eventNames, type EventName } from './program/events.js';
export type { ExtraField } from './machine/fields.js';
export { Machine } from './machine/machine.js';
export { register, registers } from './engine/registers.js';
export { operations } from './mm/operations.js';
export { lockTableOf, setWalkedPte, unlockTable } from './mm/memory/own-and-lock-table.js';
export { zapRange } from './mm/memory/zap-range.js';
export { allocateFrame, getFrame, putFrame, tryLockFrame, unlockFrame } from './machine/frame.js';
export { addToLru, drainCpu } from './machine/lru.js';
export { clearPte, setPte } from './machine/pte.js';
export { gather, gathered, releaseGathered } from './machine/gather.js';
export { lookupPte, nextPageWithTable } from './machine/pmd.js';
export { dropMapping } from './machine/rmap.js';
export { tryFlush } from './machine/tlb.js';
export { blocked, call, done, fail, goto, label, next, restart, step, type Answer, type Step, type StepTraits } from './engine/step.js';
export { CowlabError } from './errors/errors.js';
