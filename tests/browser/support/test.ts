// What every test stands on: a portal, a page that must not complain, screenshots, signing in.

import { test as base, expect, type Locator, type Page } from '@playwright/test';

import { Mailbox } from './mailbox.ts';
import { Portal, Prepared, START, type Demo, type Settings } from './portal.ts';

export { expect };

export const CLAIRE = 'claire.martin@example.org';

interface Fixtures {
  portal: Portal;
  /** The local instant at which the portal's clock begins. */
  at: string;
  /** Whose portal it is. */
  demo: Demo;
  /** Other settings of its server. */
  settings: Settings;
  /** Whether mails go by SMTP to a mailbox, instead of staying in the viewer. */
  smtp: boolean;
  /** Messages of the console that a test expects; every other error fails it. */
  expected: RegExp;
}

interface WorkerFixtures {
  prepared: Prepared;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  prepared: [
    // Playwright reads the names of what a fixture needs
    async ({}, use) => {
      const prepared = new Prepared();
      await use(prepared);
      await prepared.remove();
    },
    { scope: 'worker' },
  ],
  at: [START, { option: true }],
  demo: ['portes-de-meuse', { option: true }],
  settings: [{}, { option: true }],
  smtp: [false, { option: true }],
  portal: async ({ prepared, at, demo, settings, smtp }, use) => {
    const mailbox = smtp ? await Mailbox.start() : undefined;
    const portal = await Portal.start(prepared, at, demo, settings, mailbox);
    await use(portal);
    await portal.stop();
    await mailbox?.stop();
  },
  expected: [/^$/, { option: true }],
  // the portal outlives the page: one that goes away while the page still fetches its parts would be complained of
  page: async ({ page, expected, portal: _ }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
    });
    await use(page);
    const unexpected = complaints.filter((text) => !expected.test(text));
    expect(unexpected, 'errors in the console').toEqual([]);
  },
});

/** The session that a fresh browser asks for and does not have. */
export const NO_SESSION = /sign_ins\/current\/refresh/;

export async function signIn(page: Page, portal: Portal, email = CLAIRE): Promise<void> {
  await page.goto(portal.url);
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(portal.passwords.get(email)!);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Bonjour');
}

export async function openPlanning(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Calendrier', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Calendrier' })).toBeVisible();
  await expect(page.getByRole('grid')).toBeVisible();
}

/** The cell of a slot, a day and a child, by what it says to those who do not see it. */
export function cell(page: Page, slot: string, day: string, child: string) {
  return page.getByRole('checkbox', { name: new RegExp(`^${slot}, ${day}, ${child}\\.`) });
}

/** Lina's day at the holiday centre; the Wednesdays, closed in vacations, have a slot of the same name. */
export function inVacation(page: Page, day: string) {
  return page.getByRole('checkbox', { name: new RegExp(`^Journée avec repas, ${day}, Lina\\. (?!Fermé)`) });
}

/** Presses the middle of what is there, as a finger or a mouse does: nothing is disabled, everything can be asked why. */
export async function press(target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = (await target.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const page = target.page();
  if (test.info().project.name === 'phone') await page.touchscreen.tap(x, y);
  else await page.mouse.click(x, y);
}

/** A picture of the screen, kept under `screenshots/<project>/`. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `screenshots/${test.info().project.name}/${name}.png` });
}
