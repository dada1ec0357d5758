// How it begins at Portes de Meuse: the organisation knows the family; a mail brings a link to set the password; what the
// family edits takes effect once staff have accepted it.

import { NADIA, atWork, goTo, signInStaff } from '../support/staff.ts';
import { expect, picture, test } from '../support/test.ts';

// the session that a fresh browser has not
test.use({ expected: /status of 401/ });

const LEA = 'lea.petit@example.org';
const PASSWORD = 'girafe tambour lundi orage';
const FAMILY = `
[[households]]
external_id = "PDM-9001"
name = "Famille Petit"
answers = { address_line = "7 rue Haute", address_postal_code = "55190", address_city = "Void-Vacon" }
files = { "2026-2027" = "validated" }
guardians = [{ email = "${LEA}", first_name = "Léa", last_name = "Petit", phone = "06 39 98 10 90" }]

[[households.children]]
external_id = "PDM-C-9001"
first_name = "Noé"
last_name = "Petit"
birth_date = 2019-04-02
schoolings = [{ school_year = "2026-2027", school = "tilleuls", grade = "ce1" }]
`;

test('a known family is imported, invited, edits; staff accept; the new value holds', async ({ page, portal, browser }) => {
  test.slow();
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await portal.registerAll(FAMILY);

  const desk = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR' });
  const staff = await desk.newPage();
  await signInStaff(staff, portal, NADIA, await atWork(portal, NADIA));
  await goTo(staff, 'Inviter des familles');
  await staff.getByLabel('Adresses e-mail').fill(LEA);
  await staff.getByRole('button', { name: 'Envoyer les invitations' }).click();
  await expect(staff.getByRole('row').filter({ hasText: LEA })).toContainText('Invitation envoyée');

  await page.goto(await portal.link(LEA, '/password/new'));
  await expect(page.getByRole('heading', { level: 1, name: /^Bienvenue/ })).toBeVisible();
  await page.getByLabel('Nouveau mot de passe').fill(PASSWORD);
  await button('Enregistrer').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Bonjour Léa' })).toBeVisible();
  await picture(page, 'known-home');

  await page.getByRole('navigation').getByRole('link', { name: 'Dossier', exact: true }).click();
  await page.getByRole('main').getByRole('link', { name: 'Modifier : Adresse de correspondance' }).click();
  await page.getByLabel(/^Numéro et rue/).fill('12 chemin des Écoles');
  await button('Enregistrer').click();
  await expect(page.getByText('C’est envoyé. Vos changements prennent effet une fois acceptés.')).toBeVisible();
  // what stood there holds meanwhile
  await expect(page.getByText('7 rue Haute').first()).toBeVisible();
  await picture(page, 'known-waiting');

  await goTo(staff, 'Demandes de modification');
  await staff.getByRole('button', { name: 'Famille Petit' }).click();
  const change = staff.getByRole('row').filter({ hasText: '7 rue Haute' });
  await expect(change).toContainText('12 chemin des Écoles');
  await staff.getByRole('button', { name: 'Accepter', exact: true }).click();
  await expect(staff.getByText('1 modification acceptée.', { exact: true })).toBeVisible();
  await goTo(staff, 'Équipe');
  await desk.close();

  const told = async () => (await portal.mails(1)).filter((mail) => mail.to_address === LEA).map((mail) => mail.subject);
  await expect.poll(told).toContain('Votre modification est acceptée');
  await page.reload();
  await expect(page.getByText('12 chemin des Écoles')).toBeVisible();
  await expect(page.getByText('7 rue Haute')).toHaveCount(0);
  await picture(page, 'known-accepted');
});
