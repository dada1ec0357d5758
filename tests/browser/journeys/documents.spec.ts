// Documents: sent from a phone's camera or a desk's folder, refused with a reason, sent again when the network is back.

import { writeFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { expect, picture, signIn, test } from '../support/test.ts';

// files that are refused, an answer that is lost
test.use({ demo: 'ages', expected: /status of (401|422)|ERR_FAILED/ });

const ANNE = 'anne.schmitt@example.org';
const PDF = (catalogue = '') =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R${catalogue}>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
  );

/** A photo as a phone takes it: more points than are sent. */
async function photo(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [4000, 3000];
    const context = canvas.getContext('2d')!;
    // grain, which weighs
    const grain = context.createImageData(1000, 1000);
    for (let at = 0; at < grain.data.length; at += 1) grain.data[at] = at % 4 === 3 ? 255 : (at * 2654435761) % 251;
    for (let tile = 0; tile < 12; tile += 1) context.putImageData(grain, (tile % 4) * 1000, Math.floor(tile / 4) * 1000);
    return canvas.toDataURL('image/jpeg', 0.95).split(',')[1]!;
  });
  return Buffer.from(base64, 'base64');
}

async function open(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Documents', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Documents' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Pour le foyer' })).toBeVisible();
}

const of = (page: Page, who: string) =>
  page.locator('section.card').filter({ has: page.getByRole('heading', { level: 2, name: who }) });
const entry = (page: Page, who: string, name: string) =>
  of(page, who)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { level: 3, name }) })
    .first();
const field = (page: Page, who: string, name: string) =>
  entry(page, who, name).getByLabel(/^(Choisir un fichier|Remplacer)/);

test('a parent sends what is asked, sees what is wrong, replaces, opens and takes back', async ({ page, portal }) => {
  await signIn(page, portal, ANNE);
  await open(page);
  await expect(page.getByText('Il manque 5 documents obligatoires.')).toBeVisible();
  await picture(page, 'documents-asked');

  const insurance = entry(page, 'Emma', 'Attestation d’assurance scolaire');
  await expect(insurance).toContainText('À envoyer');
  await expect(insurance).toContainText('Obligatoire pour réserver. Pour l’année scolaire 2026-2027.');
  const choose = field(page, 'Emma', 'Attestation d’assurance scolaire');

  // a program in a PDF, a photo of an iPhone that this browser cannot draw
  const script = PDF('/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>');
  await choose.setInputFiles({ name: 'contrat.pdf', mimeType: 'application/pdf', buffer: script });
  await expect(insurance.getByRole('alert')).toContainText('Ce PDF contient un programme');
  const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(200)]);
  await choose.setInputFiles({ name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic });
  await expect(insurance.getByRole('alert')).toContainText('Le plus compatible');
  await picture(page, 'documents-refused-file');

  await choose.setInputFiles({ name: 'attestation d’Emma.pdf', mimeType: 'application/pdf', buffer: PDF() });
  await expect(insurance).toContainText('C’est envoyé.');
  await expect(insurance).toContainText('Reçu, à vérifier');
  await expect(insurance).toContainText('attestation d’Emma.pdf');
  await expect(page.getByText('Il manque 4 documents obligatoires.')).toBeVisible();

  // a photo travels light
  const heavy = await photo(page);
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/documents'));
  const address = entry(page, 'Pour le foyer', 'Justificatif de domicile');
  await field(page, 'Pour le foyer', 'Justificatif de domicile').setInputFiles({
    name: 'facture.jpg',
    mimeType: 'image/jpeg',
    buffer: heavy,
  });
  const light = (await sent).postDataBuffer()!.length;
  expect(light).toBeLessThan(heavy.length / 2);
  await expect(address).toContainText('Reçu, à vérifier');
  await expect(address).toContainText('Il compte dès qu’un agent l’a accepté.');
  await picture(page, 'documents-sent');

  const download = page.waitForEvent('download');
  await insurance.getByRole('button', { name: /^Ouvrir/ }).click();
  expect((await download).suggestedFilename()).toBe('attestation d’Emma.pdf');

  await insurance.getByRole('button', { name: /^Retirer/ }).click();
  await expect(page.getByText('Le document est retiré.', { exact: true })).toBeVisible();
  await expect(insurance).toContainText('À envoyer');
});

test('a photo of 40 MB is made light on the phone, what cannot be is refused, and nothing is lost', async ({ page, portal }, testInfo) => {
  await signIn(page, portal, ANNE);
  await open(page);
  const address = entry(page, 'Pour le foyer', 'Justificatif de domicile');
  const choose = field(page, 'Pour le foyer', 'Justificatif de domicile');
  const drawn = await photo(page);
  // from the disk, as a phone takes it: the browser need not be told 40 MB
  const heavy = testInfo.outputPath('facture.jpg');
  await writeFile(heavy, Buffer.concat([drawn, Buffer.alloc(40_000_000 - drawn.length)]));
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/documents'));
  await choose.setInputFiles(heavy);
  expect((await sent).postDataBuffer()!.length).toBeLessThan(5_000_000);
  await expect(address).toContainText('C’est envoyé.');
  await expect(address).toContainText('facture.jpg');
  // a photo that this browser cannot draw stays as heavy as it is: nothing travels, what was sent is there
  const heic = testInfo.outputPath('IMG_2.HEIC');
  await writeFile(heic, Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(40_000_000)]));
  await choose.setInputFiles(heic);
  await expect(address.getByRole('alert')).toContainText('Ce fichier dépasse 15 Mo.');
  await expect(address).toContainText('facture.jpg');
  await picture(page, 'documents-too-large');
  await choose.setInputFiles({ name: 'facture-2.pdf', mimeType: 'application/pdf', buffer: PDF() });
  await expect(address).toContainText('facture-2.pdf');
});

test('what did not arrive is sent again, once', async ({ page, portal }) => {
  await signIn(page, portal, ANNE);
  await open(page);
  const vaccinations = entry(page, 'Jules', 'Vaccinations');
  const keys: string[] = [];
  await page.route(/\/documents\?/, async (route) => {
    keys.push((await route.request().headerValue('idempotency-key'))!);
    // it arrives, and its answer is lost
    if (keys.length === 1) {
      await expect(vaccinations.getByRole('progressbar', { name: 'Envoi en cours…' })).toBeVisible();
      await route.fetch();
      await route.abort();
    } else {
      await route.continue();
    }
  });
  await field(page, 'Jules', 'Vaccinations').setInputFiles({ name: 'carnet.pdf', mimeType: 'application/pdf', buffer: PDF() });
  await expect(vaccinations.getByRole('alert')).toContainText('Vérifiez votre réseau');
  await vaccinations.getByRole('button', { name: /^Envoyer encore/ }).click();
  await expect(vaccinations).toContainText('C’est envoyé.');
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

test('by keyboard, and in English', async ({ page, portal }) => {
  await signIn(page, portal, ANNE);
  await open(page);
  const choose = field(page, 'Emma', 'Vaccinations');
  // before the focus: the page knows then that it is waited for, and a key could come before that
  const chooser = page.waitForEvent('filechooser');
  await choose.focus();
  await expect(choose).toBeFocused();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({ name: 'vaccins.pdf', mimeType: 'application/pdf', buffer: PDF() });
  await expect(entry(page, 'Emma', 'Vaccinations')).toContainText('C’est envoyé.');
  await page.getByRole('banner').getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'For the household' })).toBeVisible();
  await expect(page.getByText('Received, to be checked')).toBeVisible();
});
