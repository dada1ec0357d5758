// Families the organisation knows: imported from a file, found to be the same, made one.

import type { Page } from '@playwright/test';

import { expectSound } from '../support/checks.ts';
import { button } from '../support/elements.ts';
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
const file = (page: Page) => page.getByLabel('Fichier CSV');

/** Imports the file that is previewed. */
async function importNow(page: Page): Promise<void> {
  await button(page, 'Importer maintenant').click();
  await expect(page.getByText('Le fichier est importé.')).toBeVisible();
}

test('a file is previewed, corrected, imported, and changes nothing again', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Importer des familles');
  await file(page).setInputFiles(csv(FILE.replace('09/03/2021', '31/02/2021')));
  await expect(page.getByText('1 ligne est à corriger', { exact: false })).toBeVisible();
  await expect(page.getByText('Écrivez une date qui existe.')).toBeVisible();
  await expect(button(page, 'Importer maintenant')).toHaveCount(0);
  await button(page, 'Choisir un autre fichier').click();
  await file(page).setInputFiles(csv(FILE));
  await expect(page.getByText('Tout est en ordre.', { exact: false })).toBeVisible();
  await importNow(page);
  await button(page, 'Choisir un autre fichier').click();
  await file(page).setInputFiles(csv(FILE));
  await expect(page.getByText('Tout est déjà connu', { exact: false })).toBeVisible();
});

test.describe('in spring', () => {
  test.use({ at: '2027-04-05T10:00:00' });

  test('a file of families tells of the school year that is chosen, the next one first', async ({ page, portal }) => {
    await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
    await goTo(page, 'Nouvelle famille');
    await expect(page.getByLabel('Année scolaire')).toHaveValue('2027-2028');
    await goTo(page, 'Importer des familles');
    const year = page.getByLabel('Année scolaire');
    await expect(year).toHaveValue('2027-2028');
    await picture(page, 'staff-import-year');
    await file(page).setInputFiles(csv(SCHOOLS));
    await expect(page.getByText('année scolaire 2027-2028', { exact: false })).toBeVisible();
    await importNow(page);
    await button(page, 'Choisir un autre fichier').click();
    // of another year it is another import
    await year.selectOption('2026-2027');
    await file(page).setInputFiles(csv(SCHOOLS.replace(';cp', ';gs')));
    await expect(page.getByText('année scolaire 2026-2027', { exact: false })).toBeVisible();
    await importNow(page);
  });
});

test('two households that are the same family are compared and made one', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Importer des familles');
  await file(page).setInputFiles(csv(FILE));
  await importNow(page);
  await goTo(page, 'Nouvelle famille');
  await page.locator('#guardian_first_name').fill('ODILE');
  await page.locator('#guardian_last_name').fill('Imbert');
  await page.locator('#child_first_name').fill('tom');
  await page.locator('#child_last_name').fill('Imbert');
  await page.locator('#child_birth_date').fill('2019-05-04');
  await button(page, 'Créer la famille').click();
  await expect(page.getByText('Peut-être la même famille')).toBeVisible();
  const gone = page.url();
  await page.getByRole('link', { name: 'Comparer et réunir' }).click();
  await expect(page.getByText('Ce foyer reste')).toBeVisible();
  await page.getByRole('link', { name: 'Garder plutôt l’autre foyer' }).click();
  await expect(page.getByLabel('tom Imbert, dans le foyer qui reste, c’est :')).toBeVisible();
  await button(page, 'Réunir les deux foyers').click();
  await expect(page.getByText('Les deux foyers n’en font plus qu’un.').first()).toBeVisible();
  await expect(page.getByText('Peut-être la même famille')).toHaveCount(0);
  await page.goto(gone);
  await page.getByRole('link', { name: 'Voir le foyer réuni' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Famille Imbert' })).toBeVisible();
});

test('writing a family down, importing and making one are sound', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA), '/families/new');
  await button(page, 'Créer la famille').click();
  await expect(page.getByText('Remplissez ce champ.').first()).toBeVisible();
  await expectSound(page, 'a new family');

  await goTo(page, 'Importer des familles');
  await file(page).setInputFiles(csv(FILE.replace('09/03/2021', '31/02/2021')));
  await expect(page.getByText('Écrivez une date qui existe.')).toBeVisible();
  await expectSound(page, 'a file with faults');

  await button(page, 'Choisir un autre fichier').click();
  await file(page).setInputFiles(csv(FILE));
  await importNow(page);
  await goTo(page, 'Réunir deux foyers');
  for (const name of ['Imbert', 'Martin']) {
    await page.getByLabel('Nom du foyer').fill(name);
    await button(page, 'Chercher').click();
    await page.getByRole('link', { name: `Famille ${name}` }).click();
  }
  await expect(page.getByText('Qui est la même personne ?')).toBeVisible();
  await expectSound(page, 'two households side by side');
});
