// A child of parents who live apart lives in two households: staff say so.

import { expectSound } from '../support/checks.ts';
import { button, hold } from '../support/elements.ts';
import { NADIA, atWork, signInStaff } from '../support/staff.ts';
import { expect, picture, test } from '../support/test.ts';

test.use({ expected: /status of (401|422)/ });

test('a child of another household is found, and lives in this one too', async ({ page, portal }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA), '/families');
  await page.getByRole('link', { name: 'Foyer Benali' }).click();
  const open = button(page, 'Ajouter un enfant d’un autre foyer');
  const find = async (name: string) => {
    await page.getByLabel('Nom du foyer').fill(name);
    await button(page, 'Chercher').click();
    await expect(page.getByText(/^\d foyers?$/)).toBeVisible();
    await page.getByRole('button', { name: `Choisir Famille ${name}` }).click();
  };
  await open.click();
  await find('Nguyen');
  await button(page, 'Ajouter à ce foyer').click();
  await expect(page.getByRole('alert')).toContainText('Choisissez au moins un enfant.');
  await expectSound(page, 'staff, a child of another household');
  await picture(page, 'staff-second-home');
  await page.getByLabel('Zoé Nguyen').check();
  // it is said once the file is read again: what is opened before would be made anew with it
  const file = await hold(page, /\/family_files\/[^/?]+(\?|$)/);
  await button(page, 'Ajouter à ce foyer').click();
  await file.asked;
  await expect(page.getByLabel('Zoé Nguyen')).toBeVisible();
  await expect(page.getByText('L’enfant vit aussi dans ce foyer.')).toBeHidden();
  file.release();
  await expect(page.getByText('L’enfant vit aussi dans ce foyer.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Zoé Nguyen' })).toBeVisible();

  // who lives here already is not offered, nor who lives in two households
  await open.click();
  await find('Martin');
  await expect(page.getByLabel(/^Lina/)).toBeHidden();
  await button(page, 'Annuler').click();
  await page.goto(`${portal.url}/staff/families`);
  await page.getByRole('link', { name: 'Famille Nguyen' }).click();
  await open.click();
  await find('Martin');
  await expect(page.getByLabel(/^Adam/)).toBeVisible();
  await expect(page.getByLabel(/^Lina/)).toBeHidden();
});
