// Those who work for the organisation: let in by the operator's command, with a password and a code.

import type { Page } from '@playwright/test';

import { session, setPassword } from './api.ts';
import type { Portal } from './portal.ts';
import { secondFactor } from './second-factor.ts';
import { expect } from './test.ts';

export const PASSWORD = 'agrafe tilleul marmotte seize';

export interface Colleague {
  email: string;
  first: string;
  last: string;
  role: 'administrator' | 'agent' | 'referent' | 'reader';
  facility?: string;
}

export const NADIA: Colleague = { email: 'nadia.roux@commune.example', first: 'Nadia', last: 'Roux', role: 'administrator' };
export const OMAR: Colleague = { email: 'omar.haddad@commune.example', first: 'Omar', last: 'Haddad', role: 'administrator' };
export const LENA: Colleague = { email: 'lena.weiss@commune.example', first: 'Lena', last: 'Weiss', role: 'reader' };

/** Lets somebody in; the link of their mail. */
export async function letIn(portal: Portal, { email, first, last, role, facility }: Colleague): Promise<string> {
  const options = ['--first-name', first, '--last-name', last, '--role', role, ...(facility ? ['--facility', facility] : [])];
  await portal.timed('add-staff', ...options, email);
  return portal.link(email, '/password/new');
}

/** Lets somebody in, with a password and a code: their recovery codes, each good for one sign-in. */
export async function atWork(portal: Portal, colleague: Colleague): Promise<string[]> {
  await setPassword(portal, colleague.email, PASSWORD, await letIn(portal, colleague));
  return (await secondFactor(portal, colleague.email)).codes;
}

/** What somebody at work shows the API. */
export async function authorizationOf(portal: Portal, colleague: Colleague, codes: string[]): Promise<string> {
  return (await session(portal, colleague.email, codes.shift()!)).authorization;
}

/** Signs in at an address of the staff app. */
export async function signInStaff(page: Page, portal: Portal, colleague: Colleague, codes: string[], path = ''): Promise<void> {
  await page.goto(`${portal.url}/staff${path}`);
  await page.getByLabel('Adresse e-mail').fill(colleague.email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByLabel('Code', { exact: true }).fill(codes.shift()!);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('button', { name: 'Quitter mon compte' })).toBeVisible();
}

/** Lets somebody in and signs them in at an address of the staff app. */
export async function openDesk(page: Page, portal: Portal, path = '', who = NADIA): Promise<void> {
  await signInStaff(page, portal, who, await atWork(portal, who), path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Goes to a screen by the ways at the side, which fold on a narrow screen. */
export async function goTo(page: Page, name: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu' });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeFocused();
}
