// What can happen to a sign-up before it is an account: links that were cut, used or are too old, another device, another
// tab, pasted passwords, a name that is read from right to left. Nothing typed is lost.

import type { Page } from '@playwright/test';

import { ask } from '../support/api.ts';
import { expectSound, overflow, violations } from '../support/checks.ts';
import { button, expectHeading } from '../support/elements.ts';
import { expect, picture, test } from '../support/test.ts';

// the session that a fresh browser has not, links that are refused
test.use({ demo: 'ages', expected: /status of (401|422)/ });

const LEA = 'lea.petit@example.org';
const PASSWORD = 'girafe tambour lundi orage';

/** The first step; the password is pasted into its field. */
async function begin(page: Page, url: string, [first, last]: [string, string]): Promise<void> {
  await page.goto(`${url}/sign-up`);
  await expectHeading(page, '1 sur 4 : Coordonnées');
  // as a password manager's window is: copied from elsewhere
  const email = page.getByLabel('Adresse e-mail');
  const password = page.getByLabel('Nouveau mot de passe');
  await email.fill(PASSWORD);
  await email.press('Control+A');
  await email.press('Control+C');
  await password.press('Control+V');
  await expect(password).toHaveValue(PASSWORD);
  await email.fill(LEA);
  await page.getByLabel('Prénom', { exact: true }).fill(first);
  await page.getByLabel('Nom', { exact: true }).fill(last);
  await page.getByLabel('Téléphone', { exact: true }).fill('0612345678');
  await page.getByLabel('Numéro et rue').fill('3 rue des Vignes');
  await page.getByLabel('Code postal').fill('67250');
  await page.getByLabel('Commune').fill('Obersoultz');
  await button(page, 'Suivant').click();
  await expectHeading(page, '2 sur 4 : Informations personnelles');
}

/** Confirms by a link; the password is pasted. */
async function confirm(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await expectHeading(page, 'Confirmer votre adresse');
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await button(page, 'Confirmer et ouvrir mon compte').click();
}

/** A page that says why a link is of no use, and offers the next steps. */
async function expectUnusable(page: Page, why: string): Promise<void> {
  await expectHeading(page, 'Ce lien ne marche pas');
  await expect(page.getByText(why)).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Se connecter' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Créer mon compte' })).toBeVisible();
}

test('every step is accessible and whole; who gets no mail has it sent again', async ({ page, portal }) => {
  await begin(page, portal.url, ['Léa', 'Petit']);
  await expectSound(page, 'sign-up, step 2');
  await page.getByLabel('Mère').check();
  await button(page, 'Suivant').click();
  await expectHeading(page, '3 sur 4 : Informations professionnelles');
  await expectSound(page, 'sign-up, step 3');
  await button(page, 'Suivant').click();
  await expectHeading(page, '4 sur 4 : Informations complémentaires');
  await expectSound(page, 'sign-up, step 4');
  await button(page, 'Suivant').click();
  await expectHeading(page, 'Il reste à confirmer votre adresse');
  const lost = await portal.link(LEA, '/sign-up/confirm');
  await button(page, 'Renvoyer l’e-mail').click();
  await expect(page.getByText('Un nouvel e-mail est parti.', { exact: false })).toBeVisible();
  await picture(page, 'sign-up-sent-again');
  await expectSound(page, 'sign-up, sent');
  await expect.poll(() => portal.link(LEA, '/sign-up/confirm')).not.toBe(lost);
  await confirm(page, lost);
  await expectUnusable(page, 'Ce lien est incomplet ou incorrect.');
  // the other mail is opened anew
  await page.goto(portal.url);
  await confirm(page, await portal.link(LEA, '/sign-up/confirm'));
  await expectHeading(page, 'Ajouter un enfant');
});

test('a sign-up goes on on another device; what was typed here waits; links that are cut or used say so', async ({ page, portal, browser }) => {
  test.slow();
  await begin(page, portal.url, ['יוסף', 'בן-דוד']);
  await page.getByLabel('Père').check();
  await button(page, 'Suivant').click();
  await expectHeading(page, '3 sur 4 : Informations professionnelles');
  const link = await portal.link(LEA, '/sign-up/confirm');

  const phone = await browser.newContext({ locale: 'fr-FR' });
  const other = await phone.newPage();
  await confirm(other, `${link.slice(0, -4)}AAAA`);
  await expectUnusable(other, 'Ce lien est incomplet ou incorrect. Copiez-le en entier depuis l’e-mail.');
  await picture(other, 'link-cut');
  await other.goto(`${portal.url}/sign-up/confirm`);
  await expectUnusable(other, 'Ce lien est incomplet ou incorrect.');
  await confirm(other, link);
  await expectHeading(other, 'Ajouter un enfant');
  // there is all that was saved
  await other.goto(`${portal.url}/file`);
  await expect(other.getByRole('heading', { level: 2, name: 'Mon foyer' })).toBeVisible();
  await other.getByRole('link', { name: 'Voir : Moi' }).click();
  await expect(other.getByText('Père')).toBeVisible();
  await expect(other.getByText('06 12 34 56 78')).toBeVisible();
  await confirm(other, link);
  await expectUnusable(other, 'Cette adresse est déjà confirmée : connectez-vous.');
  await phone.close();

  // the step that was being typed meanwhile
  await page.getByLabel(/^Profession/).fill('Infirmier');
  await button(page, 'Suivant').click();
  await expect(page.getByText('votre compte est ouvert.', { exact: false })).toBeVisible();
  await expect(page.getByText('Un e-mail est parti', { exact: false })).toHaveCount(0);
  await picture(page, 'confirmed-meanwhile');
  await page.getByRole('main').getByRole('link', { name: 'Se connecter' }).click();
  await expect(page.getByLabel('Adresse e-mail')).toHaveValue(LEA);
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await button(page, 'Se connecter').click();
  await expectHeading(page, 'Mon dossier');
  await expect(page.getByText('Ce que vous avez écrit ici n’est pas encore enregistré')).toBeVisible();
  const resume = page.getByRole('link', { name: /^Reprendre/ });
  await expect(resume, 'only what the file does not have').toHaveCount(1);
  await picture(page, 'unsaved');
  expect([...(await violations(page, 'light')), ...(await overflow(page))]).toEqual([]);
  await resume.click();
  await expect(page.getByLabel(/^Profession/)).toHaveValue('Infirmier');
  await button(page, 'Enregistrer').click();
  await expect(page.getByText('Infirmier')).toBeVisible();
  await page.getByRole('link', { name: 'Mon dossier' }).first().click();
  await expectHeading(page, 'Mon dossier');
  await expect(page.getByRole('link', { name: /^Reprendre/ })).toHaveCount(0);

  // a name from right to left turns nothing around it
  await page.goto(portal.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bonjour \u2068יוסף\u2069');
  await page.goto(`${portal.url}/guardians`);
  await expect(page.locator('bdi', { hasText: 'יוסף בן-דוד' })).toBeVisible();
  await picture(page, 'right-to-left');
});

test('two tabs begin with the same address; a link that is too old says so', async ({ page, portal, context }) => {
  test.slow();
  await begin(page, portal.url, ['Léa', 'Petit']);
  const first = await portal.link(LEA, '/sign-up/confirm');
  const tab = await context.newPage();
  await begin(tab, portal.url, ['Léa', 'Petit']);
  await expect.poll(() => portal.link(LEA, '/sign-up/confirm')).not.toBe(first);
  // the second goes on, is confirmed, and is there
  await tab.getByLabel('Mère').check();
  await button(tab, 'Suivant').click();
  await expectHeading(tab, '3 sur 4 : Informations professionnelles');
  await confirm(tab, await portal.link(LEA, '/sign-up/confirm'));
  await expectHeading(tab, 'Ajouter un enfant');

  // the first, whose steps lead to no account any more: its link says so, and what was typed there comes into the file
  await page.getByLabel(/^Autre téléphone/).fill('03 88 00 00 00');
  await confirm(page, first);
  await expectUnusable(page, 'Cette adresse est déjà confirmée : connectez-vous.');
  await page.goto(`${portal.url}/file`);
  await expectHeading(page, 'Mon dossier');
  await page.getByRole('link', { name: /^Reprendre/ }).click();
  await expect(page.getByLabel(/^Autre téléphone/)).toHaveValue('03 88 00 00 00');
  await tab.close();

  await ask(portal, 'POST', '/sign_ups', {
    email: 'odile.petit@example.org',
    password: PASSWORD,
    language: 'fr',
    values: { guardian_first_name: 'Odile', guardian_last_name: 'Petit', guardian_phone: '0612345678', address_line: '3 rue', address_postal_code: '67250', address_city: 'Obersoultz' },
  });
  const link = await portal.link('odile.petit@example.org', '/sign-up/confirm');
  await portal.restart('2026-09-22T08:00:01');
  await confirm(page, link);
  await expectUnusable(page, 'Ce lien n’est plus valable : le délai est passé.');
  await page.getByRole('main').getByRole('link', { name: 'Créer mon compte' }).click();
  await expectHeading(page, '1 sur 4 : Coordonnées');
});
