/** What the charts have in common: fonts, and mid-tones that are read on light and on dark paper. */

import type { Config } from 'vega-lite';

/** The version of Vega-Lite that charts are written in. */
export const chartSchema = 'https://vega.github.io/schema/vega-lite/v6.json';

/** After Okabe and Ito (2008), told apart with the common kinds of colour blindness. */
export const palette = {
  blue: '#3b82c4',
  orange: '#d98a1f',
  green: '#2f9e7e',
  vermilion: '#cf5a2a',
  purple: '#b0679b',
  sky: '#5aa9d6',
  grey: '#87909c',
  olive: '#a39a2c',
  brown: '#8c6d4f',
} as const;

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';

/** Fonts and colours of every chart. */
export const chartConfig: Config = {
  font,
  view: { stroke: null },
  axis: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    labelLimit: 240,
    grid: false,
    domainColor: '#b8bec7',
    tickColor: '#b8bec7',
    labelColor: '#3d4450',
    titleColor: '#5b6472',
  },
  axisX: { grid: true, gridColor: '#e3e6ea', domain: false, ticks: false, labelPadding: 6 },
  axisY: { ticks: false, domainColor: '#b8bec7', labelPadding: 8 },
  header: { labelFontSize: 12, labelFontWeight: 600, labelColor: '#1f2530', labelAnchor: 'start' },
  legend: { labelFontSize: 12, titleFontSize: 12, labelColor: '#3d4450', symbolType: 'square', labelLimit: 300 },
  title: {
    fontSize: 14,
    fontWeight: 600,
    anchor: 'start',
    color: '#1f2530',
    offset: 12,
    subtitleFontSize: 12,
    subtitleColor: '#5b6472',
    subtitlePadding: 6,
    subtitleLineHeight: 16,
  },
};

/** For a screen as wide as a telephone's: names must not take the room of what they name. */
export const narrowConfig: Config = { ...chartConfig, axis: { ...chartConfig.axis, labelFontSize: 11, labelLimit: 145 } };
