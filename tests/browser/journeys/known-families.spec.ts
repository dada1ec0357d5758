// Families the organisation knows: written down by staff without a mail address, completed for them, invited again.

import type { Page } from '@playwright/test';

import { ask, session, setPassword } from '../support/api.ts';
import { PDF } from '../support/documents.ts';
import { button } from '../support/elements.ts';
import { NADIA, PASSWORD, atWork, goTo, signInStaff } from '../support/staff.ts';
import { CLAIRE, expect, picture, test } from '../support/test.ts';

test.use({ expected: /status of (401|422)/ });

const decision = (page: Page) => page.locator('.file-decision');

/** Fills fields in, by their codes. */
async function fillIn(page: Page, answers: Record<string, string>): Promise<void> {
  for (const [field, value] of Object.entries(answers)) {
    const input = page.locator(`#${field}`);
    if (await input.evaluate((it) => it.tagName === 'SELECT')) await input.selectOption({ label: value });
    else await input.fill(value);
  }
}

/** Fills Odile and her son Tom in. */
async function tellOfOdile(page: Page, born: string): Promise<void> {
  await fillIn(page, { guardian_first_name: 'Odile', guardian_last_name: 'd’Alès-Petit' });
  await fillIn(page, { child_first_name: 'Tom', child_last_name: 'Petit', child_birth_date: born });
}

/** Corrects a section of the file on its page. */
async function complete(page: Page, section: RegExp, answers: Record<string, string>): Promise<void> {
  await button(page, section).click();
  await fillIn(page, answers);
  await button(page, 'Enregistrer pour la famille').click();
  await expect(button(page, 'Enregistrer pour la famille')).toHaveCount(0);
}

test('a family without a mail address is written down, completed, and gets an account later', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Nouvelle famille');
  await button(page, 'Créer la famille').click();
  await expect(page.getByText('Remplissez ce champ.').first()).toBeVisible();
  await tellOfOdile(page, '2019-05-04');
  // in September the present year is meant; another can be chosen, and what is written stays
  const year = page.getByLabel('Année scolaire');
  await expect(year).toHaveValue('2026-2027');
  const asked = page.waitForResponse((answer) => answer.url().includes('household_form?school_year=2027-2028'));
  await year.focus();
  await year.selectOption('2027-2028');
  await asked;
  await expect(year).toBeFocused();
  await expect(page.locator('#child_first_name')).toHaveValue('Tom');
  await page.locator('#child_school').selectOption({ index: 1 });
  await page.locator('#child_grade').selectOption({ label: 'CP' });
  await picture(page, 'staff-new-family');
  await button(page, 'Créer la famille').click();
  await expect(page.getByRole('heading', { level: 2, name: 'Famille d’Alès-Petit' })).toBeVisible();
  await page.getByLabel('Année scolaire').selectOption('2027-2028');
  await expect(page.getByText('CP', { exact: true })).toBeVisible();

  await button(page, /^Modifier.*Adresse/).click();
  await page.locator('#address_city').fill('Void-Vacon');
  await button(page, 'Enregistrer pour la famille').click();
  await expect(page.getByText('C’est enregistré.', { exact: false }).first()).toBeVisible();
  await expect(page.getByText('Void-Vacon')).toBeVisible();

  await button(page, /^Donner une adresse/).click();
  await page.getByLabel('Adresse e-mail', { exact: true }).fill('odile');
  await button(page, 'Rattacher cette adresse').click();
  await expect(page.getByText('Adresse connue')).toHaveCount(0);
  await page.getByLabel('Adresse e-mail', { exact: true }).fill('odile.petit@example.org');
  await button(page, 'Rattacher cette adresse').click();
  await expect(page.getByText('L’adresse est rattachée, l’invitation est partie.').first()).toBeVisible();
  await page.goto(await portal.link('odile.petit@example.org', '/password/new'));
  await expect(page.getByLabel('Nouveau mot de passe')).toBeVisible();
});

test.describe('a family without a mail address', () => {
  test.use({ demo: 'ages' });

  test('is completed, its documents accepted and refused, its file validated, reopened, and opens the planning', async ({ page, portal }) => {
    test.slow();
    await signInStaff(page, portal, NADIA, await atWork(portal, NADIA), '/families/new');
    await tellOfOdile(page, '2018-02-01');
    await button(page, 'Créer la famille').click();
    await expect(page.getByRole('heading', { level: 2, name: 'Famille d’Alès-Petit' })).toBeVisible();
    const household = new URL(page.url()).pathname.split('/').pop()!;
    await expect(page.getByText('À vérifier : habite-t-il le territoire ?')).toBeVisible();
    await expect(decision(page)).toContainText('personne ne recevra d’e-mail');

    await complete(page, /^Modifier Identité et contact.*Odile/, { guardian_phone: '06 39 98 00 00' });
    await complete(page, /^Modifier.*Adresse/, { address_line: '3 rue Neuve', address_postal_code: '67250', address_city: 'Obersoultz' });
    await complete(page, /^Modifier École et classe/, { child_school: 'École élémentaire des Vignes', child_grade: 'CE2' });

    // what is missing follows what is sent: documents alone are left
    const lacks = page.getByText(/^Il manque \d+ chose/);
    await expect(lacks).toContainText('3');
    const piece = (name: string) => page.locator('.piece').filter({ hasText: name }).first();
    const names = ['Attestation d’assurance scolaire', 'Vaccinations', 'Justificatif de domicile'];
    for (const [sent, name] of names.entries()) {
      await piece(name).getByLabel(/^Envoyer pour la famille/).setInputFiles({ name: 'piece.pdf', mimeType: 'application/pdf', buffer: PDF });
      await expect(piece(name)).toContainText('Reçu, à vérifier');
      await piece(name).getByRole('button', { name: /^Voir la pièce/ }).click();
      await expect(piece(name).getByRole('link', { name: 'Télécharger le PDF' })).toBeVisible();
      if (sent === 0) await picture(page, 'staff-family-piece');
      await piece(name).getByRole('button', { name: 'Accepter' }).click();
      await expect(page.getByText('La pièce est acceptée.')).toBeVisible();
      await expect(lacks).toHaveCount(sent === 2 ? 0 : 1);
      if (sent < 2) await expect(lacks).toContainText(String(2 - sent));
    }
    // accepted by mistake, refused after all
    await piece('Vaccinations').getByRole('button', { name: /^Voir la pièce/ }).click();
    await expect(piece('Vaccinations').getByRole('button', { name: 'Accepter' })).toHaveCount(0);
    await piece('Vaccinations').getByRole('button', { name: 'Refuser' }).click();
    const why = page.getByRole('dialog', { name: 'Pourquoi refuser cette pièce ?' });
    await expect(why.getByLabel('Message à la famille')).toHaveAccessibleDescription(/personne ne le lira par e-mail/);
    await why.getByRole('button', { name: 'Ce n’est pas le document demandé' }).click();
    await why.getByRole('button', { name: 'Refuser' }).click();
    await expect(page.getByText('La pièce est refusée. Prévenez la famille')).toBeVisible();
    await expect(piece('Vaccinations')).toContainText('Ce n’est pas le document demandé.');
    await expect(lacks).toContainText('1');

    // whether they live there is asked, and validating despite what is missing is explained
    await button(page, 'Valider').click();
    const residence = decision(page).getByRole('group', { name: 'Le foyer habite le territoire' });
    await expect(residence).toBeFocused();
    await expect(residence).toContainText('Choisissez une réponse.');
    await picture(page, 'staff-family-decision');
    await residence.getByLabel('À vérifier plus tard').check();
    await button(page, 'Valider').click();
    const despite = page.getByRole('dialog', { name: 'Valider malgré ce qui manque ?' });
    await expect(despite.getByRole('listitem')).toHaveText(['Vaccinations (Tom Petit)']);
    await despite.getByLabel('Pourquoi valider quand même ?').fill('Carnet vu au guichet.');
    await despite.getByRole('button', { name: 'Valider quand même' }).click();
    await expect(decision(page).locator('.told')).toContainText('Le dossier est validé. Prévenez la famille : elle n’a pas de compte.');
    await expect(decision(page).locator('.told')).toBeFocused();
    await expect(page.getByText('Le dossier est validé.', { exact: false }).first()).toBeVisible();
    await expect(page.getByText('À vérifier : habite-t-il le territoire ?')).toBeVisible();
    await picture(page, 'staff-family-validated');

    // residence besides, without deciding again
    await residence.getByLabel('Oui').check();
    await button(page, 'Enregistrer sans décider').click();
    await expect(page.getByText('Habite le territoire.')).toBeVisible();
    await expect(button(page, 'Valider')).toHaveCount(0);

    await button(page, 'Rouvrir le dossier').click();
    const reopen = page.getByRole('dialog', { name: 'Pourquoi rouvrir le dossier ?' });
    await reopen.getByLabel('Message à la famille').fill('Le carnet est à montrer de nouveau.');
    await reopen.getByRole('button', { name: 'Rouvrir le dossier' }).click();
    await expect(page.getByText('Le dossier est rouvert', { exact: false })).toBeVisible();
    await expect(page.getByText('Le dossier n’est pas complet.', { exact: false })).toBeVisible();
    await expect(page.getByText('Le carnet est à montrer de nouveau.').first()).toBeVisible();
    await piece('Vaccinations').getByLabel(/^Envoyer pour la famille/).setInputFiles({ name: 'carnet.pdf', mimeType: 'application/pdf', buffer: PDF });
    await expect(piece('Vaccinations')).toContainText('Reçu, à vérifier');
    await piece('Vaccinations').getByRole('button', { name: /^Voir la pièce/ }).click();
    await piece('Vaccinations').getByRole('button', { name: 'Accepter' }).click();
    await expect(lacks).toHaveCount(0);
    await button(page, 'Valider').click();
    await expect(page.getByText('Le dossier est validé. Prévenez la famille', { exact: false })).toBeVisible();

    // an account that is attached later finds the planning open
    await button(page, /^Donner une adresse/).click();
    await page.getByLabel('Adresse e-mail', { exact: true }).fill('odile.petit@example.org');
    await button(page, 'Rattacher cette adresse').click();
    await expect(page.getByText('L’adresse est rattachée, l’invitation est partie.').first()).toBeVisible();
    const link = await portal.link('odile.petit@example.org', '/password/new');
    await setPassword(portal, 'odile.petit@example.org', PASSWORD, link);
    const { authorization } = await session(portal, 'odile.petit@example.org');
    const path = `/households/${household}/planning/cells?from=2026-10-01&to=2026-10-31`;
    const { cells } = await (await ask(portal, 'GET', path, undefined, { authorization })).json();
    const states = new Set(cells.map((cell: { state: string }) => cell.state));
    // what is left to be waited for is the window of this organisation, not the file
    expect([...states]).toContain('opens_later');
    expect([...states]).not.toContain('file_incomplete');
  });
});

test('families who have not come are invited again', async ({ page, portal }) => {
  await portal.register({ email: 'lea.petit@example.org', first: 'Léa', last: 'Petit' });
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Comptes à suivre');
  const ways = page.getByRole('navigation', { name: 'Quelles familles' });
  const rows = page.locator('.families tbody tr');
  await expect(ways.getByRole('link', { name: /^Jamais venus 1$/ })).toHaveAttribute('aria-current', 'true');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('lea.petit@example.org');
  await picture(page, 'staff-accounts');
  await rows.first().getByRole('button', { name: /^Inviter de nouveau/ }).click();
  await expect(rows.first()).toContainText('Invitation envoyée');
  await portal.link('lea.petit@example.org', '/password/new');
  // the others are at hand, and each leads to its file
  const come = ways.getByRole('link', { name: /^Venus, dossier non envoyé/ });
  await come.click();
  await expect(come).toHaveAttribute('aria-current', 'true');
  await expect(page.getByText('le dossier de cette année n’est pas envoyé', { exact: false })).toBeVisible();
  await expect(rows.first()).toContainText('Famille Nguyen');
  await expect(rows.filter({ hasText: CLAIRE })).toHaveCount(0);
  await page.reload();
  await expect(come).toHaveAttribute('aria-current', 'true');
  await page.getByRole('link', { name: 'Famille Nguyen' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Famille Nguyen' })).toBeVisible();
});
