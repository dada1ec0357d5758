// Families the organisation knows: written down by staff, imported from a file, found to be the same, made one.

import type { Page } from '@playwright/test';

import { ask, session, setPassword } from '../support/api.ts';
import { expectSound } from '../support/checks.ts';
import { PDF } from '../support/documents.ts';
import { button } from '../support/elements.ts';
import { AT_ONCE, YEAR } from '../support/family-files.ts';
import { NADIA, OMAR, PASSWORD, atWork, authorizationOf, goTo, signInStaff } from '../support/staff.ts';
import { CLAIRE, expect, picture, test } from '../support/test.ts';

test.use({ expected: /status of (401|410|412|422)/ });

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

const decision = (page: Page) => page.locator('.file-decision');

/** Corrects a section of the file on its page. */
async function complete(page: Page, section: RegExp, answers: Record<string, string>): Promise<void> {
  await button(page, section).click();
  for (const [field, value] of Object.entries(answers)) {
    const input = page.locator(`#${field}`);
    if (await input.evaluate((it) => it.tagName === 'SELECT')) await input.selectOption({ label: value });
    else await input.fill(value);
  }
  await button(page, 'Enregistrer pour la famille').click();
  await expect(button(page, 'Enregistrer pour la famille')).toHaveCount(0);
}

test.describe('a family without a mail address', () => {
  test.use({ demo: 'ages' });

  test('is completed, its documents accepted and refused, its file validated, reopened, and opens the planning', async ({ page, portal }) => {
    test.slow();
    await signInStaff(page, portal, NADIA, await atWork(portal, NADIA), '/families/new');
    await page.locator('#guardian_first_name').fill('Odile');
    await page.locator('#guardian_last_name').fill('d’Alès-Petit');
    await page.locator('#child_first_name').fill('Tom');
    await page.locator('#child_last_name').fill('Petit');
    await page.locator('#child_birth_date').fill('2018-02-01');
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
      await expect(piece(name).getByRole('link', { name: 'Ouvrir le PDF' })).toBeVisible();
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

test('what an agent types survives a colleague who is faster', async ({ page, portal }) => {
  await portal.askFamilies(AT_ONCE.replace('address_city', 'address_extra = "optional"\naddress_city'));
  const [codes, others] = [await atWork(portal, NADIA), await atWork(portal, OMAR)];
  await signInStaff(page, portal, NADIA, codes, '/families?q=martin');
  await page.getByRole('link', { name: 'Famille Martin' }).click();
  await button(page, /^Modifier.*Adresse/).click();
  await page.locator('#address_extra').fill('Bâtiment B');
  const authorization = await authorizationOf(portal, OMAR, others);
  const household = new URL(page.url()).pathname.split('/').pop()!;
  const read = async () => (await ask(portal, 'GET', `/family_files/${household}?school_year=${YEAR}`, undefined, { authorization })).json();
  const part = async () => (await read()).parts.find(({ subject }: { subject: unknown }) => subject === 'household');
  const edit = { subject: 'household', school_year: YEAR, values: { address_city: 'Commercy' } };
  await ask(portal, 'PATCH', `/family_files/${household}`, edit, { authorization, 'if-match': `"${(await part()).version}"` });

  await button(page, 'Enregistrer pour la famille').click();
  const told = page.getByRole('alert').filter({ hasText: 'Quelqu’un d’autre vient de modifier ceci.' });
  await expect(told).toContainText('Commercy');
  await expect(page.locator('#address_extra')).toHaveValue('Bâtiment B');
  await expect(page.locator('#address_city')).toHaveValue('Commercy');
  await picture(page, 'staff-family-overtaken');
  await button(page, 'Enregistrer pour la famille').click();
  await expect(page.getByText('C’est enregistré.', { exact: false }).first()).toBeVisible();
  const { values } = await part();
  expect([values.address_city, values.address_extra]).toEqual(['Commercy', 'Bâtiment B']);
});

test('a document that is sent meanwhile takes nothing of what is typed', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA), '/families?q=martin');
  await page.getByRole('link', { name: 'Famille Martin' }).click();
  await button(page, /^Modifier.*Adresse/).click();
  await page.locator('#address_extra').fill('Bâtiment B');
  const piece = page.locator('.piece').filter({ hasText: 'Attestation de quotient familial' });
  await piece.getByLabel(/^Envoyer pour la famille/).setInputFiles({ name: 'quotient.pdf', mimeType: 'application/pdf', buffer: PDF });
  await expect(piece).toContainText('Reçu, à vérifier');
  await expect(page.locator('#address_extra')).toHaveValue('Bâtiment B');
});

test('families who have not come are invited again', async ({ page, portal }) => {
  await portal.register({ email: 'lea.petit@example.org', first: 'Léa', last: 'Petit' });
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Comptes à suivre');
  const ways = page.getByRole('navigation', { name: 'Quelles familles' });
  const rows = page.locator('.families tbody tr');
  await expect(ways.getByRole('link', { name: /^Invités, jamais venus 1$/ })).toHaveAttribute('aria-current', 'true');
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
