import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../reports/index.js';
import { sampleResults } from '../reports/testing/sample-results.js';
import { compare } from './testing/compare.js';

const executablePath = '/usr/bin/chromium';
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Playwright gives up after this; a hang ends here rather than in the limit of the whole test. Milliseconds. */
const patience = 5 * 60_000;

let browser: Browser;
/** Of made-up results that have everything once. */
let folder: string;
/** Of a small run of the command. */
let real: string;

beforeAll(async () => {
  if (!existsSync(executablePath)) {
    throw new Error(`these tests need chromium at ${executablePath}; on Debian: apt-get install -y chromium`);
  }
  folder = await mkdtemp(join(tmpdir(), 'cowlab-page-'));
  await writeReport(sampleResults(), folder);
  real = join(folder, '..', `${basename(folder)}-real`);
  const { code, stderr } = await compare(
    '--out',
    real,
    '--quiet',
    '--no-speed',
    '--policy',
    'mapcount,page-count,early-cow,anon-exclusive-6.5',
    '--scenario',
    'vmsplice-child-unmap,rw-pin-fork,fork-tears-snapshot,basic-cow,observed-b-cve-29374',
    '--workload',
    'vmsplice,redis-bgsave',
  );
  if (code !== 0) throw new Error(`the run failed: ${stderr}`);
  browser = await chromium.launch({ executablePath, args: flags, timeout: patience });
});

afterAll(async () => {
  await browser?.close();
  for (const made of [folder, real]) if (made !== undefined) await rm(made, { recursive: true, force: true });
});

interface View {
  readonly page: Page;
  /** Console output, page errors, and requests other than for the page itself. */
  readonly complaints: readonly string[];
}

async function open(width: number, colorScheme: 'light' | 'dark', of = folder): Promise<View> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
  page.setDefaultTimeout(patience);
  const complaints: string[] = [];
  const address = pathToFileURL(join(of, 'index.html')).href;
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== address && request.url() !== 'data:,') complaints.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return { page, complaints };
}

async function openWithoutScripts(of: string): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  page.setDefaultTimeout(patience);
  await page.goto(pathToFileURL(join(of, 'index.html')).href);
  return page;
}

/**
 * Runs in the browser, whose globals the type check of this project does not know, hence as text:
 * luminance contrast (WCAG 2) of an element's text with what is painted behind it.
 */
const contrast = `(element) => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let behind = element;
  const isClear = (at) => getComputedStyle(at).backgroundColor === 'rgba(0, 0, 0, 0)';
  while (behind !== null && isClear(behind)) behind = behind.parentElement;
  const style = getComputedStyle(element);
  const ink = luminance(element instanceof SVGElement ? style.fill : style.color);
  const paper = luminance(behind === null ? 'white' : getComputedStyle(behind).backgroundColor);
  return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
}`;

async function contrastOf(page: Page, selector: string): Promise<number> {
  return Number(await page.evaluate(`(${contrast})(document.querySelector(${JSON.stringify(selector)}))`));
}

/** Panels of charts stand side by side, or below each other on a narrow screen. */
function layoutOf(width: number): 'wide' | 'narrow' {
  return width > 640 ? 'wide' : 'narrow';
}

describe.each([
  [1280, 'light'],
  [1280, 'dark'],
  [360, 'light'],
  [360, 'dark'],
] as const)('the report page, %i pixels wide, %s', (width, scheme) => {
  it('opens without a word on the console, a request, or a sideways scroll of the page', async () => {
    for (const of of [folder, real]) {
      const { page, complaints } = await open(width, scheme, of);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect(overflow).toBe(0);
      expect(complaints).toEqual([]);
      await page.close();
    }
  });

  it('draws the charts of a real run in the room there is', async () => {
    const { page } = await open(width, scheme, real);
    const drawing = page.locator(`.cost-and-correctness .${layoutOf(width)}`);
    const overflow = `((region) => region.scrollWidth - region.clientWidth)(document.querySelector('.cost-and-correctness .${layoutOf(width)}'))`;
    expect(await page.evaluate(overflow)).toBe(0);
    expect(await drawing.locator('svg').getAttribute('aria-label')).toContain('cost intervals');
    expect(await drawing.locator('.mark-rect path[aria-label]').count()).toBeGreaterThan(0);
    expect(await drawing.locator('.mark-symbol path[aria-label*=" on vmsplice:"]').count()).toBe(4);
    await page.close();
  });

  it('shows the matrix and the charts', async () => {
    const { page } = await open(width, scheme);
    const layout = layoutOf(width);
    const selectors = [
      '.matrix table',
      `.cost-and-correctness .${layout} svg`,
      `.events-by-policy .${layout} svg`,
      '.workload table',
    ];
    const visible = await Promise.all(selectors.map((selector) => page.locator(selector).first().isVisible()));
    expect(visible).toEqual([true, true, true, true]);
    expect(await page.locator(`.cost-and-correctness .${layout} .mark-rect path[aria-label] title`).count()).toBe(4);
    await page.close();
  });

  it('is readable: texts stand out from their background', async () => {
    const { page } = await open(width, scheme);
    const selectors = [
      'p',
      '.fine',
      'td a .mark.violates',
      '.mark.refused',
      '.matrix a',
      `.drawing.${layoutOf(width)} svg text`,
      '.notice p',
      '.glossary dd',
      '.workload small',
      '.downloads a',
      '.baseline th',
    ];
    const contrasts = await Promise.all(selectors.map((selector) => contrastOf(page, selector)));
    expect(selectors.filter((_, index) => !((contrasts[index] ?? 0) >= 4.5))).toEqual([]);
    await page.close();
  });

  it('leads from a violated cell to its explanation', async () => {
    const { page } = await open(width, scheme);
    await page.locator('.matrix td a:has([title="vmsplice-child-unmap under mapcount: violates (isolation)"])').click();
    const explanation = page.locator('.explanation:has(:target)');
    expect(await explanation.innerText()).toContain('C.r0 = 2, the eager machine allows {1}');
    const box = await explanation.boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeLessThan(800);
    const trace = await explanation.locator('a[href^="traces/"]').getAttribute('href');
    expect(await readFile(join(folder, trace ?? ''), 'utf8')).toBe('vmsplice-child-unmap under mapcount, step by step\n');
    await page.close();
  });
});

it('leads from a cell that holds to what was looked at', async () => {
  const { page } = await open(1280, 'light');
  await page.locator('.matrix td a:has([title="fork-child-first under mapcount: holds"])').click();
  expect(await page.locator('.explanation:has(:target)').innerText()).toContain('every interleaving');
  await page.close();
});

it('hands out the data and the specification of a chart without the network', async () => {
  const { page, complaints } = await open(1280, 'light');
  const take = async (name: string): Promise<string> => {
    const link = page.locator(`a[download="${name}"]`);
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe(name);
    return readFile(await download.path(), 'utf8');
  };
  const specification = JSON.parse(await take('cost-and-correctness.vl.json')) as { readonly $schema: string };
  expect(specification.$schema).toContain('vega-lite');
  expect(await take('cost-and-correctness.costs.csv')).toMatch(/^workload,policy,/u);
  expect(complaints.filter((complaint) => !complaint.startsWith('request: data:'))).toEqual([]);
  await page.close();
});

it('runs no script: everything is there with scripts switched off', async () => {
  const page = await openWithoutScripts(folder);
  await page.locator('.prices > summary').click();
  expect(await page.locator('.prices table').isVisible()).toBe(true);
  await page.context().close();
});

describe('the explanations', () => {
  const foundOf = (page: Page, scenario: string): Locator => page.locator(`[id="scenario-${scenario}"] .found`);

  it('unfold without a script where one is chosen: in the matrix, by its name, or all at once', async () => {
    const page = await openWithoutScripts(real);
    const states = async (): Promise<readonly boolean[]> =>
      Promise.all(
        ['rw-pin-fork', 'vmsplice-child-unmap', 'basic-cow'].map(
          async (scenario) => (await foundOf(page, scenario).boundingBox())?.height !== 0,
        ),
      );
    expect(await states()).toEqual([false, false, false]);
    await page.locator('.matrix td a[href="#breach-rw-pin-fork_mapcount"]').click();
    expect((await states()).slice(0, 2)).toEqual([true, false]);
    expect(await page.locator('.explanation:has(:target)').innerText()).toContain('coherence');
    await page.locator('a[href="#scenario-vmsplice-child-unmap"]').click();
    expect((await states())[1]).toBe(true);
    await page.locator('a[href="#unfolded"]').click();
    expect(await states()).toEqual([true, true, true]);
    await page.context().close();
  });

  it('are all on paper', async () => {
    const { page } = await open(1280, 'light', real);
    await page.emulateMedia({ media: 'print' });
    expect((await foundOf(page, 'basic-cow').boundingBox())?.height).toBeGreaterThan(40);
    await page.close();
  });
});

it('begins a real run with the policy of the newest kernels and what is wrong with it', async () => {
  const { page } = await open(1280, 'light', real);
  const top = await page.locator('header').innerText();
  expect(top).toContain('the newest kernels have anon-exclusive-6.5, since Linux 6.5');
  expect(top).toMatch(/Still violated under it: fork-tears-snapshot \(snapshot/u);
  await page.close();
});

it('keeps the names of the scenarios in view while the matrix scrolls sideways', async () => {
  const { page } = await open(360, 'light');
  const name = page.locator('.matrix tbody th').first();
  const before = await name.boundingBox();
  const scrolled = await page.evaluate(`(() => {
    const region = document.querySelector('.matrix');
    region.scrollLeft = region.scrollWidth;
    return region.scrollLeft;
  })()`);
  expect(scrolled).toBeGreaterThan(0);
  expect((await name.boundingBox())?.x).toBe(before?.x);
  await page.close();
});

it('keeps every table header and figure labelled for those who do not see them', async () => {
  for (const of of [folder, real]) {
    const { page } = await open(1280, 'light', of);
    expect(await page.locator('th:not([scope])').count()).toBe(0);
    expect(await page.locator('table:not(:has(caption))').count()).toBe(0);
    expect(await page.locator('.scroll:not([tabindex="0"][role="region"][aria-label])').count()).toBe(0);
    expect(await page.locator('svg:not([role][aria-label])').count()).toBe(0);
    expect(await page.getByRole('region', { name: 'Cost against correctness' }).count()).toBe(1);
    await page.close();
  }
});
