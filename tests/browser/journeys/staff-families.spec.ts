// All families: looked up, filtered, their sheet; a decision with what is missing in view; what is typed there is kept.

import type { Page } from '@playwright/test';

import { ask } from '../support/api.ts';
import { PDF } from '../support/documents.ts';
import { button } from '../support/elements.ts';
import { AT_ONCE, KARIM, YEAR, told } from '../support/family-files.ts';
import { LENA, NADIA, OMAR, atWork, authorizationOf, goTo, signInStaff } from '../support/staff.ts';
import { expect, picture, test } from '../support/test.ts';

test.use({ expected: /status of (401|412|422)/ });

const found = (page: Page) => page.locator('.families tbody tr');

test('a family is found by anything that is known of it, and its sheet tells all', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Dossiers');
  await expect(found(page)).not.toHaveCount(0);
  await picture(page, 'staff-families');
  const search = page.getByRole('searchbox', { name: 'Chercher' });
  for (const [words, name] of [
    ['zoe NGUYEN', 'Famille Nguyen'],
    ['karim.benali@', 'Foyer Benali'],
    ['0639981003', 'Famille Nguyen'],
  ] as const) {
    await search.fill(words);
    await search.press('Enter');
    await expect(found(page)).toHaveCount(1);
    await expect(found(page).first()).toContainText(name);
  }
  await search.fill('personne de ce nom');
  await button(page, 'Chercher').click();
  await expect(page.getByText('0 famille')).toBeVisible();
  await button(page, 'Tout afficher').click();
  await expect(search).toHaveValue('');
  await page.getByLabel('Dossier', { exact: true }).selectOption({ label: 'Validé' });
  await expect(found(page).first()).toContainText('Famille Martin');
  await page.getByLabel('Classe').fill('ce2');
  await page.getByLabel('Classe').press('Enter');
  await expect(found(page)).toHaveCount(1);
  // the way back and a reload keep what was asked
  await page.reload();
  await expect(found(page)).toHaveCount(1);
  await expect(page.getByLabel('Classe')).toHaveValue('ce2');
  await page.getByRole('link', { name: 'Famille Martin' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Famille Martin' })).toBeVisible();
  await expect(page.getByText('Pièces justificatives')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Attestation de quotient familial' })).toBeVisible();
  await expect(page.getByText('Habite le territoire.')).toBeVisible();
  await picture(page, 'staff-family');
  await page.getByLabel('Année scolaire').selectOption('2027-2028');
  await expect(page.getByText('Année 2027-2028.')).toBeVisible();
  await page.goBack();
  await expect(found(page)).toHaveCount(1);
});

test('a document that a family brings on paper is sent for it, and waits to be checked', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Dossiers');
  await page.getByRole('link', { name: 'Famille Martin' }).click();
  const piece = page.getByRole('listitem').filter({ hasText: 'Attestation de quotient familial' });
  await expect(piece).toContainText('À envoyer');
  const choose = piece.getByLabel(/^Envoyer pour la famille/);
  await choose.setInputFiles({ name: 'programme.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<script>') });
  await expect(piece.getByRole('alert')).toBeVisible();
  await choose.setInputFiles({ name: 'quotient.pdf', mimeType: 'application/pdf', buffer: PDF });
  await expect(piece).toContainText('C’est envoyé.');
  await expect(piece).toContainText('Reçu, à vérifier');
  await expect(piece.getByRole('button', { name: /^Voir la pièce/ })).toBeVisible();
  await picture(page, 'staff-family-sent');
});

const REQUIRED = AT_ONCE.replace('child_class = "optional"', 'child_class = "required"');

test('a file that lacks something is validated only with a reason; what is missing is offered as a message', async ({ page, portal }) => {
  await portal.askFamilies(REQUIRED);
  const family = await told(portal, KARIM);
  await family.submit();
  // asked since: it was complete when it was sent
  await portal.askFamilies(REQUIRED.replace('guardian_phone = "optional"', 'guardian_phone = "required"\nguardian_other_phone = "required"'));
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA), '/files');
  await button(page, 'Foyer Benali').click();
  const detail = page.locator('.queue-detail');
  await expect(detail.getByText('Il manque 1 chose :')).toBeVisible();
  await detail.getByRole('group', { name: 'Le foyer habite le territoire' }).getByLabel('Non').check();
  await button(page, 'Demander un complément').click();
  const refusal = page.getByRole('dialog', { name: 'Que faut‑il compléter ?' });
  await refusal.getByRole('button', { name: /^Il manque dans votre dossier/ }).click();
  await expect(refusal.getByLabel('Message à la famille')).toHaveValue(/- .*\(Karim Benali\)/);
  await picture(page, 'staff-files-proposal');
  await refusal.getByRole('button', { name: 'Annuler' }).click();

  await button(page, 'Valider').click();
  const dialog = page.getByRole('dialog', { name: 'Valider malgré ce qui manque ?' });
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Valider quand même' }).click();
  await expect(dialog.getByLabel('Pourquoi valider quand même ?')).toHaveAccessibleDescription(/Écrivez pourquoi\./);
  await dialog.getByLabel('Pourquoi valider quand même ?').fill('Numéro donné au guichet.');
  await picture(page, 'staff-files-despite');
  await dialog.getByRole('button', { name: 'Valider quand même' }).click();
  await expect(page.getByText('1 dossier validé.', { exact: true })).toBeVisible();
  await goTo(page, 'Dossiers');
  await expect.poll(async () => (await family.file()).file.state).toBe('validated');
  await page.getByRole('link', { name: 'Foyer Benali' }).click();
  await expect(page.getByText('N’habite pas le territoire.')).toBeVisible();
  await page.getByText('Historique', { exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Dossier validé' })).toContainText('Numéro donné au guichet.');
});

test('many at once: what lacks something is told and stays', async ({ page, portal }) => {
  await portal.askFamilies(AT_ONCE);
  const family = await told(portal, KARIM);
  await family.submit();
  await portal.askFamilies(AT_ONCE.replace('child_class', 'guardian_other_phone = "required"\nchild_class'));
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA), '/files');
  await page.getByRole('checkbox', { name: 'Choisir Foyer Benali' }).check();
  await button(page, 'Valider (1)').click();
  // eight seconds later it is sent, and refused
  await expect(page.getByText('Ces décisions ne sont pas enregistrées :')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('alert')).toContainText('Il manque quelque chose dans ce dossier. Ouvrez-le pour voir quoi.');
  await expect(page.getByRole('checkbox', { name: 'Choisir Foyer Benali' })).toBeVisible();
  expect((await family.file()).file.state).toBe('received');
});

test('who may only look finds families', async ({ page, portal }) => {
  await signInStaff(page, portal, LENA, await atWork(portal, LENA), '/families?q=nguyen');
  await expect(found(page)).toHaveCount(1);
  await page.getByRole('link', { name: 'Famille Nguyen' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Famille Nguyen' })).toBeVisible();
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
  const overtaken = page.getByRole('alert').filter({ hasText: 'Quelqu’un d’autre vient de modifier ceci.' });
  await expect(overtaken).toContainText('Commercy');
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
