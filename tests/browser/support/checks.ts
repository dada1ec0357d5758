// What every screen must be: no axe violation, reached by keyboard, no horizontal scroll, light, dark and forced colours, narrow to wide.

import type { Page } from '@playwright/test';
import axe from 'axe-core';

import { expect, test } from './test.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'RGAAv4', 'best-practice'];
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
const WIDTHS = [320, 390, 1280];
const COLOURS = [
  { name: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
  { name: 'forced', media: { colorScheme: 'light', forcedColors: 'active' } },
] as const;

/** What axe finds wrong: rules of everything, or of what colours change. */
export async function violations(page: Page, colour: string): Promise<string[]> {
  const dialog = (await page.locator('dialog[open]').count()) > 0;
  // colours change nothing but what is seen of them; what lies dimmed behind a dialog is a screen of its own
  const all = colour === 'light';
  const runOnly = all ? ({ type: 'tag', values: TAGS } as const) : ({ type: 'rule', values: OF_COLOURS } as const);
  const where = !all && dialog ? 'dialog[open]' : 'html';
  // once a screen: a new page for each analysis, as the builder of @axe-core/playwright makes it, takes most of the time
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ([where, runOnly]) => {
      const { violations } = await window.axe.run(where, { runOnly, resultTypes: ['violations'] });
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 4).join(' | ')}`,
      );
    },
    [where, runOnly] as const,
  );
}

/** How far the page, or the dialog over it, is wider than the screen, and what sticks out. */
export async function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('dialog[open]')].flatMap((frame) => {
      if (frame.scrollWidth <= frame.clientWidth) return [];
      const edge = frame.getBoundingClientRect().left + frame.clientLeft + frame.clientWidth;
      return [...frame.querySelectorAll('*')]
        .filter((it) => it.getBoundingClientRect().right > edge + 1)
        .map((it) => `${it.tagName}.${it.getAttribute('class')} to ${it.getBoundingClientRect().right} of ${edge}`)
        .concat(`${frame.tagName} is ${frame.scrollWidth} wide in ${frame.clientWidth}`);
    }),
  );
}

/** Waits until no colour is on its way to another: half-way they contrast with nothing. */
async function settled(page: Page): Promise<void> {
  const moving = () => page.evaluate(() => document.getAnimations().filter((it) => it instanceof CSSTransition).length);
  await expect.poll(moving).toBe(0);
}

/** Looks at letters twice as large, as the browser's own setting makes them: media queries in `em` see it too. */
async function inLargeLetters<Seen>(page: Page, look: () => Promise<Seen>): Promise<Seen> {
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const before = await size();
  const browser = await page.context().newCDPSession(page);
  const scale = async (times: number) => {
    await browser.send('Page.setFontSizes', { fontSizes: { standard: 16 * times, fixed: 13 * times } });
    await expect.poll(size).toBe(before * times);
  };
  await browser.send('Page.enable');
  await scale(2);
  const seen = await look();
  await scale(1);
  await browser.detach();
  return seen;
}

interface Tabbed {
  reached: Set<Element>;
  /** Whether the keyboard has come around. */
  around: boolean;
  faults: string[];
  end: () => void;
}

/** What the Tab key does not reach of the page, or of the dialog over it, and where one does not see that one is there. */
async function byKeyboard(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    const name = (it: Element) => `${it.tagName} “${(it.getAttribute('aria-label') ?? it.textContent ?? '').trim().slice(0, 40)}”`;
    const begun = document.activeElement as HTMLElement | null;
    const tabbed: Tabbed = { reached: new Set(), around: false, faults: [], end: () => {} };
    const come = ({ target }: FocusEvent) => {
      const it = target as Element;
      tabbed.around ||= tabbed.reached.has(it);
      tabbed.reached.add(it);
      // a box hidden for the eye is shown by what stands for it
      const shows = [it, it.closest('label, .option, .grid-cell')].some((shown) => {
        if (!shown) return false;
        const { outlineStyle, boxShadow } = getComputedStyle(shown);
        return outlineStyle !== 'none' || boxShadow !== 'none';
      });
      if (!shows && !tabbed.around) tabbed.faults.push(`no sign of the focus at ${name(it)}`);
    };
    document.addEventListener('focusin', come);
    tabbed.end = () => {
      document.removeEventListener('focusin', come);
      const frame = document.querySelector('dialog[open]') ?? document;
      const all = frame.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]');
      for (const it of all) {
        const { width, height } = it.getBoundingClientRect();
        const seen = it.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1;
        // of one of several the keyboard reaches the chosen one, or the first
        const stands = it instanceof HTMLInputElement && it.type === 'radio';
        if (seen && !stands && it.tabIndex >= 0 && !it.closest('[inert]') && !tabbed.reached.has(it)) {
          tabbed.faults.push(`the keyboard does not reach ${name(it)}`);
        }
      }
      if (begun && begun !== document.body) begun.focus();
      else (document.activeElement as HTMLElement | null)?.blur();
    };
    (window as unknown as { tabbed: Tabbed }).tabbed = tabbed;
  });
  for (let key = 0; key < 400; key += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => (window as unknown as { tabbed: Tabbed }).tabbed.around)) break;
  }
  return page.evaluate(() => {
    const { tabbed } = window as unknown as { tabbed: Tabbed };
    tabbed.end();
    return tabbed.faults;
  });
}

/** What is wrong with the screen that is shown, in every colour and width. */
async function faults(page: Page): Promise<string[]> {
  // what is still on its way is no screen yet
  await expect(page.locator('main .loading')).toHaveCount(0);
  const before = page.viewportSize();
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const { name: colour, media } of COLOURS) {
      await page.emulateMedia(media);
      await settled(page);
      found.push(...(await violations(page, colour)).map((it) => `${width} ${colour} ${it}`));
    }
    found.push(...(await overflow(page)).slice(0, 5).map((it) => `${width}: ${it}`));
  }
  await page.setViewportSize({ width: 320, height: 800 });
  const large = await inLargeLetters(page, () => overflow(page));
  found.push(...large.slice(0, 5).map((it) => `320 with large letters: ${it}`));
  // as it was, for whoever goes on
  if (before) await page.setViewportSize(before);
  await page.emulateMedia(COLOURS[0].media);
  return found;
}

/**
 * Expects the screen that is shown to be sound. Whatever is wrong, the test goes on to the next, and fails at its end. What closes
 * when the focus goes elsewhere is looked at without going there.
 */
export async function expectSound(page: Page, name: string, { closes = false } = {}): Promise<void> {
  // each screen brings its own time
  test.setTimeout(test.info().timeout + 20_000);
  const found = await test.step(`${name} is sound`, async () => [
    ...(await faults(page)),
    ...(closes ? [] : (await byKeyboard(page)).map((it) => `by keyboard: ${it}`)),
  ]);
  expect.soft(found, name).toEqual([]);
}
