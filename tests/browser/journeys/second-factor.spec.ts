// A code besides the password: asked for at the door, set up, replaced and done without in the profile.

import { readFile } from 'node:fs/promises';

import { button, expectHeading } from '../support/elements.ts';
import { codeNow, secondFactor, shownSecret } from '../support/second-factor.ts';
import { CLAIRE, expect, picture, signIn, test } from '../support/test.ts';

// codes and passwords that are refused
test.use({ expected: /status of (401|422)/ });

test('an account with a code besides its password asks for it, and only then', async ({ page, portal }) => {
  const { secret } = await secondFactor(portal);
  // a code works once: the clock goes on to the next
  await portal.restart('2026-09-14T08:10:00');
  await page.goto(portal.url);
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await page.getByLabel('Mot de passe', { exact: true }).fill(portal.passwords.get(CLAIRE)!);
  const code = page.getByLabel('Code', { exact: true });
  await expect(code).toHaveCount(0);
  await button(page, 'Se connecter').click();
  await expect(code).toBeFocused();
  await expect(code).toHaveAccessibleDescription(/^Votre compte demande aussi un code\./);
  await picture(page, 'sign-in-code');
  await button(page, 'Se connecter').click();
  await expect(code).toHaveAccessibleDescription(/^Écrivez le code\./);
  await code.fill('000000');
  await button(page, 'Se connecter').click();
  await expect(page.getByRole('alert')).toContainText('Ce code ne convient pas');
  await code.fill(await codeNow(portal, secret));
  await button(page, 'Se connecter').click();
  await expectHeading(page, 'Bonjour Claire');
});

test('a parent sets a code up, loses the phone, and does without', async ({ page, portal }) => {
  const password = portal.passwords.get(CLAIRE)!;
  await signIn(page, portal);
  await page.getByRole('navigation').getByRole('link', { name: 'Profil' }).click();
  await button(page, 'Demander un code').click();
  await expect(page.getByLabel('Mot de passe actuel')).toBeFocused();
  await page.getByLabel('Mot de passe actuel').fill('pas celui-ci');
  await button(page, 'Continuer').click();
  await expect(page.getByLabel('Mot de passe actuel')).toHaveAccessibleDescription(/Ce n’est pas votre mot de passe\./);
  await page.getByLabel('Mot de passe actuel').fill(password);
  await button(page, 'Continuer').click();

  await expect(page.getByRole('heading', { name: 'Ajoutez le portail à votre application' })).toBeFocused();
  const picturesize = await page.getByAltText('Carré à scanner').evaluate((image: HTMLImageElement) => image.naturalWidth);
  expect(picturesize, 'the square is drawn').toBeGreaterThan(0);
  await expect(page.getByRole('link', { name: 'Ouvrir l’application' })).toHaveAttribute('href', /^otpauth:\/\/totp\//);
  const secret = await shownSecret(page);
  await picture(page, 'second-factor-setup');
  const code = page.getByLabel('Code affiché par l’application');
  await code.fill('000000');
  await button(page, 'Vérifier le code').click();
  await expect(code).toHaveAccessibleDescription(/Ce n’est pas le code de ce moment/);
  await code.fill(await codeNow(portal, secret));
  await button(page, 'Vérifier le code').click();

  await expect(page.getByRole('heading', { name: 'Gardez vos codes de secours' })).toBeFocused();
  const codes = await page.locator('.recovery-codes li').allTextContents();
  expect(new Set(codes).size).toBe(10);
  await picture(page, 'recovery-codes');
  const saved = page.waitForEvent('download');
  await button(page, 'Télécharger les codes').click();
  expect((await saved).suggestedFilename()).toBe('codes-de-secours.txt');
  expect((await readFile(await (await saved).path(), 'utf8')).split('\r\n')).toEqual(codes);
  await button(page, 'Je les ai notés').click();
  await expect(page.getByText('Un code est demandé en plus de votre mot de passe.')).toBeVisible();

  await button(page, 'Quitter mon compte').click();
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await button(page, 'Se connecter').click();
  await page.getByLabel('Code', { exact: true }).fill(codes[0]!);
  await button(page, 'Se connecter').click();
  await expectHeading(page, 'Bonjour Claire');

  await page.getByRole('navigation').getByRole('link', { name: 'Profil' }).click();
  await button(page, 'Refaire les codes de secours').click();
  await page.getByLabel('Mot de passe actuel').fill(password);
  await button(page, 'Refaire les codes de secours').click();
  await expect(page.locator('.recovery-codes li')).toHaveCount(10);
  expect(await page.locator('.recovery-codes li').allTextContents()).not.toContain(codes[1]);
  await button(page, 'Je les ai notés').click();
  await button(page, 'Ne plus demander de code').click();
  await page.getByLabel('Mot de passe actuel').fill(password);
  await button(page, 'Ne plus demander de code').click();
  await expect(page.getByText('Le code n’est plus demandé.')).toBeVisible();
  await expect(button(page, 'Demander un code')).toBeVisible();
  const subjects = (await portal.mails(3)).map((mail) => mail.subject);
  expect(subjects).toEqual([
    'Le code n’est plus demandé à la connexion',
    'De nouveaux codes de secours',
    'Un code est demandé à la connexion',
  ]);
});
