// Parents who create an account of their own accord, up to the first page of theirs.

import type { Page } from '@playwright/test';

import { button, expectHeading } from './elements.ts';
import type { Portal } from './portal.ts';

const PASSWORD = 'girafe tambour lundi orage';

/** Signs Léa Petit up at AGES: the form for a child is shown. */
export async function signUp(page: Page, portal: Portal, email: string): Promise<void> {
  await page.goto(`${portal.url}/sign-up`);
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Nouveau mot de passe').fill(PASSWORD);
  await page.getByLabel('Prénom', { exact: true }).fill('Léa');
  await page.getByLabel('Nom', { exact: true }).fill('Petit');
  await page.getByLabel('Téléphone', { exact: true }).fill('0612345678');
  await page.getByLabel('Numéro et rue').fill('3 rue des Vignes');
  await page.getByLabel('Code postal').fill('67250');
  await page.getByLabel('Commune').fill('Obersoultz');
  for (const title of [/^2 sur 4/, /^3 sur 4/, /^4 sur 4/, 'Il reste à confirmer votre adresse']) {
    await button(page, 'Suivant').click();
    await expectHeading(page, title);
  }
  await page.goto(await portal.link(email, '/sign-up/confirm'));
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await button(page, 'Confirmer et ouvrir mon compte').click();
  await expectHeading(page, 'Ajouter un enfant');
}

/** Tells of Zoé, who comes to the CP in 2027-2028: everything that year requires. */
export async function tellOfZoe(page: Page): Promise<void> {
  await page.getByLabel('Prénom', { exact: true }).fill('Zoé');
  await page.getByLabel('Nom', { exact: true }).fill('Petit');
  await page.getByLabel('Date de naissance').fill('2021-05-04');
  await page.getByLabel('École').selectOption({ label: 'École élémentaire des Vignes' });
  await page.getByLabel('Niveau').selectOption({ label: 'CP' });
  await page.getByLabel('Allergies', { exact: true }).fill('Aucune');
  await page.getByRole('group', { name: 'PAI' }).getByLabel('Non').check();
  await page.getByRole('group', { name: 'Soins à l’hôpital' }).getByLabel('Oui').check();
}
