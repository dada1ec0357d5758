// Opening a school year: three hundred families in preview, corrected and for real; opened already, told.

import type { Page } from '@playwright/test';

import { ask } from '../support/api.ts';
import { button } from '../support/elements.ts';
import { LENA, NADIA, atWork, authorizationOf, goTo, signInStaff } from '../support/staff.ts';
import { expect, picture, test } from '../support/test.ts';

test.use({ expected: /status of (401|403|412|422)/ });

const GRADES = ['ps', 'ms', 'gs', 'cp', 'ce1', 'ce2', 'cm1', 'cm2'];
const FAMILIES = Array.from({ length: 300 }, (_, n) =>
  [
    '[[households]]',
    `external_id = "T-${n}"`,
    `name = "Famille Tour ${n}"`,
    'files = { "2026-2027" = "validated" }',
    `guardians = [{ email = "tour${n}@example.org", first_name = "Parent", last_name = "Tour" }]`,
    '[[households.children]]',
    `external_id = "T-C-${n}"`,
    'first_name = "Enfant"',
    `last_name = "Tour ${n}"`,
    'birth_date = 2019-05-05',
    `schoolings = [{ school_year = "2026-2027", school = "tilleuls", grade = "${GRADES[n % 8]}", class = "A" }]`,
  ].join('\n'),
).join('\n\n');

const rows = (page: Page) => page.getByRole('table', { name: 'Les enfants' }).locator('tbody tr');

test('a year is previewed, corrected, opened, and opened again', async ({ page, portal }) => {
  test.slow();
  await portal.registerAll(FAMILIES);
  const codes = await atWork(portal, NADIA);
  await signInStaff(page, portal, NADIA, codes);
  await goTo(page, 'Année scolaire');
  await expect(page.getByLabel('Année à ouvrir')).toHaveValue('2027-2028');
  await expect(page.getByRole('heading', { name: 'Ce qui va se passer' })).toBeVisible();
  await expect(page.getByText(/^\d+ enfants montent$/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ce que les familles devront redonner' })).toBeVisible();
  await picture(page, 'staff-year');
  // of hundreds, some are shown, and all are found
  await expect(rows(page)).toHaveCount(50);
  await button(page, 'Voir la suite').click();
  await expect(rows(page)).toHaveCount(100);
  const search = page.getByRole('searchbox', { name: 'Nom ou classe' });
  await search.fill('TOUR 299');
  await expect(rows(page)).toHaveCount(1);

  const before = await page.getByText(/^\d+ enfants? par(t|tent)$/).textContent();
  await button(page, /^Corriger/).click();
  const dialog = page.getByRole('dialog', { name: 'Tour 299 Enfant' });
  await dialog.getByLabel('Quitte l’école').check();
  await picture(page, 'staff-year-correct');
  await dialog.getByRole('button', { name: 'Garder' }).click();
  await expect(rows(page).first()).toContainText('Quitte l’école');
  await expect(rows(page).first()).toContainText('Corrigé');
  expect(await page.getByText(/^\d+ enfants? par(t|tent)$/).textContent()).not.toBe(before);

  await search.fill('tour 30');
  await rows(page).filter({ hasText: /Tour 30 Enfant/ }).getByRole('button', { name: /^Corriger/ }).click();
  const other = page.getByRole('dialog', { name: 'Tour 30 Enfant' });
  await other.getByLabel('École', { exact: true }).selectOption('');
  await other.getByRole('button', { name: 'Garder' }).click();
  await expect(other.getByText('Choisissez une école.').first()).toBeVisible();
  await other.getByLabel('École', { exact: true }).selectOption({ index: 1 });
  await other.getByLabel('Niveau').selectOption('ce1');
  await other.getByLabel('Classe').fill('CE1 B');
  await other.getByRole('button', { name: 'Garder' }).click();
  await expect(rows(page).filter({ hasText: /Tour 30 Enfant/ })).toContainText('CE1 B');
  // corrections survive a reload
  await page.reload();
  await page.getByLabel('Montrer').selectOption({ label: 'Corrigés' });
  await expect(rows(page)).toHaveCount(2);
  await picture(page, 'staff-year-corrected');

  await button(page, 'Ouvrir l’année 2027-2028').click();
  const confirm = page.getByRole('dialog', { name: 'Ouvrir l’année 2027-2028 ?' });
  await expect(confirm.getByText('2 corrections')).toBeVisible();
  await picture(page, 'staff-year-confirm');
  await confirm.getByRole('button', { name: 'Ouvrir l’année' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'L’année 2027-2028 est ouverte' })).toBeFocused();
  await expect(page.getByText(/dossiers repris/)).toBeVisible();
  await picture(page, 'staff-year-opened');
  await button(page, 'Voir l’état actuel').click();
  await expect(page.getByText(/^0 enfant/).first()).toBeVisible();

  // elsewhere, later: it is told that it is open
  await goTo(page, 'Équipe');
  await goTo(page, 'Année scolaire');
  await expect(page.getByText(/^Cette année a été ouverte .* par Nadia Roux/)).toBeVisible();
  await picture(page, 'staff-year-open-already');
});

test('a correction that comes too late is named', async ({ page, portal }) => {
  const codes = await atWork(portal, NADIA);
  await portal.registerAll(FAMILIES.split('\n\n').slice(0, 3).join('\n\n'));
  await signInStaff(page, portal, NADIA, codes, '/school-year');
  await page.getByRole('searchbox', { name: 'Nom ou classe' }).fill('Tour 1');
  await button(page, /^Corriger/).click();
  const dialog = page.getByRole('dialog', { name: 'Tour 1 Enfant' });
  await dialog.getByLabel('Quitte l’école').check();
  await dialog.getByRole('button', { name: 'Garder' }).click();
  // a colleague opens it meanwhile
  const authorization = await authorizationOf(portal, NADIA, codes);
  const seen = await ask(portal, 'GET', '/school_years/2027-2028/promotions', undefined, { authorization });
  const headers = { authorization, 'idempotency-key': 'meanwhile', 'if-match': seen.headers.get('etag')! };
  await ask(portal, 'POST', '/school_years/2027-2028/opening', { corrections: [] }, headers);
  await button(page, 'Ouvrir l’année 2027-2028').click();
  const confirm = page.getByRole('dialog', { name: 'Ouvrir l’année 2027-2028 ?' });
  await confirm.getByRole('button', { name: 'Ouvrir l’année' }).click();
  // what was shown is no more so: it is read again before anything is written
  await expect(confirm.getByText('Quelqu’un d’autre vient de modifier ceci.', { exact: false })).toBeVisible();
  await picture(page, 'staff-year-changed');
  await confirm.getByRole('button', { name: 'Ouvrir l’année' }).click();
  await expect(page.getByText('Ces corrections sont arrivées trop tard', { exact: false })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Tour 1 Enfant' })).toBeVisible();
  await picture(page, 'staff-year-overtaken');
});

test('only administrators open a year', async ({ page, portal }) => {
  await signInStaff(page, portal, LENA, await atWork(portal, LENA), '/school-year');
  await expect(page.getByText('Seul un administrateur ouvre une année scolaire.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Année scolaire' })).toHaveCount(0);
});
