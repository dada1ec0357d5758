// Queues of staff: files to check, edits to accept; decided by hand, by key, many at once, and taken back in time.

import { ask } from '../support/api.ts';
import { button, expectHeading, row } from '../support/elements.ts';
import { AT_ONCE, KARIM, told, waiting } from '../support/family-files.ts';
import { LENA, NADIA, atWork, authorizationOf, goTo, signInStaff } from '../support/staff.ts';
import { CLAIRE, expect, picture, signIn, test } from '../support/test.ts';

test.use({ expected: /status of (401|412|422)/ });

// one that waits to be checked
const FILE = 'Foyer Benali';
const MARTIN = 'Famille Martin';

test('a file is read whole, noted on, sent back with a reason, and validated', async ({ page, portal }) => {
  await portal.askFamilies(AT_ONCE);
  const family = await told(portal, KARIM);
  await family.submit();
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Dossiers à vérifier');
  await picture(page, 'staff-files');
  await row(page, FILE).getByRole('button', { name: FILE }).click();
  const detail = page.locator('.queue-detail');
  await expect(detail.getByText('06 39 98 10 02')).toBeVisible();
  await expect(detail.getByText('Odile Martin, grand-mère, 06 98 76 54 32')).toBeVisible();
  await picture(page, 'staff-files-open');
  // health is not shown before somebody asks, and the look is recorded
  await expect(page.getByText('Arachides')).toHaveCount(0);
  await detail.getByRole('button', { name: /^Lire la santé/ }).first().click();
  await expect(detail.getByText('Arachides')).toBeVisible();

  await detail.getByRole('button', { name: 'Ajouter la note' }).click();
  await expect(detail.getByLabel('Nouvelle note')).toHaveAccessibleDescription('Écrivez la note.');
  await detail.getByLabel('Nouvelle note').fill('À rappeler lundi.');
  await detail.getByRole('button', { name: 'Ajouter la note' }).click();
  await expect(detail.getByRole('listitem').filter({ hasText: 'À rappeler lundi.' })).toContainText('Nadia Roux');
  await detail.getByText('Historique').click();
  await expect(detail.getByRole('listitem').filter({ hasText: 'Dossier envoyé' })).toBeVisible();
  await expect(detail.getByRole('listitem').filter({ hasText: 'Données de santé lues' })).toContainText('Nadia Roux');
  await picture(page, 'staff-files-record');

  await button(page, 'Demander un complément').click();
  const dialog = page.getByRole('dialog', { name: 'Que faut‑il compléter ?' });
  await dialog.getByRole('button', { name: 'Demander un complément' }).click();
  await expect(dialog.getByLabel('Message à la famille')).toHaveAccessibleDescription(/Écrivez pourquoi\./);
  await dialog.getByRole('button', { name: 'Merci de vérifier l’adresse' }).click();
  // pressed twice, it is said once
  const said = await dialog.getByLabel('Message à la famille').inputValue();
  await dialog.getByRole('button', { name: 'Merci de vérifier l’adresse' }).click();
  await expect(dialog.getByLabel('Message à la famille')).toHaveValue(said);
  await picture(page, 'staff-files-refusal');
  await dialog.getByRole('button', { name: 'Demander un complément' }).click();
  await expect(page.getByText('Complément demandé pour 1 dossier.', { exact: true })).toBeVisible();
  await expect(page.getByText('Aucun dossier n’attend.')).toBeVisible();
  await picture(page, 'staff-files-undo');
  // taken back, nothing was sent
  await button(page, 'Annuler la décision').click();
  await expect(detail.getByRole('heading', { level: 2, name: FILE })).toBeVisible();
  expect((await family.file()).file.state).toBe('received');

  // decided again, and left: then it is sent at once
  await button(page, 'Demander un complément').click();
  await dialog.getByLabel('Message à la famille').fill('Il manque le nom de la rue.');
  await dialog.getByRole('button', { name: 'Demander un complément' }).click();
  await goTo(page, 'Équipe');
  await expect.poll(async () => (await family.file()).message).toBe('Il manque le nom de la rue.');

  await family.submit();
  await goTo(page, 'Dossiers à vérifier');
  await row(page, FILE).getByRole('button', { name: FILE }).click();
  await button(page, 'Valider').click();
  // eight seconds later it is sent by itself
  await expect(button(page, 'Annuler la décision')).toBeVisible();
  await expect(button(page, 'Annuler la décision')).toHaveCount(0, { timeout: 15_000 });
  await expect.poll(async () => (await family.file()).file.state).toBe('validated');
});

test('what the address says is open is found on whatever page of the list it is', async ({ page, portal }) => {
  await waiting(portal);
  // the server's own pages, as short as it makes them
  await page.route(/\/api\/v1\/change_requests(\?|$)/, (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set('limit', '1');
    return route.continue({ url: url.href });
  });
  const codes = await atWork(portal, NADIA);
  await signInStaff(page, portal, NADIA, codes, '/changes');
  await expect(page.locator('.queue-name')).toHaveCount(1);
  const authorization = await authorizationOf(portal, NADIA, codes);
  const { items } = await (await ask(portal, 'GET', '/change_requests', undefined, { authorization })).json();
  expect(items).toHaveLength(3);
  const last = items[2];
  await page.goto(`${portal.url}/staff/changes?open=${last.id}`);
  await expect(page.locator('.queue-detail').getByRole('heading', { level: 2 })).toHaveText(last.subject_name);
  await expect(page.locator('.queue-name')).toHaveCount(3);
  // decided meanwhile, it is told
  await ask(portal, 'PUT', `/change_requests/${last.id}/decision`, { accepted: true }, { authorization, 'if-match': `"${last.version}"` });
  await page.reload();
  await expect(page.locator('.queue-detail')).toContainText('Ce que vous cherchez n’attend plus de décision.');
  await expect(page.locator('.queue-name')).toHaveCount(2);
});

test('the first page tells how much waits', async ({ page, portal }) => {
  await waiting(portal);
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  const ways = page.getByRole('main').getByRole('listitem');
  await expect(ways.filter({ hasText: 'Dossiers à vérifier' })).toContainText('1 en attente');
  await expect(ways.filter({ hasText: 'Demandes de modification' })).toContainText('3 en attente');
  await expect(ways.filter({ hasText: 'Pièces à vérifier' })).not.toContainText('en attente');
  await picture(page, 'staff-home');
});

test('edits are compared, accepted many at once, and refused by key', async ({ page, portal, browser }) => {
  const family = await waiting(portal);
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Demandes de modification');
  await expect(page.locator('.queue-table tbody tr')).toHaveCount(3);
  await row(page, 'Claire').getByRole('button', { name: /^Claire/ }).click();
  const compared = page.getByRole('table', { name: 'Anciennes et nouvelles valeurs' });
  await expect(compared.getByRole('row').filter({ hasText: 'Téléphone' })).toContainText('06 39 98 10 01');
  await expect(compared.getByRole('row').filter({ hasText: 'Téléphone' })).toContainText('07 00 00 00 01');
  await picture(page, 'staff-changes-open');
  if (test.info().project.name === 'phone') {
    await button(page, 'Retour à la liste').click();
    await expect(row(page, 'Claire').getByRole('button', { name: /^Claire/ })).toBeFocused();
  }
  await page.getByRole('checkbox', { name: /^Choisir Claire/ }).check();
  await page.getByRole('checkbox', { name: `Choisir ${MARTIN}` }).check();
  await picture(page, 'staff-changes-chosen');
  await button(page, 'Accepter (2)').click();
  await expect(page.getByText('2 modifications acceptées.', { exact: true })).toBeVisible();
  const names = page.locator('.queue-name');
  await expect(names).toHaveCount(1);

  // keys work where the focus is in the queue, and not where one writes
  await names.first().focus();
  await page.keyboard.press('j');
  await expect(page.locator('.queue-detail').getByRole('heading', { level: 2 })).toBeVisible();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: 'Pourquoi refuser ?' });
  await expect(dialog.getByLabel('Message à la famille')).toBeFocused();
  await page.keyboard.type('Ajoutez un justificatif.');
  await expect(dialog.getByLabel('Message à la famille')).toHaveValue('Ajoutez un justificatif.');
  await dialog.getByRole('button', { name: 'Refuser' }).click();
  await expect(page.getByText('1 modification refusée.', { exact: true })).toBeVisible();
  // another decision sends the one before
  await expect.poll(async () => (await family.part('household')).values.address_city).toBe('Void-Vacon');
  await expect.poll(async () => (await family.part('me')).values.guardian_phone).toBe('07 00 00 00 01');
  await goTo(page, 'Équipe');
  await expect.poll(async () => (await family.part('child')).waiting).toBeUndefined();
  expect((await family.part('child')).values.child_class).toBe('CE2 B');

  // the family finds in its file what was refused, and why
  const home = await browser.newContext({ viewport: page.viewportSize(), locale: 'fr-FR' });
  const claire = await home.newPage();
  await signIn(claire, portal);
  await claire.getByRole('navigation').getByRole('link', { name: 'Dossier', exact: true }).click();
  await expect(claire.getByText('Modification non acceptée').first()).toBeVisible();
  await picture(claire, 'file-refused');
  await claire.getByRole('link', { name: /^Voir : Santé/ }).first().click();
  await expect(claire.getByText('Ajoutez un justificatif.')).toBeVisible();
  await picture(claire, 'file-refused-section');
  await home.close();
});

test('keys go through the list and decide; what a colleague was faster with is told', async ({ page, portal }) => {
  test.skip(test.info().project.name === 'phone', 'a desk has keys');
  await waiting(portal);
  const codes = await atWork(portal, NADIA);
  await signInStaff(page, portal, NADIA, codes, '/changes');
  const names = page.locator('.queue-name');
  await expect(names).toHaveCount(3);
  const order = await names.allTextContents();
  const open = page.locator('.queue-detail').getByRole('heading', { level: 2 });
  await names.first().focus();
  await page.keyboard.press('j');
  await expect(open).toHaveText(order[0]!);
  await page.keyboard.press('j');
  await expect(open).toHaveText(order[1]!);
  await expect(names.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(open).toHaveText(order[0]!);
  await page.reload();
  await expect(open).toHaveText(order[0]!);

  const authorization = await authorizationOf(portal, NADIA, codes);
  const { items } = await (await ask(portal, 'GET', '/change_requests', undefined, { authorization })).json();
  const [first] = items;
  const headers = { authorization, 'if-match': `"${first.version}"` };
  await ask(portal, 'PUT', `/change_requests/${first.id}/decision`, { accepted: true }, headers);
  await names.first().focus();
  await page.keyboard.press('a');
  await expect(page.getByText('1 modification acceptée.', { exact: true })).toBeVisible();
  await expect(open).toHaveText(order[1]!);
  await expect(names.first()).toBeFocused();
  await page.keyboard.press('a');
  await expect(page.getByText('Ces décisions ne sont pas enregistrées :')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('La famille ou un collègue l’a changé entre-temps');
  await picture(page, 'staff-changes-trouble');
});

test('a decision that is sent as its page is left, and not taken, is told on the next page', async ({ page, portal }) => {
  await waiting(portal);
  const codes = await atWork(portal, NADIA);
  await signInStaff(page, portal, NADIA, codes, '/changes');
  await expect(page.locator('.queue-table tbody tr')).toHaveCount(3);
  const authorization = await authorizationOf(portal, NADIA, codes);
  const { items } = await (await ask(portal, 'GET', '/change_requests', undefined, { authorization })).json();
  const [first] = items;
  const headers = { authorization, 'if-match': `"${first.version}"` };
  await ask(portal, 'PUT', `/change_requests/${first.id}/decision`, { accepted: true }, headers);
  const name = (await page.locator('.queue-name').first().textContent())!;
  await page.locator('.queue-name').first().click();
  await button(page, 'Accepter').click();
  await expect(page.getByText('1 modification acceptée.', { exact: true })).toBeVisible();
  await goTo(page, 'Équipe');
  await expectHeading(page, 'Équipe');
  const told = page.getByRole('alert');
  await expect(told).toContainText('Ces décisions ne sont pas enregistrées :');
  await expect(told).toContainText('La famille ou un collègue l’a changé entre-temps');
  await picture(page, 'staff-trouble-elsewhere');
  await told.getByRole('link', { name }).click();
  await expect(page.locator('.queue-table tbody tr')).toHaveCount(2);
  await expect(told).toBeVisible();
  await told.getByRole('button', { name: 'J’ai lu' }).click();
  await expect(told).toHaveCount(0);
});

test('who may only look reads, and does not decide', async ({ page, portal }) => {
  await waiting(portal);
  await signInStaff(page, portal, LENA, await atWork(portal, LENA), '/changes');
  await expect(page.getByText('Votre rôle permet de lire, pas de décider.')).toBeVisible();
  await row(page, 'Claire').getByRole('button', { name: /^Claire/ }).click();
  await expect(page.getByText('07 00 00 00 01')).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await expect(button(page, 'Accepter')).toHaveCount(0);
  await page.keyboard.press('a');
  await page.getByRole('link', { name: MARTIN }).click();
  await expectHeading(page, 'Dossier d’une famille');
  await expect(page.getByText(CLAIRE)).toBeVisible();
  await expect(page.getByText('Votre rôle ne permet pas de lire les données de santé.').first()).toBeVisible();
  await expect(button(page, 'Ajouter la note')).toHaveCount(0);
  await picture(page, 'staff-file');
});
