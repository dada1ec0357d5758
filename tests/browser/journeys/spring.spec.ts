// In April families come to AGES for September: the account, a child told for the next school year alone, its file, checked
// by staff; whoever closes the page halfway finds the way on.

import { sendPiece } from '../support/documents.ts';
import { button, expectHeading } from '../support/elements.ts';
import type { Portal } from '../support/portal.ts';
import { signUp, tellOfZoe } from '../support/sign-ups.ts';
import { NADIA, atWork, goTo, signInStaff } from '../support/staff.ts';
import { expect, openPlanning, picture, test } from '../support/test.ts';

// the session that a fresh browser has not
test.use({ demo: 'ages', at: '2027-04-05T10:00:00', smtp: true, expected: /status of 401/ });

const LEA = 'lea.petit@example.org';
const DOCUMENTS = [['Zoé', 'Attestation d’assurance scolaire'], ['Zoé', 'Vaccinations'], ['Pour le foyer', 'Justificatif de domicile']] as const;

/** Where a mail leads. */
async function linked(portal: Portal, subject: string): Promise<string> {
  const mail = () => portal.received(LEA).find((received) => received.subject === subject);
  await expect.poll(mail).toBeTruthy();
  return mail()!.text.split(/\s/).find((word) => word.startsWith(portal.url))!;
}

test('who signs up in April registers for September, to the end', async ({ page, portal, browser }) => {
  test.slow();
  await signUp(page, portal, LEA);

  // the page is closed, and opened again: the way on is there, on both screens
  await page.goto(portal.url);
  await expectHeading(page, 'Bonjour Léa');
  await expect(page.getByRole('heading', { level: 2, name: 'Ajoutez votre enfant' })).toBeVisible();
  await picture(page, 'home-no-child');
  await page.goto(`${portal.url}/planning`);
  await page.getByRole('link', { name: 'Ajouter un enfant' }).click();
  await expectHeading(page, 'Ajouter un enfant');

  // the next school year is what one comes for; the other can be chosen, and back
  const year = (name: string) => page.getByRole('radio', { name: new RegExp(`^${name}`) });
  await expect(year('2027-2028')).toBeChecked();
  const group = (name: string) => page.getByRole('group', { name: `École et niveau en ${name}` });
  await expect(group('2027-2028').getByLabel('Niveau')).toBeVisible();
  // what that year alone requires is asked with it
  await expect(page.getByLabel('Allergies', { exact: true })).toBeVisible();
  await page.getByLabel('Prénom', { exact: true }).fill('Zoé');
  await year('2026-2027').check();
  await expect(page).toHaveURL(/year=2026-2027/);
  await expect(group('2026-2027')).toBeVisible();
  await expect(page.getByLabel('Allergies', { exact: true })).toHaveCount(0);
  await year('2027-2028').check();
  await expect(page).toHaveURL(/year=2027-2028/);
  await expect(page.getByLabel('Allergies', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Prénom', { exact: true })).toHaveValue('Zoé');
  await tellOfZoe(page);
  await page.getByLabel('Prénom', { exact: true }).focus();
  await picture(page, 'child-of-september');
  await button(page, 'Ajouter').click();

  // one returns to that year, which lacks no answer and says what else it lacks
  await expect(page.getByRole('link', { name: '2027-2028', exact: true })).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('link', { name: 'Voir : École et classe en 2027-2028, Zoé' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Il manque 3 documents' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Vos réponses sont complètes' })).toBeVisible();
  await expect(page.getByText('Il manque encore 3 documents', { exact: false })).toBeVisible();
  await expect(page.getByText('Tout est rempli')).toHaveCount(0);
  await picture(page, 'file-of-september');
  // nothing is asked for the year in which she is not here
  await page.getByRole('link', { name: '2026-2027', exact: true }).click();
  await expect(page.getByText('Aucun de vos enfants n’a d’école en 2026-2027', { exact: false })).toBeVisible();
  await expect(page.getByText(/^Il manque/)).toHaveCount(0);
  await expect(button(page, 'Envoyer mon dossier')).toHaveCount(0);

  await page.goto(portal.url);
  await expect(page.getByRole('heading', { name: 'Il manque 3 éléments dans votre dossier 2027-2028' })).toBeVisible();
  await picture(page, 'home-of-september');
  await page.getByRole('link', { name: 'Envoyer les documents' }).click();
  for (const [who, name] of DOCUMENTS) {
    await sendPiece(page, who, name);
  }
  await page.goto(portal.url);
  await expect(page.getByRole('heading', { name: 'Votre dossier 2027-2028 est prêt à être envoyé' })).toBeVisible();
  await page.getByRole('link', { name: 'Envoyer mon dossier' }).click();
  await expect(page.getByRole('heading', { name: 'Tout est rempli' })).toBeVisible();
  await expect(page.getByText('1 document est envoyé.', { exact: false })).toBeVisible();
  await button(page, 'Envoyer mon dossier').click();
  await expect(page.getByText('Votre dossier est reçu', { exact: false }).first()).toBeVisible();

  const codes = await atWork(portal, NADIA);
  const desk = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR' });
  const staff = await desk.newPage();
  await signInStaff(staff, portal, NADIA, codes);
  const file = async () => {
    await goTo(staff, 'Dossiers à vérifier');
    await staff.getByLabel('Année scolaire').selectOption('2027-2028');
    await staff.getByRole('button', { name: 'Famille Petit' }).click();
  };
  // more is asked: the mail leads to that year, with the words and the button
  await file();
  await staff.getByRole('button', { name: 'Demander un complément' }).click();
  const dialog = staff.getByRole('dialog');
  await dialog.getByLabel('Message à la famille').fill('Écrivez le nom du médecin.');
  await dialog.getByRole('button', { name: 'Demander un complément' }).click();
  await goTo(staff, 'Pièces à vérifier');
  await page.goto(await linked(portal, 'Votre dossier est à compléter'));
  await expect(page.getByText('Écrivez le nom du médecin.')).toBeVisible();
  await expect(page.getByRole('link', { name: '2027-2028', exact: true })).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('heading', { name: 'À envoyer de nouveau' })).toBeVisible();
  await expect(page.getByText('Tout est rempli')).toHaveCount(0);
  await picture(page, 'file-sent-back');
  // home says so too, and leads there
  await page.goto(portal.url);
  await expect(page.getByRole('heading', { level: 2, name: 'Nous vous demandons un complément pour 2027-2028' })).toBeVisible();
  await picture(page, 'home-sent-back');
  await page.getByRole('link', { name: 'Voir ce qui est demandé' }).click();
  await expect(page.getByText('Écrivez le nom du médecin.')).toBeVisible();
  // and so does the way without a year
  await page.goto(`${portal.url}/file`);
  await expect(page.getByText('Écrivez le nom du médecin.')).toBeVisible();
  await button(page, 'Envoyer mon dossier').click();
  await expect(page.getByText('Votre dossier est reçu', { exact: false }).first()).toBeVisible();

  await staff.locator('.queue-name').first().click();
  for (let left = 2; left >= 0; left -= 1) {
    const opened = staff.locator('.queue-detail');
    await expect(opened.getByRole('link', { name: 'Télécharger le PDF' })).toBeVisible();
    await opened.getByRole('button', { name: 'Accepter' }).click();
    await expect(staff.locator('.queue-table tbody tr')).toHaveCount(left);
  }
  await file();
  await staff.getByRole('group', { name: 'Le foyer habite le territoire' }).getByLabel('Oui').check();
  await staff.getByRole('button', { name: 'Valider', exact: true }).click();
  await goTo(staff, 'Équipe');
  await desk.close();

  await page.goto(await linked(portal, 'Votre dossier est validé'));
  await expect(page.getByText('Votre dossier est validé.')).toBeVisible();
  await expect(page.getByRole('link', { name: '2027-2028', exact: true })).toHaveAttribute('aria-current', 'true');
  await picture(page, 'file-of-september-validated');
  await openPlanning(page);
  await page.goto(`${portal.url}/planning?week=2027-09-13`);
  await expect(page.getByRole('checkbox', { name: /Zoé\./ }).first()).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /Zoé\..*(dossier|documents)/ })).toHaveCount(0);
});
