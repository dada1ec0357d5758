// Announcements: staff write and publish one to the families of a facility, who read it at home and by mail; others do not.

import type { Browser, Page } from '@playwright/test';

import { TITLE } from '../support/announcements.ts';
import { button, hold } from '../support/elements.ts';
import { LENA, NADIA, atWork, goTo, signInStaff } from '../support/staff.ts';
import { CLAIRE, expect, picture, signIn, test } from '../support/test.ts';

// the session that a fresh browser has not, a code that is asked for
test.use({ expected: /status of (401|412)/ });

const PAUL = 'paul.nguyen@example.org';
const another = async (browser: Browser, page: Page) =>
  (await browser.newContext({ viewport: page.viewportSize(), locale: 'fr-FR' })).newPage();

test('staff write to the families of a facility, who read it at home and by mail, and no others', async ({
  page,
  portal,
  browser,
}) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Annonces');
  await expect(page.getByText('Aucune annonce pour l’instant.')).toBeVisible();
  await button(page, 'Écrire une annonce').click();
  await expect(page.getByRole('heading', { level: 2, name: 'Nouvelle annonce' })).toBeFocused();
  await page.getByLabel('Les familles d’établissements').check();
  await button(page, 'Enregistrer le brouillon').click();
  const summary = page.getByRole('alert');
  for (const wrong of ['Écrivez le titre.', 'Écrivez le texte.', 'Choisissez au moins une case.']) {
    await expect(summary).toContainText(wrong);
  }
  await page.getByLabel('Titre', { exact: true }).fill(TITLE);
  await page.getByLabel('Texte', { exact: true }).fill('La cantine est **fermée** jeudi.\n\n- Prévoyez un pique-nique');
  await page.getByText('Ajouter l’anglais (facultatif)').click();
  await page.getByLabel('Titre en anglais').fill('Strike at the canteen on Thursday');
  await page.getByLabel('Texte en anglais').fill('The canteen is **closed** on Thursday.');
  await expect(page.getByLabel(/^Périscolaire du Ruisseau/)).toBeVisible();
  await page.getByLabel(/^Périscolaire des Tilleuls/).check();
  await button(page, 'Voir mis en page').click();
  const preview = page.getByRole('region', { name: 'Voilà comment l’annonce se lira' });
  await expect(preview.getByRole('listitem')).toHaveText('Prévoyez un pique-nique');
  await expect(preview.locator('strong').first()).toHaveText('fermée');
  await picture(page, 'staff-announcement-writing');
  await button(page, 'Enregistrer le brouillon').click();
  await expect(page.getByText(`Le brouillon « ${TITLE} » est enregistré.`)).toBeVisible();
  const card = page.getByRole('article').filter({ hasText: TITLE });
  await expect(card).toContainText('Brouillon');
  await expect(card).toContainText('Périscolaire des Tilleuls');

  // nobody reads a draft
  const claire = await another(browser, page);
  await signIn(claire, portal);
  await expect(claire.getByRole('heading', { level: 2, name: /semaine/ })).toBeVisible();
  await expect(claire.getByText(TITLE)).toBeHidden();

  await card.getByRole('button', { name: /^Publier/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Publier cette annonce ?' });
  await expect(dialog).toContainText('2 foyers la verront sur le portail.');
  await expect(dialog).toContainText('2 responsables la recevront');
  await picture(page, 'staff-announcement-publish');
  await dialog.getByRole('button', { name: 'Publier', exact: true }).click();
  await expect(page.getByText(`« ${TITLE} » est publiée. Les e-mails partent.`)).toBeVisible();
  await expect(card).toContainText('Publiée le lundi 14 septembre 2026 par Nadia Roux');
  await picture(page, 'staff-announcements');

  // one mail to the guardian of each household of Lina
  const told = async () => (await portal.mails(1)).filter((mail) => mail.subject === TITLE).map((mail) => mail.to_address);
  await expect.poll(async () => (await told()).sort()).toEqual([CLAIRE, 'karim.benali@example.org']);
  await claire.goto(`${portal.url}/mails`);
  await expect(claire.getByText(TITLE).first()).toBeVisible();

  await claire.goto(portal.url);
  const unread = claire.getByRole('link', { name: TITLE });
  await expect(claire.getByRole('heading', { level: 2, name: 'À lire' })).toBeVisible();
  await expect(claire.getByText('Périscolaire des Tilleuls, lundi 14 septembre')).toBeVisible();
  await picture(claire, 'home-announcement');
  await unread.click();
  await expect(claire.getByRole('heading', { level: 1, name: 'Annonces' })).toBeFocused();
  const one = claire.locator('details').filter({ hasText: TITLE });
  await expect(one.getByRole('listitem')).toHaveText('Prévoyez un pique-nique');
  await expect(one.getByText('Visible jusqu’au lundi 28 septembre 2026')).toBeVisible();
  await expect(one.getByText('Nouveau')).toBeHidden();
  await picture(claire, 'announcements');
  await claire.getByRole('navigation').getByRole('link', { name: 'Accueil' }).click();
  await expect(claire.getByRole('heading', { level: 2, name: /semaine/ })).toBeVisible();
  await expect(claire.getByRole('heading', { level: 2, name: 'À lire' })).toBeHidden();

  // whose children go to the other school
  const paul = await another(browser, page);
  await signIn(paul, portal, PAUL);
  await paul.getByRole('link', { name: 'Annonces' }).click();
  await expect(paul.getByText('Aucune annonce en ce moment.')).toBeVisible();
  await paul.close();

  // corrected, which families are told, then taken back
  await card.getByRole('button', { name: /^Corriger/ }).click();
  await expect(page.getByText('Pour : Périscolaire des Tilleuls.')).toBeVisible();
  await page.getByLabel('Texte', { exact: true }).fill('La cantine est fermée **vendredi**.');
  await button(page, 'Enregistrer la correction').click();
  await expect(page.getByText(`« ${TITLE} » est corrigée.`, { exact: false })).toBeVisible();
  await claire.getByRole('link', { name: 'Annonces' }).click();
  await claire.getByText(TITLE).click();
  await expect(claire.getByText('vendredi', { exact: true })).toBeVisible();
  await expect(claire.getByText('Corrigée le lundi 14 septembre')).toBeVisible();
  await expect(card).toContainText('Lue sur le portail par 1 responsable');
  await card.getByRole('button', { name: /^Retirer/ }).click();
  await page.getByRole('dialog', { name: 'Retirer cette annonce ?' }).getByRole('button', { name: 'Retirer' }).click();
  await expect(page.getByText(`« ${TITLE} » est retirée.`)).toBeVisible();
  await expect(card).toContainText('Retirée le lundi 14 septembre 2026');
  await claire.reload();
  await expect(claire.getByText('Aucune annonce en ce moment.')).toBeVisible();
  await claire.close();
});

test('a reader looks, and writes nothing', async ({ page, portal }) => {
  await signInStaff(page, portal, LENA, await atWork(portal, LENA), '/announcements');
  await expect(page.getByText('Vous pouvez lire les annonces.', { exact: false })).toBeVisible();
  await expect(button(page, 'Écrire une annonce')).toBeHidden();
});

test('a draft is thrown away, and typing survives a colleague who was faster', async ({ page, portal, browser }) => {
  const codes = await atWork(portal, NADIA);
  await signInStaff(page, portal, NADIA, codes, '/announcements');
  await button(page, 'Écrire une annonce').click();
  await page.getByLabel('Titre', { exact: true }).fill('Fermeture');
  await page.getByLabel('Texte', { exact: true }).fill('Fermé vendredi.');
  await button(page, 'Enregistrer le brouillon').click();
  const card = page.getByRole('article').filter({ hasText: 'Fermeture' });
  await card.getByRole('button', { name: /^Modifier/ }).click();
  await expect(page.getByLabel('Texte', { exact: true })).toHaveValue('Fermé vendredi.');

  const other = await another(browser, page);
  await signInStaff(other, portal, NADIA, codes, '/announcements');
  await other.getByRole('button', { name: /^Modifier/ }).click();
  await other.getByLabel('Texte', { exact: true }).fill('Fermé samedi.');
  await other.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
  await expect(other.getByText('Le brouillon « Fermeture » est enregistré.')).toBeVisible();
  await other.close();

  await page.getByLabel('Texte', { exact: true }).fill('Fermé dimanche.');
  await button(page, 'Enregistrer le brouillon').click();
  await expect(page.getByText('Quelqu’un d’autre a modifié cette annonce', { exact: false })).toBeVisible();
  await expect(page.getByLabel('Texte', { exact: true })).toHaveValue('Fermé dimanche.');
  // the list comes before the editor goes: nobody opens what is about to be made anew
  const list = await hold(page, /\/announcements\?/);
  await button(page, 'Enregistrer le brouillon').click();
  await list.asked;
  await expect(card).toBeHidden();
  list.release();
  await card.getByRole('button', { name: /^Supprimer/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
  await expect(page.getByText('Le brouillon « Fermeture » est supprimé.')).toBeVisible();
  await expect(page.getByText('Aucune annonce pour l’instant.')).toBeVisible();
});
