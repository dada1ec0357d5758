// French first, English complete.

import { hold } from '../support/elements.ts';
import { expect, signIn, test } from '../support/test.ts';

// the session that a fresh browser has not, the password that is wrong, the words that do not come
test.use({ expected: /status of 401|ERR_FAILED/ });

test('the language is switched at once, everywhere, and remembered', async ({ page, portal }) => {
  await page.goto(portal.url);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await signIn(page, portal);
  await page.getByRole('banner').getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Hello Claire');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Hello Claire');
  await page.getByRole('navigation').getByRole('link').nth(1).click();
  await expect(page.getByRole('grid')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /^Lunch, Friday 18 September, Lina\. / })).toBeVisible();
  const text = await page.locator('body').innerText();
  for (const french of ['septembre', 'Réservé', 'Calendrier', 'Aller au contenu', 'lun.']) expect(text).not.toContain(french);
  await page.getByRole('banner').getByRole('button', { name: 'Français' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.getByRole('heading', { level: 1, name: 'Calendrier' })).toBeVisible();
});

test('a language asked for is kept when the page is left before its words have come, not when they do not come', async ({ page, portal }) => {
  await signIn(page, portal);
  const words = /\/en-[0-9a-f]+\.json$/;
  const english = page.getByRole('banner').getByRole('button', { name: 'English' });
  await page.route(words, (route) => route.abort());
  await english.click();
  await expect(page.getByText('Le portail n’a pas répondu.')).toHaveCount(1);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Bonjour Claire');

  await page.unroute(words);
  const { asked } = await hold(page, words);
  await english.click();
  await asked;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Hello Claire');
});

test('a sign-in that fails says so in words, at the field', async ({ page, portal }) => {
  await page.goto(portal.url);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByText('Écrivez votre adresse e-mail.').first()).toBeVisible();
  await expect(page.getByLabel('Adresse e-mail')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Adresse e-mail').fill('personne@example.org');
  await page.getByLabel('Mot de passe', { exact: true }).fill('n’importe quoi');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByText('L’adresse e-mail ou le mot de passe ne convient pas.')).toBeVisible();
});
