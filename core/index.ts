/**
 * The public interface of cowlab, in sections by audience: what stands here is documented and stays. Runs in a browser.
 * Beside it: `cowlab/policies` has the built-in policies, `cowlab/workloads` what long programs are written and run with,
 * `cowlab/results` what a report is made of.
 */

import 'reflect-metadata';

// For authors of policies: a definition, the decisions a kernel makes, and what a rule is handed.
export { commit, definePolicy, defineVariant, mail, type Policy, type PolicyDefinition } from './policy/policy.js';
export {
  Reuse,
  Rule,
  Stage,
  ruleName,
  ruleTokens,
  type DirectIoRule,
  type FaultView,
  type FilePinRule,
  type FolioView,
  type FollowWriteRule,
  type ForkRule,
  type FrameView,
  type GupRequest,
  type GupRule,
  type MmView,
  type MprotectRule,
  type PinAccountingRule,
  type PteView,
  type RuleToken,
  type Rules,
  type VmaView,
  type WriteFaultRule,
} from './rules/rule.js';
export type { ViewWith } from './rules/own-fields.js';
export { insert, move, replace, swap, without, type Edit } from './engine/edits.js';
export type { ExtraField, Field, Touched } from './machine/fields.js';

// For authors of steps: what a step answers, the lists there are, and the kernel's own helpers over the machine.
export { anyError, blocked, call, done, fail, failing, goto, next, restart, type Answer } from './engine/answers.js';
export { anyOf, ownFact, type Need } from './engine/facts.js';
export { label, step, type Step, type StepTraits } from './engine/step.js';
export { register, ownRegisters as registers } from './engine/registers.js';
export { operations } from './mm/operations.js';
export { Machine } from './machine/machine.js';
export { nobody } from './machine/hook.js';
export type { Column } from './machine/column.js';
export type { EntryColumn } from './machine/entry-column.js';
export { Frame, Pmd, Pte, Vma } from './machine/bits.js';
export { allocateFrame, getFrame, putFrame, tryLockFrame, unlockFrame } from './machine/frame.js';
export { addToLru, drainCpu } from './machine/lru.js';
export { clearPte, setPmd, setPte } from './machine/pte.js';
export { kindOf, perKind, type PteKind } from './machine/pte-kind.js';
export { gather, gathered, releaseGathered } from './machine/gather.js';
export { lookupPte, newTable, nextPageWithTable, pmdOf, putTable, tableOf, walkTo } from './machine/pmd.js';
export { dropMapping } from './machine/rmap.js';
export { tryFlush } from './machine/tlb.js';
export { lockTableOf, setWalkedPte, unlockTable } from './mm/memory/own-and-lock-table.js';
export { zapRange } from './mm/memory/zap-range.js';

// For whoever checks programs: from text to a program, to a verdict, to the run that shows it.
export { loadProgram } from './scenario/load.js';
export type { Operation, Program } from './program/program.js';
export { PolicyRegistry } from './policy/registry.js';
export { compilePolicy, type CompiledPolicy } from './policy/compile.js';
export { checkProgram, type Checked } from './explore/check.js';
export { defaultBounds, type Bounds } from './program/bounds.js';
export { breachKinds, verdicts, type BreachKind, type Verdict } from './program/verdict.js';
export type { Breach, BreachFacts, Flaw, FlawName, NamedValue, UnderWay } from './program/breach.js';
export { breachInWords } from './program/breach-words.js';
export { oneRun } from './explore/one-run.js';
export { replay, type Answered, type Decided, type Replay, type ReplayStep } from './explore/replay.js';
export type { Change, Fact, Subject, SubjectKind } from './explore/describe.js';
export { changeInWords } from './explore/state-words.js';
export type { Turn } from './explore/turn.js';
export { columnName, outcomeInWords, type Outcome } from './program/outcome.js';
export { showValue } from './program/values.js';
export { eventNames, type EventCounts, type EventName } from './program/events.js';

// For everybody: what is thrown at input that cannot be used, and at a run that broke.
export { CowlabError, type ErrorCode } from './errors/errors.js';
