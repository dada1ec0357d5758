// A registration window that opens later: choices are prepared before, and sent after.

import { expect, inVacation, picture, press, signIn, test } from '../support/test.ts';

test.use({
  // an hour before the holiday centre opens for the winter
  at: '2027-01-11T17:00:00',
  // the portal is away for a moment
  expected: /ERR_CONNECTION_REFUSED|Failed to load resource/,
});

test('choices are prepared before a window opens, and sent in one go after', async ({ page, portal }) => {
  await signIn(page, portal);
  const winter = `${portal.url}/planning?week=2027-02-22`;
  await page.goto(winter);
  const monday = inVacation(page, 'lundi 22 février');
  const tuesday = inVacation(page, 'mardi 23 février');
  await press(monday);
  const why = page.getByRole('dialog');
  await expect(why).toContainText('lundi 11 janvier à 18 h');
  await picture(page, 'prepare');
  await why.getByRole('button', { name: 'Préparer ce choix' }).click();
  await expect(monday).toHaveAccessibleName(/Préparé, pas encore envoyé/);
  await expect(monday).toBeChecked();
  // the first one explains, the next ones take one tap
  await press(tuesday);
  await expect(tuesday).toHaveAccessibleName(/Préparé, pas encore envoyé/);
  await page.getByRole('button', { name: 'Vérifier' }).click();
  const recap = page.getByRole('dialog', { name: 'Vérifier et envoyer' });
  await expect(recap).toContainText('À envoyer à l’ouverture');
  await expect(recap.getByRole('button', { name: /^Envoyer/ })).toHaveCount(0);
  await picture(page, 'prepared');

  await portal.restart('2027-01-11T18:00:01');
  await page.goto(winter);
  await expect(monday).toHaveAccessibleName(/À réserver/);
  await page.getByRole('button', { name: 'Vérifier' }).click();
  await recap.getByRole('button', { name: /^Envoyer 2 choix/ }).click();
  await expect(page.getByRole('dialog', { name: 'C’est enregistré' })).toBeVisible();
  await page.getByRole('button', { name: 'Terminer' }).click();
  await expect(tuesday).toHaveAccessibleName(/Réservé/);
  expect(await portal.mails(1)).toHaveLength(1);
});
