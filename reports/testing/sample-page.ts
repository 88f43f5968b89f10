/** The page of sample results, and what it says. */

import type { Results } from '../../core/run/results.js';
import { type Chart, drawCharts } from '../charts/charts.js';
import { renderPage } from '../page/page.js';
import { sampleResults } from './sample-results.js';

/** Drawn once, for all tests that ask nothing of charts. */
export const sampleCharts = drawCharts(sampleResults());

/** As HTML. */
export async function page(
  results: Results = sampleResults(),
  traceFiles: readonly string[] = [],
  charts: Promise<readonly Chart[]> = sampleCharts,
): Promise<string> {
  return renderPage({ results, charts: await charts, traceFiles: new Set(traceFiles) });
}

/** As `page`, with the charts of these results. */
export async function pageWithCharts(results: Results): Promise<string> {
  return page(results, [], drawCharts(results));
}

/** The text without tags, spaces folded. */
export function text(markup: string): string {
  return markup
    .replaceAll(/<style>.*?<\/style>/gsu, '')
    .replaceAll(/<[^>]*>/gu, ' ')
    .replaceAll(/\s+/gu, ' ');
}
