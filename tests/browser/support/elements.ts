// What a page holds, by what people call it.

import type { Locator, Page, Request } from '@playwright/test';

import { expect } from './test.ts';

/** A button by the whole of its name. */
export const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** The title of the page, by the whole of it. */
export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name, exact: true });

/** The row of a table that says this. */
export const row = (page: Page, text: string | RegExp) => page.getByRole('row').filter({ hasText: text });

/** Waits for the page of this title. */
export const expectHeading = (page: Page, name: string | RegExp) => expect(heading(page, name)).toBeVisible();

/** Keeps what a page reads waiting: `asked` is the first that waits, `release` lets all go. */
export async function hold(page: Page, address: RegExp): Promise<{ asked: Promise<Request>; release: () => void }> {
  let release = () => {};
  const released = new Promise<void>((go) => (release = go));
  const reads = (request: Request) => request.method() === 'GET' && address.test(request.url());
  await page.route(address, async (route) => {
    if (reads(route.request())) await released;
    await route.continue();
  });
  return { asked: page.waitForRequest(reads), release };
}
