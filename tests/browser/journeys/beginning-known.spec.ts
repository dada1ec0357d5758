// How it begins at Portes de Meuse: staff import the families whom the organisation knows; a real mail brings a link to set
// the password; what the family edits takes effect once staff have accepted it, and nothing waits for that meanwhile.

import { button, expectHeading } from '../support/elements.ts';
import { NADIA, atWork, goTo, signInStaff } from '../support/staff.ts';
import { cell, expect, openPlanning, picture, test } from '../support/test.ts';

// the session that a fresh browser has not
test.use({ smtp: true, expected: /status of 401/ });

const LEA = 'lea.petit@example.org';
const PASSWORD = 'girafe tambour lundi orage';
const FAMILIES = [
  'household;household_name;resident;guardian_email;guardian_first_name;guardian_last_name;guardian_phone;' +
    'address_line;address_postal_code;address_city;child_first_name;child_last_name;child_birth_date;child_school;child_grade',
  `PDM-9001;Famille Petit;oui;${LEA};Léa;Petit;639981090;7 rue Haute;55190;Void-Vacon;Noé;Petit;02/04/2019;tilleuls;ce1`,
].join('\r\n');

test('a known family is imported, invited, edits; staff accept; the new value holds', async ({ page, portal, browser }) => {
  test.slow();
  const desk = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR' });
  const staff = await desk.newPage();
  await signInStaff(staff, portal, NADIA, await atWork(portal, NADIA));
  await goTo(staff, 'Importer des familles');
  await staff.getByLabel('Inviter les nouvelles adresses').check();
  // as the spreadsheets of the French write it
  await staff.getByLabel('Fichier CSV').setInputFiles({ name: 'familles.csv', mimeType: 'text/csv', buffer: Buffer.from(FAMILIES, 'latin1') });
  await expect(staff.getByText('1 invitation partirait')).toBeVisible();
  expect(portal.received(LEA), 'a preview sends nothing').toEqual([]);
  await staff.getByRole('button', { name: 'Importer maintenant' }).click();
  await expect(staff.getByText('Le fichier est importé.')).toBeVisible();
  await expect(staff.getByText('1 invitation part', { exact: true })).toBeVisible();

  await page.goto(await portal.link(LEA, '/password/new'));
  await expectHeading(page, /^Bienvenue/);
  await page.getByLabel('Nouveau mot de passe').fill(PASSWORD);
  await button(page, 'Enregistrer').click();
  await expectHeading(page, 'Bonjour Léa');
  await picture(page, 'known-home');

  await page.getByRole('navigation').getByRole('link', { name: 'Dossier', exact: true }).click();
  await page.getByRole('main').getByRole('link', { name: 'Modifier : Adresse de correspondance' }).click();
  await expect(page.getByLabel(/^Numéro et rue/)).toHaveValue('7 rue Haute');
  await page.getByLabel(/^Numéro et rue/).fill('12 chemin des Écoles');
  await button(page, 'Enregistrer').click();
  await expect(page.getByText('C’est envoyé. Vos changements prennent effet une fois acceptés.', { exact: true })).toBeVisible();
  // what stood there holds meanwhile
  await expect(page.getByText('7 rue Haute').first()).toBeVisible();
  await picture(page, 'known-waiting');

  // and nothing is blocked: a place is booked before anybody has looked at it
  await openPlanning(page);
  const lunch = cell(page, 'Midi', 'vendredi 18 septembre', 'Noé');
  await lunch.click();
  await page.getByRole('region', { name: 'Choix à envoyer' }).getByRole('button', { name: 'Vérifier' }).click();
  await page.getByRole('dialog', { name: 'Vérifier et envoyer' }).getByRole('button', { name: /^Envoyer/ }).click();
  const result = page.getByRole('dialog', { name: 'C’est enregistré' });
  await result.getByRole('button', { name: 'Fermer' }).click();
  await expect(lunch).toHaveAttribute('aria-checked', 'true');

  await goTo(staff, 'Demandes de modification');
  await staff.getByRole('button', { name: 'Famille Petit' }).click();
  const change = staff.getByRole('row').filter({ hasText: '7 rue Haute' });
  await expect(change).toContainText('12 chemin des Écoles');
  await staff.getByRole('button', { name: 'Accepter', exact: true }).click();
  await expect(staff.getByText('1 modification acceptée.', { exact: true })).toBeVisible();
  await goTo(staff, 'Équipe');
  await desk.close();

  await expect.poll(() => portal.received(LEA).map((mail) => mail.subject)).toContain('Votre modification est acceptée');
  await page.getByRole('navigation').getByRole('link', { name: 'Dossier', exact: true }).click();
  await page.getByRole('main').getByRole('link', { name: 'Voir : Adresse de correspondance' }).click();
  await expect(page.getByText('12 chemin des Écoles')).toBeVisible();
  await expect(page.getByText('7 rue Haute')).toHaveCount(0);
  await picture(page, 'known-accepted');
});
