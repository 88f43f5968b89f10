/**
 * The left part of the picture of cost against correctness. Every scenario that some policy fails has a place of its
 * own, the same in every row, so that one sees which ones a policy fails and never only how many.
 */

import { alike } from '../findings/alike.js';
import { type ClassEntry, classesIn, type CorrectnessClass } from '../findings/classes.js';
import { noteOf } from '../words/breach-words.js';
import { palette } from './chart-style.js';
import { described, type PanelLook, policyRows, rowStep } from './panels.js';

/** A scenario that a policy fails, in its place. */
interface ScenarioMark {
  readonly policy: string;
  readonly class: CorrectnessClass;
  readonly scenario: string;
  /** A violation, a violation that the manual pages warn of, or a cost. */
  readonly weight: 'violated' | 'documented hazard' | 'cost';
  /** Place of the scenario, the first is 0; the next class begins two places further. */
  readonly from: number;
  readonly to: number;
  readonly description: string;
}

/** The name of a class above its places. `middle` counts places. */
interface ClassLabel {
  readonly class: CorrectnessClass;
  readonly middle: number;
}

/** What the panel draws. */
export interface CorrectnessRows {
  readonly marks: readonly ScenarioMark[];
  readonly labels: readonly ClassLabel[];
  /** Places in all. */
  readonly width: number;
}

/** Places between classes. */
const gap = 2;

/** Gives every scenario that some policy fails a place, class by class. @param policies in the order of the rows */
export function correctnessRows(entries: readonly ClassEntry[], policies: readonly string[]): CorrectnessRows {
  const marks: ScenarioMark[] = [];
  const labels: ClassLabel[] = [];
  let start = 0;
  for (const kind of classesIn(entries)) {
    const mine = entries.filter((entry) => entry.kind === kind);
    const scenarios = inOrderOfRepair(mine, policies);
    marks.push(...mine.map((entry) => toMark(entry, start + scenarios.indexOf(entry.scenario))));
    labels.push({ class: kind, middle: start + scenarios.length / 2 });
    start += scenarios.length + gap;
  }
  return { marks, labels, width: Math.max(0, start - gap) };
}

/** Those that the earliest policy was the last to fail come first, so that progress reads as a staircase. */
function inOrderOfRepair(entries: readonly ClassEntry[], policies: readonly string[]): readonly string[] {
  const places = alike(entries, ({ scenario }) => scenario).map((same) => {
    const rows = same.map(({ policy }) => policies.indexOf(policy));
    return { scenario: same[0].scenario, last: Math.max(...rows), first: Math.min(...rows) };
  });
  return places.toSorted((a, b) => a.last - b.last || a.first - b.first).map(({ scenario }) => scenario);
}

function toMark(entry: ClassEntry, from: number): ScenarioMark {
  const { policy, kind, scenario } = entry;
  const note = noteOf(entry);
  return {
    policy,
    class: kind,
    scenario,
    from,
    to: from + 1,
    weight: weightOf(entry),
    description: `${policy}, ${kind}: ${scenario}${note === '' ? '' : ` (${note})`}`,
  };
}

function weightOf(entry: ClassEntry): ScenarioMark['weight'] {
  if (entry.kind === 'needless copy') return 'cost';
  return entry.documentedHazard ? 'documented hazard' : 'violated';
}

/** Rows of a panel, inside the chart or by the name of one of its data sets. */
type Source<Row> = { readonly name: string } | { readonly values: readonly Row[] };

/** What the specification's data sets hold. */
export interface CorrectnessData {
  readonly marks: Source<ScenarioMark>;
  readonly labels: Source<ClassLabel>;
}

/** Wide enough for names over the classes, narrow enough for costs beside it; more scenarios make it wider. */
export function correctnessWidth({ width }: CorrectnessRows): number {
  return Math.max(3 * width, Math.min(12 * width, 250));
}

/** Filled: violated; hollow: a documented hazard; a low bar: needless copies, which cost and break nothing. */
export function correctnessPanel(
  { width }: CorrectnessRows,
  data: CorrectnessData,
  policies: readonly string[],
  look: PanelLook,
) {
  const x = { type: 'quantitative' as const, title: null, axis: null, scale: { domain: [0, width], nice: false } };
  const bars = (isCost: boolean, height: number, fill: object) => ({
    data: { ...data.marks },
    transform: [{ filter: `datum.weight ${isCost ? '===' : '!=='} 'cost'` }],
    mark: { type: 'rect' as const, height: { band: height }, strokeWidth: 1 },
    encoding: {
      y: policyRows(policies, look.named),
      x: { ...x, field: 'from' },
      x2: { field: 'to' },
      ...described,
      fill,
      stroke: { condition: { test: isHazard, value: palette.vermilion }, value: 'transparent' },
    },
  });
  return {
    width: look.width,
    height: { step: rowStep },
    layer: [
      bars(false, 0.62, { condition: { test: isHazard, value: 'transparent' }, value: palette.vermilion }),
      bars(true, 0.2, { value: palette.olive }),
      {
        data: { ...data.labels },
        mark: {
          type: 'text' as const,
          angle: -58,
          align: 'left' as const,
          baseline: 'bottom' as const,
          fontSize: 12,
          color: '#3d4450',
        },
        encoding: { x: { ...x, field: 'middle' }, y: { value: -4 }, text: { field: 'class', type: 'nominal' as const } },
      },
    ],
  };
}

const isHazard = "datum.weight === 'documented hazard'";
