/** Titles of the codes of orders and steps: 060 to 099 of each hundred. */

/**
 * The mistake that each code stands for, as a page is headed. COW066 was that of lists that nest too deep, which nothing refuses any
 * more.
 */
export const orderTitles = {
  COW060: 'an edit of what is not in the list',
  COW061: 'an order of a list that there is not',
  COW062: 'lists that call themselves',
  COW063: 'a step that answers what it does not declare',
  COW064: 'a step whose answer leads nowhere',
  COW065: 'a step whose calls lead ever deeper',
  COW067: 'a variant that edits what another one changes',
  COW068: 'two variants that edit the same place',
  COW069: 'an order without steps',
  COW070: 'a label named like a step',
  COW071: 'a step or label named twice in an order',
  COW072: 'an order without a mandatory step',
  COW073: 'an order without the place where a step jumps to',
  COW074: 'a mandatory step to which nothing leads',
  COW075: 'a step outside of what it must be within',
  COW076: 'a step before what it needs',
  COW077: 'an order that ends with something still held',
  COW078: 'a step that does not say what it answers',
  COW079: 'a step that fails with something still held',
  COW080: 'registers that are declared too late',
  COW081: 'two variants that bring steps of the same name',
  COW082: 'an edit that names nothing',
} as const;
