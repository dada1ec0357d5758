// The queue of documents: looked at, corrected, accepted, refused, many at once, taken back; a colleague who is faster.

import type { Page } from '@playwright/test';

import { ask } from '../support/api.ts';
import { sendDocuments } from '../support/documents.ts';
import { button } from '../support/elements.ts';
import { LENA, NADIA, OMAR, atWork, authorizationOf, goTo, signInStaff } from '../support/staff.ts';
import { expect, picture, test } from '../support/test.ts';

test.use({ demo: 'ages', expected: /status of (401|412|422)/ });

const ANNE = 'anne.schmitt@example.org';
const rows = (page: Page) => page.locator('.queue-table tbody tr');
const detail = (page: Page) => page.locator('.queue-detail');
const title = (page: Page) => detail(page).getByRole('heading', { level: 2 });

test('documents are looked at, accepted until the day they say, refused with a reason; the next one is there', async ({ page, portal }) => {
  const sent = await sendDocuments(portal, ANNE, 4);
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA));
  await goTo(page, 'Pièces à vérifier');
  await expect(rows(page)).toHaveCount(4);
  await picture(page, 'staff-documents');
  await page.locator('.queue-name').first().click();
  await expect(title(page)).toContainText(sent[0]!);
  const shown = detail(page).getByRole('img', { name: 'Image envoyée : photo.png' });
  await expect(shown).toBeVisible();
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expect(detail(page).getByRole('link', { name: 'Famille Schmitt' })).toBeVisible();
  await picture(page, 'staff-document-open');
  await button(page, 'Tourner').click();
  await expect(shown).toHaveCSS('transform', 'matrix(0, 1, -1, 0, 0, 0)');
  await button(page, 'Agrandir').click();
  await expect(detail(page).getByText('150%')).toBeVisible();
  await button(page, 'Réduire').click();

  // the day that stands on it, not one that is over
  const until = detail(page).getByLabel('Dernier jour de validité');
  await until.fill('2026-09-01');
  await expect(until).toHaveAccessibleDescription(/Choisissez un jour à venir/);
  await button(page, 'Accepter').click();
  await expect(until).toBeFocused();
  await expect(rows(page)).toHaveCount(4);
  await picture(page, 'staff-document-until');
  await until.fill('2026-12-31');
  await button(page, 'Accepter').click();
  await expect(page.getByText('1 pièce acceptée.', { exact: true })).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await expect(title(page)).toContainText(sent[1]!);
  await expect(detail(page).getByRole('link', { name: 'Télécharger le PDF' })).toBeVisible();
  const download = page.waitForEvent('download');
  await detail(page).getByRole('link', { name: 'Télécharger le PDF' }).click();
  expect((await download).suggestedFilename()).toBe('attestation.pdf');
  await picture(page, 'staff-document-pdf');

  await button(page, 'Refuser').click();
  const dialog = page.getByRole('dialog', { name: 'Pourquoi refuser cette pièce ?' });
  await dialog.getByRole('button', { name: 'Refuser' }).click();
  await expect(dialog.getByLabel('Message à la famille')).toHaveAccessibleDescription(/Écrivez pourquoi\./);
  await dialog.getByRole('button', { name: 'La photo est floue' }).click();
  await picture(page, 'staff-document-refusal');
  await dialog.getByRole('button', { name: 'Refuser' }).click();
  await expect(page.getByText('1 pièce refusée.', { exact: true })).toBeVisible();
  // taken back, it waits again
  await button(page, 'Annuler la décision').click();
  await expect(rows(page)).toHaveCount(3);
  await expect(title(page)).toContainText(sent[1]!);

  // many at once
  if (test.info().project.name === 'phone') await button(page, 'Retour à la liste').click();
  await page.getByRole('checkbox', { name: /^Choisir/ }).nth(1).check();
  await page.getByRole('checkbox', { name: /^Choisir/ }).nth(2).check();
  await button(page, 'Refuser (2)').click();
  const many = page.getByRole('dialog', { name: 'Pourquoi refuser 2 pièces ?' });
  await many.getByLabel('Message à la famille').fill('Ce n’est pas lisible.');
  await many.getByRole('button', { name: 'Refuser' }).click();
  await expect(rows(page)).toHaveCount(1);
  await goTo(page, 'Équipe');
  await expect.poll(async () => (await portal.mails(3)).filter((mail) => mail.subject.includes('à renvoyer')).length).toBe(2);
  expect((await portal.mails(3)).some((mail) => mail.text.includes('Ce n’est pas lisible.'))).toBe(true);

  // the sheet of the family tells all of it
  await goTo(page, 'Dossiers');
  await page.getByRole('link', { name: 'Famille Schmitt' }).click();
  const pieces = page.locator('.piece').filter({ hasText: sent[0]! });
  await expect(pieces.first()).toContainText('dernier jour : jeudi 31 décembre 2026');
  await pieces.first().getByRole('button', { name: /^Voir la pièce/ }).click();
  await expect(page.getByRole('img', { name: 'Image envoyée : photo.png' })).toBeVisible();
  await page.getByText('Historique', { exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Décision sur une pièce' })).toHaveCount(3);
  await picture(page, 'staff-family-documents');
});

test('keys decide; what a colleague was faster with is told', async ({ page, portal }) => {
  test.skip(test.info().project.name === 'phone', 'a desk has keys');
  await sendDocuments(portal, ANNE, 3);
  const codes = await atWork(portal, NADIA);
  await signInStaff(page, portal, NADIA, codes, '/documents');
  await expect(rows(page)).toHaveCount(3);
  await page.locator('.queue-name').first().focus();
  await page.keyboard.press('j');
  await expect(title(page)).toBeVisible();
  const authorization = await authorizationOf(portal, NADIA, codes);
  const { items } = await (await ask(portal, 'GET', '/documents/to_check', undefined, { authorization })).json();
  const headers = { authorization, 'if-match': `"${items[0].version}"` };
  await ask(portal, 'PUT', `/documents/${items[0].id}/decision`, { verdict: 'accepted' }, headers);
  await page.keyboard.press('a');
  await expect(page.getByText('1 pièce acceptée.', { exact: true })).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press('a');
  await expect(page.getByText('Ces décisions ne sont pas enregistrées :')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('La famille ou un collègue l’a changé entre-temps');
  await picture(page, 'staff-document-trouble');
});

test('two agents on one document see each other, and part', async ({ page, portal, browser }) => {
  await sendDocuments(portal, ANNE, 1);
  const [codes, others] = [await atWork(portal, NADIA), await atWork(portal, OMAR)];
  await page.clock.install();
  // the page says that it is open, and hears who else is there, every twenty seconds: those are not waited for
  const told = async () => {
    const answered = page.waitForResponse((answer) => answer.url().includes('/onlookers/') && answer.request().method() === 'PUT');
    await page.clock.fastForward(20_000);
    await answered;
  };
  await signInStaff(page, portal, NADIA, codes, '/documents');
  const first = page.waitForResponse((answer) => answer.url().includes('/onlookers/'));
  await page.locator('.queue-name').first().click();
  await first;
  await expect(title(page)).toBeVisible();
  await expect(page.locator('.onlooker')).toHaveCount(0);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR' });
  const other = await context.newPage();
  await signInStaff(other, portal, OMAR, others, '/documents');
  await other.locator('.queue-name').first().click();
  await expect(other.locator('.onlooker')).toContainText(/^Nadia Roux regarde aussi, depuis lundi 14 septembre/);
  await told();
  await expect(page.locator('.onlooker')).toContainText('Omar Haddad regarde aussi');
  await picture(page, 'staff-onlookers');
  const left = other.waitForResponse((answer) => answer.url().includes('/onlookers/') && answer.request().method() === 'DELETE');
  await goTo(other, 'Équipe');
  await left;
  await told();
  await expect(page.locator('.onlooker')).toHaveCount(0);
  await context.close();
});

test('who may only look sees documents, and does not decide', async ({ page, portal }) => {
  await sendDocuments(portal, ANNE, 1);
  await signInStaff(page, portal, LENA, await atWork(portal, LENA), '/documents');
  await page.locator('.queue-name').first().click();
  await expect(page.getByRole('img', { name: 'Image envoyée : photo.png' })).toBeVisible();
  await expect(page.getByText('Votre rôle permet de lire, pas de décider.')).toBeVisible();
  await expect(button(page, 'Accepter')).toHaveCount(0);
  await expect(page.getByLabel('Dernier jour de validité')).toHaveCount(0);
});
