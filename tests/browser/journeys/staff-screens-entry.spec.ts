// The door of the staff app, what is behind it for everybody, and what readers see: every screen is sound.

import { expectSound } from '../support/checks.ts';
import { button, expectHeading, row } from '../support/elements.ts';
import { waiting } from '../support/family-files.ts';
import { LENA, NADIA, PASSWORD, goTo, letIn, openDesk, type Colleague } from '../support/staff.ts';
import { CLAIRE, expect, test } from '../support/test.ts';

// the session that a fresh browser has not, a code that is asked for
test.use({ expected: /status of (401|422)/ });

const REFERENT: Colleague = { ...LENA, role: 'referent', facility: 'periscolaire-tilleuls' };

test('staff, coming in is sound: the door, a parent, the code to set up', async ({ page, portal }) => {
  await page.goto(`${portal.url}/staff`);
  await expectHeading(page, 'Se connecter');
  await expectSound(page, 'staff, sign-in');
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await page.getByLabel('Mot de passe', { exact: true }).fill(portal.passwords.get(CLAIRE)!);
  await button(page, 'Se connecter').click();
  await expectHeading(page, 'Cet espace est réservé aux agents');
  await expectSound(page, 'staff, not staff');
  await button(page, 'Quitter mon compte').click();
  await expectHeading(page, 'Se connecter');
  await page.goto(await letIn(portal, NADIA));
  await page.getByLabel('Nouveau mot de passe').fill(PASSWORD);
  await button(page, 'Enregistrer').click();
  await page.getByRole('link', { name: 'Ouvrir l’espace agents' }).click();
  await expectHeading(page, 'Activez le code à la connexion');
  await expectSound(page, 'staff, the code to set up');
  await button(page, 'Activer le code').click();
  await page.getByLabel('Mot de passe actuel').fill(PASSWORD);
  await button(page, 'Continuer').click();
  await expect(page.getByAltText('Carré à scanner')).toBeVisible();
  await expectSound(page, 'staff, the code to set up, its square');
});

test('staff, home and profile are sound, and a page that is not there', async ({ page, portal }) => {
  await openDesk(page, portal);
  await expectSound(page, 'staff, home');
  await goTo(page, 'Mon profil');
  await expect(page.getByText('Cet appareil')).toBeVisible();
  await expectSound(page, 'staff, profile');
  await page.goto(`${portal.url}/staff/nulle-part`);
  await expectHeading(page, 'Cette page n’existe pas');
  await expectSound(page, 'staff, not found');
  await button(page, 'Quitter mon compte').click();
  await expectHeading(page, 'Se connecter');
  await openDesk(page, portal, '', REFERENT);
  await expectSound(page, 'staff, home of a referent');
});

test('staff, what readers see is sound', async ({ page, portal }) => {
  await openDesk(page, portal, '/school-year', LENA);
  await expectSound(page, 'staff, school year of who may only look');
  await goTo(page, 'Équipe');
  await expect(row(page, LENA.email)).toBeVisible();
  await expectSound(page, 'staff, team of who may only look');
  await page.goto(`${portal.url}/staff/invitations`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectSound(page, 'staff, invitations of who may only look');
  await waiting(portal);
  await goTo(page, 'Demandes de modification');
  await expect(button(page, 'Claire Martin')).toBeVisible();
  await expectSound(page, 'staff, changes of who may only look');
});

test('staff, the ways at the side: folded and opened on a phone', async ({ page, portal }) => {
  await openDesk(page, portal);
  await page.setViewportSize({ width: 390, height: 844 });
  const [menu, ways] = [page.getByRole('button', { name: 'Menu' }), page.getByRole('navigation')];
  await expect(ways).toBeHidden();
  await expect(menu).toHaveAttribute('aria-expanded', 'false');
  await menu.click();
  await expect(menu).toHaveAttribute('aria-expanded', 'true');
  await ways.getByRole('link', { name: 'Équipe' }).focus();
  await page.keyboard.press('Escape');
  await expect(ways).toBeHidden();
  await expect(menu).toBeFocused();
  await goTo(page, 'Équipe');
  await expect(ways).toBeHidden();
  await menu.click();
  await page.screenshot({ path: 'screenshots/desktop/staff-menu.png' });
  await page.emulateMedia({ colorScheme: 'light' });
  await expectSound(page, 'staff, menu');
});
