// The main journey: sign in, book three days, cancel one, try one too late and read why, receive the mail.

import { CLAIRE, NO_SESSION, cell, expect, openPlanning, picture, signIn, test, press } from '../support/test.ts';

test.use({ expected: NO_SESSION });

test('a family books three days, cancels one, reads why one is too late, and gets a mail', async ({ page, portal }) => {
  await page.goto(portal.url);
  await expect(page.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible();
  await picture(page, '01-sign-in');
  await signIn(page, portal);
  await expect(page.getByText('Prochaine limite')).toBeVisible();
  await picture(page, '02-home');
  await openPlanning(page);
  await picture(page, '03-planning');

  const wanted = [
    cell(page, 'Midi', 'mardi 15 septembre', 'Lina'),
    cell(page, 'Midi', 'vendredi 18 septembre', 'Lina'),
    cell(page, 'Midi', 'mardi 15 septembre', 'Adam'),
  ];
  for (const place of wanted) {
    await expect(place).toHaveAttribute('aria-checked', 'false');
    await place.click();
    await expect(place).toHaveAttribute('aria-checked', 'true');
    await expect(place).toHaveAccessibleName(/pas encore envoyé/);
  }
  const given = cell(page, 'Midi', 'jeudi 17 septembre', 'Lina');
  await expect(given).toHaveAttribute('aria-checked', 'true');
  await given.click();
  await expect(given).toHaveAttribute('aria-checked', 'false');
  await expect(given).toHaveAccessibleName(/À annuler, pas encore envoyé/);

  // two business days before, at 9:00: over since Friday
  const late = cell(page, 'Soir 16 h 30 – 18 h 30', 'mardi 15 septembre', 'Lina');
  await expect(late).toHaveAttribute('aria-disabled', 'true');
  await press(late);
  const why = page.getByRole('dialog');
  await expect(why).toContainText('La limite était le vendredi 11 septembre à 9');
  await expect(why).toContainText('Nadia Perrin');
  await expect(why.getByRole('button', { name: 'Écrire au référent' })).toBeVisible();
  await picture(page, '04-too-late');
  await why.getByRole('button', { name: 'Fermer' }).click();
  await expect(late).toBeFocused();

  const basket = page.getByRole('region', { name: 'Choix à envoyer' });
  await expect(basket).toContainText('3 réservations, 1 annulation');
  await picture(page, '05-basket');
  await basket.getByRole('button', { name: 'Vérifier' }).click();
  const recap = page.getByRole('dialog', { name: 'Vérifier et envoyer' });
  await expect(recap).toContainText('À réserver');
  await expect(recap).toContainText('À annuler');
  await expect(recap).toContainText('Première limite');
  await picture(page, '06-recap');
  await recap.getByRole('button', { name: /^Envoyer 4 choix/ }).click();

  const result = page.getByRole('dialog', { name: 'C’est enregistré' });
  await expect(result).toBeVisible();
  const number = await result.locator('.recap-number').innerText();
  expect(number).toMatch(/^R-2026-/);
  await expect(result).toContainText(CLAIRE);
  await picture(page, '07-result');
  await result.getByRole('button', { name: 'Terminer' }).click();
  await expect(basket).toBeHidden();
  for (const place of wanted) {
    await expect(place).toHaveAttribute('aria-checked', 'true');
    await expect(place).toHaveAccessibleName(/Réservé, s’annule/);
  }
  await expect(given).toHaveAccessibleName(/Libre, à réserver/);
  await picture(page, '08-booked');

  const [mail, ...others] = await portal.mails(1);
  expect(others).toEqual([]);
  expect(mail.to_address).toBe(CLAIRE);
  expect(mail.subject).toContain(number);
  for (const words of ['Lina', 'Adam', 'mardi 15 septembre', '17 septembre']) {
    expect(mail.text.replaceAll('\u00a0', ' ')).toContain(words);
  }
  await page.goto(`${portal.url}/mails`);
  await expect(page.getByText(number).first()).toBeVisible();
  await picture(page, '09-mails');
});

test('the referent receives a message about what is too late', async ({ page, portal }) => {
  await signIn(page, portal);
  await openPlanning(page);
  await press(cell(page, 'Soir 16 h 30 – 18 h 30', 'mardi 15 septembre', 'Lina'));
  const why = page.getByRole('dialog');
  await why.getByRole('button', { name: 'Écrire au référent' }).click();
  const message = why.getByLabel('Votre message au référent');
  await expect(message).toHaveValue(/Je voudrais réserver/);
  await message.fill('Lina peut-elle rester mardi soir ? Merci.');
  await picture(page, '10-message');
  await why.getByRole('button', { name: 'Envoyer le message' }).click();
  await expect(why).toContainText('Message envoyé à Nadia Perrin');
  const mails = await portal.mails(2);
  const letter = mails.find((mail) => mail.to_address === 'referent.tilleuls@example.org')!;
  expect(letter.text).toContain('Lina peut-elle rester mardi soir ?');
});

test('one booking takes three taps', async ({ page, portal }) => {
  await signIn(page, portal);
  await openPlanning(page);
  await cell(page, 'Midi', 'vendredi 18 septembre', 'Lina').click();
  await page.getByRole('button', { name: 'Vérifier' }).click();
  await page.getByRole('button', { name: /^Envoyer 1 choix/ }).click();
  await expect(page.getByRole('dialog', { name: 'C’est enregistré' })).toBeVisible();
});

test('the whole row is filled from its header, and emptied again by undo', async ({ page, portal }) => {
  await signIn(page, portal);
  await openPlanning(page);
  await page.getByRole('button', { name: 'Midi, Restaurant scolaire, Lina : remplir la ligne' }).click();
  const row = page.getByRole('dialog');
  await picture(page, '11-row');
  await row.getByRole('button', { name: /^Toute l’année scolaire/ }).click();
  await row.getByRole('button', { name: 'Fermer' }).click();
  const basket = page.getByRole('region', { name: 'Choix à envoyer' });
  await expect(basket).toContainText(/[67]\d réservations/);
  await basket.getByRole('button', { name: 'Défaire' }).click();
  await expect(basket).toBeHidden();
});

test('a day is listed for all children and slots', async ({ page, portal }) => {
  await signIn(page, portal);
  await openPlanning(page);
  await page.getByRole('button', { name: 'vendredi 18 septembre : voir la liste du jour' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('vendredi 18 septembre');
  for (const words of ['Lina', 'Adam', 'Midi']) await expect(sheet).toContainText(words);
  await picture(page, '12-day');
});
