// What a page holds, by what people call it.

import type { Locator, Page } from '@playwright/test';

import { expect } from './test.ts';

/** A button by the whole of its name. */
export const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** The title of the page, by the whole of it. */
export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name, exact: true });

/** The row of a table that says this. */
export const row = (page: Page, text: string | RegExp) => page.getByRole('row').filter({ hasText: text });

/** Waits for the page of this title. */
export const expectHeading = (page: Page, name: string | RegExp) => expect(heading(page, name)).toBeVisible();
