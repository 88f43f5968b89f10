/** Numbers for people: the same on every machine, whatever its locale. */

import { showCount } from '../../core/errors/numbers.js';

const precise = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** `13,845`, or `13,845 to 13,850` where they differ. */
export function showCounts(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? showCount(least) : `${showCount(least)} to ${showCount(most)}`;
}

/** Three significant digits: `52.1`, `8,340`. */
export function showFigure(value: number): string {
  return precise.format(value);
}

/** Three significant digits: `52.1 million`, `8,340`. */
export function showRate(rate: number): string {
  if (rate >= 1e6) return `${showFigure(rate / 1e6)} million`;
  return showFigure(rate);
}

/** `+5,212`, `−5,212` with a minus sign as wide as the plus. */
export function showDifference(more: number): string {
  return more < 0 ? `−${showCount(-more)}` : `+${showCount(more)}`;
}

/** Three significant digits, or as many as asked for, with a minus sign: `2.1`, `−0.35`. */
export function showRatio(value: number, digits = 3): string {
  return signed(Number(value.toPrecision(digits)));
}

/** A unit of time, with its nanoseconds. */
export interface TimeUnit {
  readonly name: string;
  readonly nanoseconds: number;
}

const units: readonly TimeUnit[] = [
  { name: 's', nanoseconds: 1e9 },
  { name: 'ms', nanoseconds: 1e6 },
  { name: 'µs', nanoseconds: 1e3 },
];

/** The unit in which a time of so many nanoseconds is read easily. */
export function unitFor(nanoseconds: number): TimeUnit {
  return units.find((unit) => Math.abs(nanoseconds) >= unit.nanoseconds) ?? { name: 'ns', nanoseconds: 1 };
}

/** `−3.41 to 1.2 ms`, both ends in the unit of the larger. */
export function showInterval({ low, high }: { readonly low: number; readonly high: number }): string {
  const unit = unitFor(Math.max(Math.abs(low), Math.abs(high)));
  return `${signed(low / unit.nanoseconds)} to ${signed(high / unit.nanoseconds)} ${unit.name}`;
}

/** `1.2 µs` */
export function showTime(nanoseconds: number): string {
  const unit = unitFor(nanoseconds);
  return `${signed(nanoseconds / unit.nanoseconds)} ${unit.name}`;
}

function signed(value: number): string {
  return value < 0 ? `−${showFigure(-value)}` : showFigure(value);
}
