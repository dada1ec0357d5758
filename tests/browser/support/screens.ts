// What a parent goes through: the screens seen, and the forms sent.

import type { Page } from '@playwright/test';

export interface Way {
  /** The titles of the screens seen, each once. */
  screens: Set<string>;
  /** The forms that were sent and taken, by operation. */
  forms: string[];
}

/** Follows a page from now on. */
export async function follow(page: Page): Promise<Way> {
  const way: Way = { screens: new Set(), forms: [] };
  const see = (title: string) => {
    if (title) way.screens.add(title);
  };
  const watch = () => {
    const tell = () => {
      // what is still on its way is no screen yet
      if (document.querySelector('main .loading')) return;
      const title = document.querySelector('h1')?.textContent?.trim();
      if (title) (window as unknown as { seen: (title: string) => void }).seen(title);
    };
    const begin = () => {
      new MutationObserver(tell).observe(document.body, { childList: true, characterData: true, subtree: true });
      tell();
    };
    if (document.body) begin();
    else document.addEventListener('DOMContentLoaded', begin);
  };
  await page.exposeFunction('seen', see);
  await page.addInitScript(watch);
  await page.evaluate(watch);
  page.on('response', (answer) => {
    const path = new URL(answer.url()).pathname;
    const form = /\/(sign_ups|sign_ups\/current|sign_ups\/confirmation|children|guardians|family_file)$/.exec(path);
    if (form && ['POST', 'PATCH', 'PUT'].includes(answer.request().method()) && answer.ok()) way.forms.push(path);
  });
  return way;
}
