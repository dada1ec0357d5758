// Home and one's own account: every screen is sound.

import type { Page } from '@playwright/test';

import { TITLE, announce } from '../support/announcements.ts';
import { expectSound } from '../support/checks.ts';
import { button, expectHeading } from '../support/elements.ts';
import { codeNow, shownSecret } from '../support/second-factor.ts';
import { CLAIRE, expect, signIn, test } from '../support/test.ts';

// the session that a fresh browser has not, a value that is refused
test.use({ expected: /status of (401|422)/ });

const NEW_ADDRESS = 'claire.nouvelle@example.org';

async function openProfile(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Profil' }).click();
  await expect(page.getByText('Cet appareil')).toBeVisible();
}

test('home and announcements are sound', async ({ page, portal }) => {
  await signIn(page, portal);
  await expectSound(page, 'home');
  await announce(portal, TITLE, 'Réunion de rentrée');
  await page.reload();
  await expect(page.getByRole('link', { name: TITLE })).toBeVisible();
  await expectSound(page, 'home, something to read');
  await page.getByRole('link', { name: TITLE }).click();
  await expect(page.getByRole('listitem').getByText('Prévoyez un pique-nique')).toBeVisible();
  await expectSound(page, 'announcements');
});

test('the profile is sound: passwords, closing the account, a code', async ({ page, portal, browser }) => {
  const other = await browser.newPage();
  await signIn(other, portal);
  await other.close();
  await signIn(page, portal);
  await openProfile(page);
  await expect(button(page, 'Déconnecter les autres')).toBeVisible();
  await expectSound(page, 'profile');

  await button(page, 'Changer le mot de passe').click();
  await button(page, 'Enregistrer').click();
  await expect(page.getByText('Écrivez votre mot de passe.').first()).toBeVisible();
  await expectSound(page, 'profile, fields missing');
  await button(page, 'Ne rien changer').click();

  await button(page, 'Fermer mon compte').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectSound(page, 'closing an account');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await button(page, 'Demander un code').click();
  await page.getByLabel('Mot de passe actuel').fill(portal.passwords.get(CLAIRE)!);
  await button(page, 'Continuer').click();
  await expect(page.getByAltText('Carré à scanner')).toBeVisible();
  await expectSound(page, 'setting up a code');
  await page.getByLabel('Code affiché par l’application').fill(await codeNow(portal, await shownSecret(page)));
  await button(page, 'Vérifier le code').click();
  await expect(page.getByText('Ces codes ne seront plus affichés.')).toBeVisible();
  await expectSound(page, 'recovery codes');
});

test('another address is asked for and confirmed soundly', async ({ page, portal }) => {
  await signIn(page, portal);
  await openProfile(page);
  await button(page, 'Modifier l’adresse').click();
  await page.getByLabel('Nouvelle adresse e-mail').fill(NEW_ADDRESS);
  await page.getByLabel('Mot de passe actuel').fill(portal.passwords.get(CLAIRE)!);
  await button(page, 'Recevoir le lien').click();
  await expect(page.getByText('Un lien est parti')).toBeVisible();
  await expectSound(page, 'profile, another address asked');
  await page.goto(await portal.link(NEW_ADDRESS, '/address/confirm'));
  await expect(button(page, 'Confirmer cette adresse')).toBeVisible();
  await expectSound(page, 'confirm an address');
  await page.getByLabel('Votre mot de passe').fill(portal.passwords.get(CLAIRE)!);
  await button(page, 'Confirmer cette adresse').click();
  await expectHeading(page, 'Votre adresse est changée');
  await expectSound(page, 'confirm an address, done');
});
