// Those who work for the organisation: let in by the operator's command, with a password and a code.

import type { Page } from '@playwright/test';

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

/** Asks the API; fails where it refuses. */
export async function ask(portal: Portal, method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${portal.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin: portal.url, ...headers },
    body: body && JSON.stringify(body),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return answer;
}

/** Lets somebody in, with a password and a code: their recovery codes, each good for one sign-in. */
export async function atWork(portal: Portal, colleague: Colleague): Promise<string[]> {
  const token = (await letIn(portal, colleague)).split('#')[1];
  await ask(portal, 'POST', '/passwords', { token, password: PASSWORD });
  portal.passwords.set(colleague.email, PASSWORD);
  return (await secondFactor(portal, colleague.email)).codes;
}

/** A token of somebody at work. */
export async function tokenOf(portal: Portal, colleague: Colleague, codes: string[]): Promise<string> {
  const given = { email: colleague.email, password: PASSWORD, code: codes.shift()! };
  return (await (await ask(portal, 'POST', '/sign_ins', given)).json()).access_token;
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

/** Goes to a screen by the ways at the side, which fold on a narrow screen. */
export async function goTo(page: Page, name: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu' });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeFocused();
}
