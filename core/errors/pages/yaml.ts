/** The pages of text that is no YAML, or YAML of another kind than scenarios are. */

import {
  aliasWithinItself,
  emptyFile,
  nestedTooDeeply,
  notYaml,
  severalDocuments,
  tooManyParts,
  unknownAnchor,
  unusedYaml,
} from '../yaml.js';
import type { ErrorPage } from './page.js';

const line = 'cve.scenario.yaml:7:18';

/** Meaning, remedy and examples, by code. */
export const yamlPages = {
  COW001: {
    meaning: 'The text is not YAML; what follows behind the first such place cannot be told.',
    remedy:
      'Look at the place. A tab never indents, and within braces a place with brackets needs quotes: `{ write: "buf[1]", value: 2 }`.',
    examples: [notYaml('Tabs are not allowed as indentation', line)],
  },
  COW013: {
    meaning: 'The file has nothing in it, or nothing but comments.',
    remedy: 'Write a scenario; `cowlab new scenario NAME` begins one.',
    examples: [emptyFile('cve.scenario.yaml:1:1')],
  },
  COW014: {
    meaning: 'A line `---` begins a second document. A file is one scenario, so that its name can be that of the file.',
    remedy: 'Put each scenario into a file of its own.',
    examples: [severalDocuments(line)],
  },
  COW015: {
    meaning: 'Lists and maps stand within each other as deep as no scenario needs. Nothing more of the file is read.',
    remedy: 'Look whether it is the right file.',
    examples: [nestedTooDeeply(64, line)],
  },
  COW016: {
    meaning: 'The file is as large as no scenario is, or its aliases stand for so much. Nothing more of it is read.',
    remedy: 'Look whether it is the right file. To do one thing often, an operation has `times`.',
    examples: [tooManyParts('tokens', 4_000_000, line), tooManyParts('parts', 4_000_000, line)],
  },
  COW017: {
    meaning: 'YAML has more kinds of things than scenarios: a list whose entries have keys, dates, numbers of any length.',
    remedy: 'Write maps, lists, texts, numbers and the words `true` and `false` only.',
    examples: [unusedYaml('construct', line), unusedYaml('list', line), unusedYaml({ type: 'bigint' }, line)],
  },
  COW018: {
    meaning: '`*name` stands for what `&name` marked before it, and nothing before it is marked so.',
    remedy: 'Mark it with `&name`, or put quotes around the text where a star is meant.',
    examples: [unknownAnchor('m', line)],
  },
  COW019: {
    meaning: '`*name` stands within what `&name` marks, so it would have no end.',
    remedy: 'Write out what is meant.',
    examples: [aliasWithinItself(line)],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
