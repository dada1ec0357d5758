// The file of a household and its documents: every screen is sound.

import type { Page } from '@playwright/test';

import { expectSound } from '../support/checks.ts';
import { picturePng } from '../support/documents.ts';
import { button } from '../support/elements.ts';
import { expect, signIn, test } from '../support/test.ts';

// the session that a fresh browser has not, a document that is refused
test.use({ expected: /status of (401|422)/ });

async function openPart(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await expect(button(page, 'Enregistrer')).toBeVisible();
}

async function goBack(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: 'Mon dossier' }).click();
  await expect(page.getByRole('heading', { name: 'Mon foyer' })).toBeVisible();
}

test('the file is sound: read, filled in, changed', async ({ page, portal }) => {
  await signIn(page, portal);
  await page.getByRole('navigation').getByRole('link', { name: 'Dossier', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Mon foyer' })).toBeVisible();
  await expectSound(page, 'file');

  await page.getByRole('link', { name: 'Voir : Moi', exact: true }).click();
  await expect(page.getByText('06 39 98 10 01')).toBeVisible();
  await expectSound(page, 'file, a part read');
  await goBack(page);

  const parts = {
    health: 'Modifier : Santé, Lina',
    authorisations: 'Modifier : Autorisations, Lina',
    school: 'Modifier : École et classe en 2026-2027, Lina',
  };
  for (const [name, link] of Object.entries(parts)) {
    await openPart(page, link);
    await expectSound(page, `file, ${name}`);
    await goBack(page);
  }

  await openPart(page, 'Modifier : Personnes autorisées, Lina');
  await button(page, 'Ajouter une personne').click();
  await button(page, 'Enregistrer').click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expectSound(page, 'file, people missing');
  await goBack(page);

  await page.getByRole('link', { name: 'Ajouter un enfant' }).click();
  await expect(page.getByLabel('Date de naissance')).toBeVisible();
  await expectSound(page, 'file, a child added');
  await goBack(page);

  await openPart(page, 'Modifier : Adresse de correspondance');
  await page.getByLabel(/^Numéro et rue/).fill('12 chemin des Écoles');
  await button(page, 'Enregistrer').click();
  await expect(page.getByText('12 chemin des Écoles')).toBeVisible();
  await expectSound(page, 'file, an edit that waits');
});

test('documents are sound: asked for, sent, refused', async ({ page, portal }) => {
  await signIn(page, portal);
  await page.getByRole('link', { name: 'Documents', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Pour le foyer' })).toBeVisible();
  await expectSound(page, 'documents');
  const field = page.getByLabel(/^(Choisir un fichier|Remplacer)/);
  const name = 'une-photo-au-nom-qui-ne-finit-plus-jamais.png';
  await field.setInputFiles({ name, mimeType: 'image/png', buffer: picturePng() });
  await expect(page.getByText('C’est envoyé.')).toBeVisible();
  await field.setInputFiles({ name: 'a.zip', mimeType: 'application/zip', buffer: Buffer.from('PK\x03\x04 rien') });
  await expect(page.getByRole('alert')).toContainText('C’est une archive');
  await expectSound(page, 'documents, one refused and one sent');
});
