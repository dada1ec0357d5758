// Families the organisation knows: written down by staff, imported from a file, found to be the same, made one.

import { expectSound } from '../support/checks.ts';
import { NADIA, atWork, goTo, signInStaff } from '../support/staff.ts';
import { expect, picture, test } from '../support/test.ts';

test.use({ expected: /status of (401|410|422)/ });

const SCHOOLS = [
  'household;household_name;guardian_email;guardian_first_name;guardian_last_name;child_first_name;child_last_name;child_birth_date;child_school;child_grade',
  'F-2;Famille Rey;ana.rey@example.org;Ana;Rey;Léo;Rey;04/05/2021;tilleuls;cp',
].join('\r\n');
const FILE = [
  'household;household_name;guardian_email;guardian_first_name;guardian_last_name;child_first_name;child_last_name;child_birth_date',
  'F-1;Famille Imbert;odile.imbert@example.org;Odile;Imbert;Tom;Imbert;04/05/2019',
  'F-1;;odile.imbert@example.org;;;Zoé;Imbert;09/03/2021',
].join('\r\n');
const csv = (text: string) => ({ name: 'familles.csv', mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') });

test('a family without a mail address is written down, completed, and gets an account later', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Nouvelle famille');
  await page.getByRole('button', { name: 'Créer la famille' }).click();
  await expect(page.getByText('Remplissez ce champ.').first()).toBeVisible();
  await page.locator('#guardian_first_name').fill('Odile');
  await page.locator('#guardian_last_name').fill('d’Alès-Petit');
  await page.locator('#child_first_name').fill('Tom');
  await page.locator('#child_last_name').fill('Petit');
  await page.locator('#child_birth_date').fill('2019-05-04');
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
  await page.getByRole('button', { name: 'Créer la famille' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Famille d’Alès-Petit' })).toBeVisible();
  await page.getByLabel('Année scolaire').selectOption('2027-2028');
  await expect(page.getByText('CP', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: /^Modifier.*Adresse/ }).click();
  await page.locator('#address_city').fill('Void-Vacon');
  await page.getByRole('button', { name: 'Enregistrer pour la famille' }).click();
  await expect(page.getByText('C’est enregistré.', { exact: false }).first()).toBeVisible();
  await expect(page.getByText('Void-Vacon')).toBeVisible();

  await page.getByRole('button', { name: /^Donner une adresse/ }).click();
  await page.getByLabel('Adresse e-mail', { exact: true }).fill('odile');
  await page.getByRole('button', { name: 'Rattacher cette adresse' }).click();
  await expect(page.getByText('Adresse connue')).toHaveCount(0);
  await page.getByLabel('Adresse e-mail', { exact: true }).fill('odile.petit@example.org');
  await page.getByRole('button', { name: 'Rattacher cette adresse' }).click();
  await expect(page.getByText('L’adresse est rattachée, l’invitation est partie.').first()).toBeVisible();
  await page.goto(await portal.link('odile.petit@example.org', '/password/new'));
  await expect(page.getByLabel('Nouveau mot de passe')).toBeVisible();
});

test('a file is previewed, corrected, imported, and changes nothing again', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Importer des familles');
  const file = page.getByLabel('Fichier CSV');
  await file.setInputFiles(csv(FILE.replace('09/03/2021', '31/02/2021')));
  await expect(page.getByText('1 ligne est à corriger', { exact: false })).toBeVisible();
  await expect(page.getByText('Écrivez une date qui existe.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Importer maintenant' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Choisir un autre fichier' }).click();
  await file.setInputFiles(csv(FILE));
  await expect(page.getByText('Tout est en ordre.', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Importer maintenant' }).click();
  await expect(page.getByText('Le fichier est importé.')).toBeVisible();
  await page.getByRole('button', { name: 'Choisir un autre fichier' }).click();
  await file.setInputFiles(csv(FILE));
  await expect(page.getByText('Tout est déjà connu', { exact: false })).toBeVisible();
});

test.describe('in spring', () => {
  test.use({ at: '2027-04-05T10:00:00' });

  test('a file of families tells of the school year that is chosen, the next one first', async ({ page, portal }) => {
    await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
    await goTo(page, 'Nouvelle famille');
    await expect(page.getByLabel('Année scolaire')).toHaveValue('2027-2028');
    await goTo(page, 'Importer des familles');
    const [year, file] = [page.getByLabel('Année scolaire'), page.getByLabel('Fichier CSV')];
    await expect(year).toHaveValue('2027-2028');
    await picture(page, 'staff-import-year');
    await file.setInputFiles(csv(SCHOOLS));
    await expect(page.getByText('année scolaire 2027-2028', { exact: false })).toBeVisible();
    await page.getByRole('button', { name: 'Importer maintenant' }).click();
    await expect(page.getByText('Le fichier est importé.')).toBeVisible();
    await page.getByRole('button', { name: 'Choisir un autre fichier' }).click();
    // of another year it is another import
    await year.selectOption('2026-2027');
    await file.setInputFiles(csv(SCHOOLS.replace(';cp', ';gs')));
    await expect(page.getByText('année scolaire 2026-2027', { exact: false })).toBeVisible();
    await page.getByRole('button', { name: 'Importer maintenant' }).click();
    await expect(page.getByText('Le fichier est importé.')).toBeVisible();
  });
});

test('two households that are the same family are compared and made one', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Importer des familles');
  const file = page.getByLabel('Fichier CSV');
  await file.setInputFiles(csv(FILE));
  await page.getByRole('button', { name: 'Importer maintenant' }).click();
  await expect(page.getByText('Le fichier est importé.')).toBeVisible();
  await goTo(page, 'Nouvelle famille');
  await page.locator('#guardian_first_name').fill('ODILE');
  await page.locator('#guardian_last_name').fill('Imbert');
  await page.locator('#child_first_name').fill('tom');
  await page.locator('#child_last_name').fill('Imbert');
  await page.locator('#child_birth_date').fill('2019-05-04');
  await page.getByRole('button', { name: 'Créer la famille' }).click();
  await expect(page.getByText('Peut-être la même famille')).toBeVisible();
  const gone = page.url();
  await page.getByRole('link', { name: 'Comparer et réunir' }).click();
  await expect(page.getByText('Ce foyer reste')).toBeVisible();
  await page.getByRole('link', { name: 'Garder plutôt l’autre foyer' }).click();
  await expect(page.getByLabel('tom Imbert, dans le foyer qui reste, c’est :')).toBeVisible();
  await page.getByRole('button', { name: 'Réunir les deux foyers' }).click();
  await expect(page.getByText('Les deux foyers n’en font plus qu’un.').first()).toBeVisible();
  await expect(page.getByText('Peut-être la même famille')).toHaveCount(0);
  await page.goto(gone);
  await page.getByRole('link', { name: 'Voir le foyer réuni' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Famille Imbert' })).toBeVisible();
});

test.describe('screens', () => {
  test('a new family', async ({ page, portal }) => {
    await signInStaff(page, portal, NADIA, await atWork(portal, NADIA), '/families/new');
    await page.getByRole('button', { name: 'Créer la famille' }).click();
    await expect(page.getByText('Remplissez ce champ.').first()).toBeVisible();
    await expectSound(page, 'a new family');
  });

  test('a file with faults', async ({ page, portal }) => {
    await signInStaff(page, portal, NADIA, await atWork(portal, NADIA), '/families/import');
    await page.getByLabel('Fichier CSV').setInputFiles(csv(FILE.replace('09/03/2021', '31/02/2021')));
    await expect(page.getByText('Écrivez une date qui existe.')).toBeVisible();
    await expectSound(page, 'a file with faults');
  });

  test('two households side by side', async ({ page, portal }) => {
    await signInStaff(page, portal, NADIA, await atWork(portal, NADIA), '/families/import');
    await page.getByLabel('Fichier CSV').setInputFiles(csv(FILE));
    await page.getByRole('button', { name: 'Importer maintenant' }).click();
    await expect(page.getByText('Le fichier est importé.')).toBeVisible();
    await goTo(page, 'Réunir deux foyers');
    await page.getByLabel('Nom du foyer').fill('Imbert');
    await page.getByRole('button', { name: 'Chercher' }).click();
    await page.getByRole('link', { name: 'Famille Imbert' }).click();
    await page.getByLabel('Nom du foyer').fill('Martin');
    await page.getByRole('button', { name: 'Chercher' }).click();
    await page.getByRole('link', { name: 'Famille Martin' }).click();
    await expect(page.getByText('Qui est la même personne ?')).toBeVisible();
    await expectSound(page, 'two households side by side');
  });
});
