// One's own account: invited, forgotten, changed, closed; and what becomes of it on other devices.

import type { Browser, Page } from '@playwright/test';

import { button, expectHeading, heading } from '../support/elements.ts';
import type { Portal } from '../support/portal.ts';
import { CLAIRE, expect, picture, signIn, test } from '../support/test.ts';

// passwords and links that are refused, a session that has ended, answers that are lost
test.use({ expected: /status of (401|422)|ERR_FAILED/ });

const GOOD = 'agrafe tilleul marmotte seize';
const OTHER = 'pelouse violon octobre gravier';

async function toProfile(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Profil' }).click();
  await expectHeading(page, 'Mon profil');
  await expect(page.getByText('Cet appareil')).toBeVisible();
}

/** Another device of the same family. */
async function elsewhere(browser: Browser, portal: Portal): Promise<Page> {
  const page = await browser.newPage({ locale: 'fr-FR' });
  await signIn(page, portal);
  return page;
}

/** Signing out and in again with other words. */
async function signInAgain(page: Page, email: string, password: string): Promise<void> {
  await button(page, 'Quitter mon compte').click();
  await expect(page.getByText('Vous avez quitté votre compte.')).toBeVisible();
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await button(page, 'Se connecter').click();
}

test.describe('invited', () => {
  test('an invited parent chooses a password and is at home', async ({ page, portal }) => {
    const email = 'lea.petit@example.org';
    await portal.register({ email, first: 'Léa', last: 'Petit' });
    expect(await portal.timed('invite', email)).toContain(`${email}: invited`);
    const link = await portal.link(email, '/password/new');

    await page.goto(link);
    await expectHeading(page, 'Bienvenue, choisissez votre mot de passe');
    await expect(page.getByText(email)).toBeVisible();
    // the secret is neither in the address bar nor lost on a reload
    expect(page.url()).toBe(`${portal.url}/password/new`);
    await page.reload();
    await expectHeading(page, /^Bienvenue/);
    await picture(page, 'invitation');

    const password = page.getByLabel('Nouveau mot de passe');
    await password.fill('court');
    await button(page, 'Enregistrer').click();
    await expect(password).toHaveAccessibleDescription(/Il faut au moins 12 caractères/);
    await expect(page.getByRole('alert')).toBeFocused();
    await password.fill('motdepasse1234');
    await expect(page.getByText(/^Mot de passe (très )?faible\./)).toBeVisible();
    await button(page, 'Enregistrer').click();
    await expect(password).toHaveAccessibleDescription(/trop facile à deviner/);
    await expect(password).toHaveValue('motdepasse1234');
    await password.fill(GOOD);
    await expect(page.getByText(/^Mot de passe (bon|excellent)\.$/)).toBeVisible();
    await expect(password).not.toHaveAttribute('aria-invalid');
    await expect(page.getByText('trop facile à deviner')).toHaveCount(0);
    await picture(page, 'invitation-good');
    await button(page, 'Enregistrer').click();
    await expectHeading(page, 'Bonjour Léa');
    await expect(page.getByText('Votre mot de passe est enregistré.', { exact: true })).toBeVisible();

    await page.goto(link);
    await expectHeading(page, 'Ce lien ne marche pas');
    await expect(page.getByText('Ce lien a déjà servi')).toBeVisible();
    await page.getByRole('link', { name: 'Demander un nouveau lien' }).click();
    await expect(heading(page, 'Mot de passe oublié')).toBeFocused();
  });
});

test('a forgotten password is set anew by the link of a mail', async ({ page, portal }) => {
  await page.goto(portal.url);
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await page.getByRole('link', { name: 'Mot de passe oublié ?' }).click();
  await expect(page.getByLabel('Adresse e-mail')).toHaveValue(CLAIRE);
  await button(page, 'Recevoir le lien').click();
  const sent = page.getByText('Si un compte existe pour cette adresse');
  await expect(sent).toBeVisible();
  // the same words for somebody nobody knows
  await button(page, 'Demander encore').click();
  await page.getByLabel('Adresse e-mail').fill('personne@example.org');
  await button(page, 'Recevoir le lien').click();
  await expect(sent).toBeVisible();
  await expect(page.getByText('personne@example.org')).toBeVisible();

  await page.goto(await portal.link(CLAIRE, '/password/new'));
  await expectHeading(page, 'Choisissez un nouveau mot de passe');
  const password = page.getByLabel('Nouveau mot de passe');
  const show = button(page, 'Montrer le mot de passe');
  await expect(show).toHaveAttribute('aria-pressed', 'false');
  await show.click();
  await expect(show).toHaveAttribute('aria-pressed', 'true');
  await expect(password).toHaveAttribute('type', 'text');
  await password.fill(GOOD);
  await password.press('Enter');
  await expectHeading(page, 'Bonjour Claire');

  await signInAgain(page, CLAIRE, portal.passwords.get(CLAIRE)!);
  await expect(page.getByText('ne convient pas')).toBeVisible();
  await page.getByLabel('Mot de passe', { exact: true }).fill(GOOD);
  await button(page, 'Se connecter').click();
  await expectHeading(page, 'Bonjour Claire');
});

test('an estimate is asked after a pause, once, and is missed by nobody', async ({ page, portal }) => {
  const asked: string[] = [];
  let reachable = true;
  await page.clock.install();
  await page.route('**/api/v1/passwords/estimate', (route) => {
    asked.push(route.request().postDataJSON().password);
    return reachable ? route.fulfill({ json: { strength: 'strong' } }) : route.abort('failed');
  });
  await page.goto(`${portal.url}/password/forgotten`);
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await button(page, 'Recevoir le lien').click();
  await page.goto(await portal.link(CLAIRE, '/password/new'));
  const password = page.getByLabel('Nouveau mot de passe');
  await expect(password).toBeVisible();
  // the page's own time stands still while fingers do not: no key is late on a busy machine
  await page.clock.pauseAt(Date.now() + 60_000);
  await password.pressSequentially(GOOD);
  await page.clock.runFor(299);
  expect(asked).toEqual([]);
  await page.clock.runFor(1);
  await expect(page.getByText('Mot de passe bon.')).toBeVisible();
  await password.press('End');
  await page.clock.runFor(1_000);
  expect(asked, 'an unchanged text is not asked about again').toEqual([GOOD]);

  // who cannot be estimated is not kept from going on; a failure may be asked about again
  reachable = false;
  await password.press('!');
  await page.clock.runFor(300);
  await expect(page.getByText(/^Mot de passe (bon|excellent)/)).toHaveCount(0);
  expect(new Set(asked)).toEqual(new Set([GOOD, `${GOOD}!`]));
  await page.clock.resume();
  await button(page, 'Enregistrer').click();
  await expectHeading(page, 'Bonjour Claire');
});

test('a lost answer to a new password is no lost password', async ({ page, portal }) => {
  await page.goto(`${portal.url}/password/forgotten`);
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await button(page, 'Recevoir le lien').click();
  await page.goto(await portal.link(CLAIRE, '/password/new'));
  let lost = 0;
  await page.route('**/api/v1/passwords', async (route) => {
    // it reaches the server, its answer does not come back
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('failed');
  });
  const password = page.getByLabel('Nouveau mot de passe');
  await password.fill(GOOD);
  await button(page, 'Enregistrer').click();
  await expect(page.getByRole('alert')).toContainText('Le portail n’a pas répondu');
  await expect(password).toHaveValue(GOOD);
  // the link is used up by ourselves
  await button(page, 'Enregistrer').click();
  await expectHeading(page, 'Bonjour Claire');
});

test('links that are cut off or too old say so', async ({ page, portal }) => {
  await page.goto(`${portal.url}/password/forgotten`);
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await button(page, 'Recevoir le lien').click();
  const link = await portal.link(CLAIRE, '/password/new');
  await page.goto(link.slice(0, -3));
  await expect(page.getByText('Ce lien est incomplet ou incorrect.')).toBeVisible();
  // the whole one, pasted over it: the page is the same, its link is not
  await page.goto(link);
  await expectHeading(page, 'Choisissez un nouveau mot de passe');
  // it is no link of another page
  await page.goto(link.replace('/password/new', '/address/confirm'));
  await expect(page.getByText('Ce lien est incomplet ou incorrect.')).toBeVisible();
  await portal.restart('2026-09-14T09:30:00');
  await page.goto(link);
  await expect(page.getByText('Ce lien n’est plus valable : le délai est passé.')).toBeVisible();
  await page.goto(`${portal.url}/help`);
  await page.goto(`${portal.url}/address/confirm`);
  await expect(page.getByRole('link', { name: 'Voir mon profil' })).toBeVisible();
});

test('changing the password signs the other devices out', async ({ page, portal, browser }) => {
  const other = await elsewhere(browser, portal);
  await signIn(page, portal);
  await toProfile(page);
  await expect(button(page, 'Déconnecter les autres')).toBeVisible();
  await button(page, 'Changer le mot de passe').click();
  const [current, next] = [page.getByLabel('Mot de passe actuel'), page.getByLabel('Nouveau mot de passe')];
  await expect(current).toBeFocused();
  await current.fill('ce n’est pas lui');
  await next.fill(GOOD);
  await button(page, 'Enregistrer').click();
  await expect(current).toHaveAccessibleDescription('Ce n’est pas votre mot de passe.');
  await expect(next).toHaveValue(GOOD);
  await current.fill(portal.passwords.get(CLAIRE)!);
  await button(page, 'Enregistrer').click();
  await expect(page.getByText('Votre mot de passe est changé.')).toBeVisible();
  await expect(button(page, 'Changer le mot de passe')).toBeFocused();
  await expect(button(page, 'Déconnecter les autres')).toHaveCount(0);

  await other.getByRole('navigation').getByRole('link', { name: 'Profil' }).click();
  const again = other.getByRole('dialog', { name: 'Se connecter' });
  await again.getByLabel('Mot de passe', { exact: true }).fill(GOOD);
  await again.getByRole('button', { name: 'Se connecter' }).click();
  await expect(other.getByText('Cet appareil')).toBeVisible();
  await other.close();
});

test('devices are listed and signed out', async ({ page, portal, browser }) => {
  const [one, two] = [await elsewhere(browser, portal), await elsewhere(browser, portal)];
  await signIn(page, portal);
  await toProfile(page);
  const mine = page.getByRole('listitem').filter({ hasText: /^Chrome sur/ });
  await expect(mine).toHaveCount(3);
  await expect(mine.filter({ hasText: 'Vu lundi 14 septembre à 8' })).toHaveCount(2);
  await picture(page, 'devices');
  await page.getByRole('button', { name: /^Déconnecter Chrome sur/ }).first().click();
  await expect(page.getByText(/^Chrome sur .* est déconnecté\.$/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Mes appareils' })).toBeFocused();
  await expect(mine).toHaveCount(2);
  await button(page, 'Déconnecter les autres').click();
  await expect(page.getByText('Tous les autres appareils sont déconnectés.')).toBeVisible();
  await expect(mine).toHaveCount(1);
  for (const gone of [one, two]) {
    await gone.getByRole('navigation').getByRole('link', { name: 'Profil' }).click();
    await expect(gone.getByRole('dialog', { name: 'Se connecter' })).toBeVisible();
    await gone.close();
  }
});

test('a new mail address counts once it is confirmed, not once its link is opened', async ({ page, portal }) => {
  const email = 'claire.nouvelle@example.org';
  await signIn(page, portal);
  await toProfile(page);
  await button(page, 'Modifier l’adresse').click();
  await page.getByLabel('Nouvelle adresse e-mail').fill(CLAIRE);
  await page.getByLabel('Mot de passe actuel').fill(portal.passwords.get(CLAIRE)!);
  await button(page, 'Recevoir le lien').click();
  await expect(page.getByLabel('Nouvelle adresse e-mail')).toHaveAccessibleDescription('C’est déjà votre adresse.');
  await page.getByLabel('Nouvelle adresse e-mail').fill(email);
  await button(page, 'Recevoir le lien').click();
  await expect(page.getByText(`Un lien est parti à ${email}.`)).toBeVisible();

  const link = await portal.link(email, '/address/confirm');
  await page.goto(link);
  await expectHeading(page, 'Confirmez votre nouvelle adresse');
  await picture(page, 'confirm-address');
  await toProfile(page);
  await expect(page.getByText(CLAIRE)).toBeVisible();
  await page.goto(link);
  await button(page, 'Confirmer cette adresse').click();
  const password = page.getByLabel('Votre mot de passe');
  await expect(password).toHaveAccessibleDescription(/Écrivez votre mot de passe/);
  await password.fill('une phrase de quelqu’un d’autre');
  await button(page, 'Confirmer cette adresse').click();
  await expect(password).toHaveAccessibleDescription(/Ce n’est pas votre mot de passe/);
  await password.fill(portal.passwords.get(CLAIRE)!);
  await button(page, 'Confirmer cette adresse').click();
  await expectHeading(page, 'Votre adresse est changée');
  await page.getByRole('link', { name: 'Voir mon profil' }).click();
  await expect(page.getByText(email)).toBeVisible();
  await signInAgain(page, email, portal.passwords.get(CLAIRE)!);
  await expectHeading(page, 'Bonjour Claire');
});

test('the language of mails is another than that of the screen', async ({ page, portal }) => {
  await signIn(page, portal);
  await toProfile(page);
  await button(page, 'Anglais').click();
  await expect(button(page, 'Anglais')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('C’est enregistré.')).toBeVisible();
  await page.reload();
  await expect(button(page, 'Anglais')).toHaveAttribute('aria-pressed', 'true');
  await expectHeading(page, 'Mon profil');
  await button(page, 'Changer le mot de passe').click();
  await page.getByLabel('Mot de passe actuel').fill(portal.passwords.get(CLAIRE)!);
  await page.getByLabel('Nouveau mot de passe').fill(OTHER);
  await button(page, 'Enregistrer').click();
  const [mail] = await portal.mails(1);
  expect(mail.text).toMatch(/password/);
});

test('an account is closed after its password is asked', async ({ page, portal }) => {
  await signIn(page, portal);
  await toProfile(page);
  await button(page, 'Fermer mon compte').click();
  const dialog = page.getByRole('dialog', { name: 'Fermer votre compte ?' });
  await expect(dialog).toContainText('Vous ne pourrez plus vous connecter.');
  await picture(page, 'closing');
  await dialog.getByLabel('Mot de passe actuel').fill('ce n’est pas lui');
  await dialog.getByRole('button', { name: 'Fermer mon compte' }).click();
  await expect(dialog.getByLabel('Mot de passe actuel')).toHaveAccessibleDescription('Ce n’est pas votre mot de passe.');
  await dialog.getByRole('button', { name: 'Garder mon compte' }).click();
  await expect(dialog).toBeHidden();
  await button(page, 'Fermer mon compte').click();
  await dialog.getByLabel('Mot de passe actuel').fill(portal.passwords.get(CLAIRE)!);
  await dialog.getByRole('button', { name: 'Fermer mon compte' }).click();
  await expectHeading(page, 'Se connecter');
  await expect(page.getByText('Votre compte est fermé.', { exact: true })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/');
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await page.getByLabel('Mot de passe', { exact: true }).fill(portal.passwords.get(CLAIRE)!);
  await button(page, 'Se connecter').click();
  await expect(page.getByText('ne convient pas')).toBeVisible();
});
