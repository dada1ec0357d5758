// Where families come anew: every screen is sound.

import { expectSound } from '../support/checks.ts';
import { button, expectHeading } from '../support/elements.ts';
import { signUp, tellOfZoe } from '../support/sign-ups.ts';
import { expect, signIn, test } from '../support/test.ts';

// the session that a fresh browser has not, a value that is refused
test.use({ demo: 'ages', expected: /status of (401|422)/ });

test('signing up is sound', async ({ page, portal }) => {
  await page.goto(`${portal.url}/sign-up`);
  await button(page, 'Suivant').click();
  await expect(page.getByRole('alert')).toContainText('Écrivez votre adresse e-mail.');
  await expectSound(page, 'sign-up, fields missing');
  await page.goto(`${portal.url}/sign-up/confirm#secret`);
  await expect(button(page, 'Confirmer et ouvrir mon compte')).toBeVisible();
  await expectSound(page, 'confirming a sign-up');
});

test('a file that lacks answers is sound, and home tells of it', async ({ page, portal }) => {
  await signIn(page, portal, 'anne.schmitt@example.org');
  for (const path of ['/', '/file']) {
    await page.goto(`${portal.url}${path}`);
    // at home a card for each school year
    await expect(page.getByRole('heading', { name: /^Il manque \d+ (éléments|réponses)/ }).first()).toBeVisible();
    await expectSound(page, path);
  }
});

test.describe('for September', () => {
  test.use({ at: '2027-04-05T10:00:00' });

  test('the first child is told of soundly', async ({ page, portal }) => {
    await signUp(page, portal, 'lea.petit@example.org');
    await expect(page.getByRole('radio', { name: /^2027-2028/ })).toBeChecked();
    await expectSound(page, 'a child of the next school year');
    for (const [path, name] of [['/planning', 'planning without a child'], ['/', 'home without a child']] as const) {
      await page.goto(`${portal.url}${path}`);
      await expect(page.getByRole('heading', { name: 'Ajoutez votre enfant' })).toBeVisible();
      await expectSound(page, name);
    }
    await page.getByRole('link', { name: 'Ajouter un enfant' }).click();
    await expectHeading(page, 'Ajouter un enfant');
    await tellOfZoe(page);
    await button(page, 'Ajouter').click();
    await expect(page.getByRole('heading', { name: 'Vos réponses sont complètes' })).toBeVisible();
    await expectSound(page, 'a file without its documents');
  });
});
