import { Rule, ruleName, type Policy } from '../../core/index.js';
import { openRegistry } from '../select/registry.js';
import type { Entry } from './text.js';

interface Decision {
  /** The interface a rule implements. */
  readonly interface: string;
  readonly decides: string;
  readonly methods: readonly string[];
}

/** A record, so that the compiler finds a decision that is missing here. */
const decisions: Readonly<Record<keyof typeof Rule, Decision>> = {
  WriteFault: {
    interface: 'WriteFaultRule',
    decides: 'do_wp_page: may the page be made writable in place, or is it copied?',
    methods: ['mayReuse'],
  },
  LastReference: {
    interface: 'WriteFaultRule',
    decides: 'is this the last reference? What a write-fault rule may ask when its own answer is not enough',
    methods: ['mayReuse'],
  },
  Fork: {
    interface: 'ForkRule',
    decides: 'copy_present_pte: share the page with the child, or copy it now?',
    methods: ['mustCopy'],
  },
  PinAccounting: {
    interface: 'PinAccountingRule',
    decides: 'how FOLL_PIN is counted, and page_maybe_dma_pinned',
    methods: ['isMaybePinned', 'perPin'],
  },
  Gup: {
    interface: 'GupRule',
    decides: 'what get_user_pages must break or unshare before it hands a page out',
    methods: ['breaksCow', 'mustUnshare', 'unsharesAnyPage', 'countsZeroPage'],
  },
  FilePin: {
    interface: 'FilePinRule',
    decides: 'check_vma_flags: which file memory get_user_pages may hand out for writing',
    methods: ['mayTake', 'mayTakeLockless'],
  },
  FollowWrite: {
    interface: 'FollowWriteRule',
    decides: "can_follow_write_pte: may get_user_pages hand this PTE's page out for writing?",
    methods: ['mayFollow'],
  },
  Mprotect: {
    interface: 'MprotectRule',
    decides: 'change_pte_range: may mprotect make the PTE writable without a fault?',
    methods: ['mayUpgrade'],
  },
  DirectIo: { interface: 'DirectIoRule', decides: 'how direct I/O references the pages it reads into', methods: ['reference'] },
};

/** Rules, by what they decide. */
export async function listRules(plugins: readonly string[]): Promise<readonly Entry[]> {
  const policies = (await openRegistry(plugins)).all();
  return (Object.keys(Rule) as (keyof typeof Rule)[]).map((key) => {
    const { interface: shape, decides, methods } = decisions[key];
    const bound = policies.flatMap((policy) => binding(policy, Rule[key]));
    return {
      name: ruleName(Rule[key]),
      about: decides,
      details: [`Rule.${key}: ${shape} (${methods.join(', ')})`, ...bound.map(describe)],
      data: { name: ruleName(Rule[key]), token: `Rule.${key}`, interface: shape, decides, methods, boundBy: bound },
    };
  });
}

interface Binding {
  readonly policy: string;
  readonly rule: string;
  readonly source: string | undefined;
}

function binding({ id, rules = {} }: Policy, token: symbol): Binding[] {
  const rule = rules[token];
  return rule === undefined ? [] : [{ policy: id, rule: rule.name, source: rule.source }];
}

function describe({ policy, rule, source }: Binding): string {
  return `${policy}: ${rule}${source === undefined ? '' : `, ${source}`}`;
}
