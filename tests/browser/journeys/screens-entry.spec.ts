// What is open to anyone, and the door: every screen is sound. And the check of screens itself finds faults.

import type { Page } from '@playwright/test';

import { expectSound, overflow, violations } from '../support/checks.ts';
import { button, expectHeading } from '../support/elements.ts';
import type { Portal } from '../support/portal.ts';
import { secondFactor } from '../support/second-factor.ts';
import { CLAIRE, expect, test } from '../support/test.ts';

// the session that a fresh browser has not, a password that is wrong, a page that is not there, a value that is refused
test.use({ expected: /status of (401|404|422)/ });

test('pages that anyone may read are sound', async ({ page, portal }) => {
  const pages: [path: string, name: string, title: string | RegExp][] = [
    ['/help', 'help', /./],
    ['/contact', 'contact', /./],
    ['/pages/legal_notice', 'legal notice', 'Mentions légales'],
    ['/pages/privacy', 'privacy', 'Données personnelles'],
    ['/pages/accessibility', 'accessibility statement', 'Accessibilité'],
    ['/nulle-part', 'not found', /n’existe pas/],
    ['/mails', 'mails', /./],
  ];
  for (const [path, name, title] of pages) {
    await page.goto(`${portal.url}${path}`);
    await expectHeading(page, title);
    if (name === 'contact') await expect(page.getByText('Nadia Perrin').first()).toBeVisible();
    await expectSound(page, name);
  }
});

async function openDoor(page: Page, portal: Portal): Promise<void> {
  await page.goto(portal.url);
  await expectHeading(page, 'Se connecter');
}

async function knock(page: Page, password: string): Promise<void> {
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await button(page, 'Se connecter').click();
}

test('signing in is sound: fields missing, refused, with a code', async ({ page, portal }) => {
  await openDoor(page, portal);
  await expectSound(page, 'sign-in');
  await button(page, 'Se connecter').click();
  await expect(page.getByText('Écrivez votre mot de passe.').first()).toBeVisible();
  await expectSound(page, 'sign-in, fields missing');
  await openDoor(page, portal);
  await knock(page, 'faux');
  await expect(page.getByText('ne convient pas')).toBeVisible();
  await expectSound(page, 'sign-in, refused');
  await secondFactor(portal);
  await openDoor(page, portal);
  await knock(page, portal.passwords.get(CLAIRE)!);
  await expect(page.getByLabel('Code', { exact: true })).toBeFocused();
  await expectSound(page, 'sign-in with a code');
});

test('a forgotten password is sound: asked, chosen anew, refused, saved', async ({ page, portal }) => {
  await page.goto(`${portal.url}/password/new#nothing`);
  await expect(page.getByText('Ce lien est incomplet')).toBeVisible();
  await expectSound(page, 'link that cannot be used');
  await page.goto(`${portal.url}/password/forgotten`);
  await expectHeading(page, 'Mot de passe oublié');
  await expectSound(page, 'forgotten password');
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await button(page, 'Recevoir le lien').click();
  await expect(page.getByText('Si un compte existe')).toBeVisible();
  await expectSound(page, 'forgotten password, asked');
  await page.goto(await portal.link(CLAIRE, '/password/new'));
  await page.getByLabel('Nouveau mot de passe').fill('motdepasse1234');
  await expect(page.getByText(/^Mot de passe (très )?faible\./)).toBeVisible();
  await expectSound(page, 'new password');
  await button(page, 'Enregistrer').click();
  await expect(page.getByRole('alert')).toContainText('trop facile à deviner');
  await expectSound(page, 'new password, refused');
  await page.getByLabel('Nouveau mot de passe').fill('agrafe tilleul marmotte seize');
  await button(page, 'Enregistrer').click();
  await expect(page.getByText('Votre mot de passe est enregistré.', { exact: true })).toBeVisible();
  await expectSound(page, 'new password, saved');
});

test('faults are found: of structure, of contrast, of width', async ({ page, portal }) => {
  await openDoor(page, portal);
  await page.evaluate(() => {
    const input = document.createElement('input');
    const text = document.createElement('p');
    text.textContent = 'pale';
    Object.assign(text.style, { color: '#bbb', background: '#fff', inlineSize: '3000px' });
    document.querySelector('main')!.append(input, text);
  });
  expect(await violations(page, 'light')).toEqual([expect.stringMatching(/^color-contrast/), expect.stringMatching(/^label/)]);
  expect(await violations(page, 'dark')).toEqual([expect.stringMatching(/^color-contrast/)]);
  expect(await overflow(page)).not.toEqual([]);
});
