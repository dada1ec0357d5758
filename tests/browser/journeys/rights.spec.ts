// Rights of the person: what is held, a copy of it, its erasure from both sides.

import type { Page } from '@playwright/test';

import { expectSound } from '../support/checks.ts';
import { button, expectHeading } from '../support/elements.ts';
import { NADIA, atWork, goTo, signInStaff } from '../support/staff.ts';
import { CLAIRE, expect, picture, signIn, test } from '../support/test.ts';

// a wrong password; sessions that fresh browsers and an erased account do not have; a household that goes while it is read
test.use({ expected: /status of (401|404|422)/ });

async function openData(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Profil' }).click();
  await page.getByRole('link', { name: 'Voir mes données' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mes données' })).toBeFocused();
  await expect(page.getByRole('heading', { level: 2, name: 'Ce que nous gardons' })).toBeVisible();
}

test('a parent reads what is held and downloads a copy', async ({ page, portal }) => {
  await signIn(page, portal);
  await openData(page);
  const health = page.getByRole('listitem').filter({ hasText: 'Santé de vos enfants' });
  await expect(health).toContainText('Effacé 31 jours après la dernière année scolaire de l’enfant.');
  await expect(page.getByRole('listitem').filter({ hasText: 'Réservations et demandes' })).toContainText('10 ans');
  await picture(page, 'data');

  await button(page, 'Demander une copie').click();
  const dialog = page.getByRole('dialog', { name: 'Demander une copie de vos données ?' });
  await dialog.getByLabel('Mot de passe actuel').fill('pas le bon');
  await dialog.getByRole('button', { name: 'Demander la copie' }).click();
  await expect(dialog.getByLabel('Mot de passe actuel')).toHaveAccessibleDescription(/mot de passe/i);
  await dialog.getByLabel('Mot de passe actuel').fill(portal.passwords.get(CLAIRE)!);
  await dialog.getByRole('button', { name: 'Demander la copie' }).click();
  await expect(page.getByText('Votre demande est enregistrée.', { exact: false }).first()).toBeVisible();
  await portal.mails(1);
  await page.reload();
  const fetched = page.waitForEvent('download');
  await button(page, 'Télécharger la copie').click();
  expect((await fetched).suggestedFilename()).toBe('household.zip');
  await picture(page, 'data-copy');
});

test('a parent asks to erase, thinks better of it, asks again, and an administrator erases', async ({ page, portal, browser }) => {
  await signIn(page, portal);
  await openData(page);
  const ask = async () => {
    await button(page, 'Demander l’effacement').first().click();
    const dialog = page.getByRole('dialog', { name: 'Effacer les données de votre foyer ?' });
    await expect(dialog).toContainText('la loi demande de garder les comptes 10 ans');
    await dialog.getByLabel('Un mot pour nous (facultatif)').fill('Nous déménageons.');
    await dialog.getByLabel('Mot de passe actuel').fill(portal.passwords.get(CLAIRE)!);
    await picture(page, 'data-erase');
    await dialog.getByRole('button', { name: 'Demander l’effacement' }).click();
    await expect(page.getByText('Votre demande d’effacement attend notre réponse')).toBeVisible();
  };
  await ask();
  await button(page, 'Reprendre ma demande').click();
  await expect(page.getByText('Vous avez repris votre demande d’effacement.')).toBeVisible();
  await ask();

  const codes = await atWork(portal, NADIA);
  const desk = await (await browser.newContext({ viewport: page.viewportSize(), locale: 'fr-FR' })).newPage();
  await signInStaff(desk, portal, NADIA, codes);
  await goTo(desk, 'Droits des personnes');
  const card = desk.locator('section.card').filter({ has: desk.getByRole('heading', { name: 'Famille Martin' }) });
  await expect(card).toContainText('Message de la famille : Nous déménageons.');
  await picture(desk, 'staff-erasures');
  await card.getByRole('button', { name: /^Effacer/ }).click();
  const dialog = desk.getByRole('dialog', { name: 'Effacer définitivement ces données ?' });
  await dialog.getByRole('button', { name: 'Effacer définitivement' }).click();
  await expect(dialog.getByLabel(/^Tapez le nom du foyer/)).toHaveAccessibleDescription(/comme il est écrit/);
  await dialog.getByLabel(/^Tapez le nom du foyer/).fill('Famille Martin');
  await picture(desk, 'staff-erasure-confirm');
  await dialog.getByRole('button', { name: 'Effacer définitivement' }).click();
  await expect(desk.getByText('Les données de Famille Martin sont en cours d’effacement.')).toBeVisible();
  await expect(desk.getByText('Aucune demande d’effacement n’attend.')).toBeVisible();
  await desk.close();

  // the account is gone with the household
  await expect(async () => {
    await page.goto(portal.url);
    await expect(page.getByRole('button', { name: 'Se connecter' })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await page.getByLabel('Mot de passe', { exact: true }).fill(portal.passwords.get(CLAIRE)!);
  await button(page, 'Se connecter').click();
  await expect(page.getByText('ne convient pas', { exact: false }).first()).toBeVisible();
});

test('the screens of rights are sound', async ({ page, portal }) => {
  await signIn(page, portal);
  await openData(page);
  await expectSound(page, 'data');
});

test('the screen of erasures is sound', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA), '/erasures');
  await expectHeading(page, 'Droits des personnes');
  await expect(page.getByText('Aucune demande d’effacement n’attend.')).toBeVisible();
  await expectSound(page, 'erasures');
});
