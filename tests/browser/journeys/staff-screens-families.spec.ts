// Families at the staff's desk, their sheet and its forms, their accounts: every screen is sound.

import { expectSound } from '../support/checks.ts';
import { sendDocuments } from '../support/documents.ts';
import { button } from '../support/elements.ts';
import { openDesk } from '../support/staff.ts';
import { CLAIRE, expect, test } from '../support/test.ts';

// the session that a fresh browser has not, a code that is asked for, values that are refused
test.use({ expected: /status of (401|422)/ });

test('staff, the sheet of a family and every form of its household are sound', async ({ page, portal }) => {
  await openDesk(page, portal, '/families?q=martin');
  await expect(page.getByRole('link', { name: 'Famille Martin' })).toBeVisible();
  await expectSound(page, 'staff, families');
  await page.getByRole('link', { name: 'Famille Martin' }).click();
  await expect(page.getByText('Pièces justificatives')).toBeVisible();
  await expect(page.getByText('Notes de l’équipe')).toBeVisible();
  await expectSound(page, 'staff, sheet of a family');

  const form = async (opens: string | RegExp, name: string, back = 'Annuler') => {
    const close = button(page, back);
    await page.getByRole('button', { name: opens }).first().click();
    await expect(close).toBeVisible();
    await expectSound(page, `staff, household, ${name}`);
    await close.click();
    await expect(close).toHaveCount(0);
  };
  await form(/^Modifier.*Identité/, 'a part');
  await form('Ajouter un enfant', 'a child');
  await form('Ajouter un responsable', 'a guardian');
  await form(/^Départ ou erreur de saisie/, 'departure');
  await form('Modifier les rôles', 'roles', 'Ne rien changer');
});

test('staff, the sheet of a family with a document and a decision is sound', async ({ page, portal }) => {
  await sendDocuments(portal, CLAIRE, 1);
  await openDesk(page, portal, '/families?q=martin');
  await page.getByRole('link', { name: 'Famille Martin' }).click();
  await page.getByRole('button', { name: /^Voir la pièce/ }).click();
  await expect(page.getByRole('img', { name: /^Image envoyée/ })).toBeVisible();
  await page.getByRole('group', { name: 'Le foyer habite le territoire' }).getByLabel('Non').check();
  await expect(button(page, 'Enregistrer sans décider')).toBeVisible();
  await button(page, 'Rouvrir le dossier').click();
  await expect(page.getByRole('dialog', { name: 'Pourquoi rouvrir le dossier ?' })).toBeVisible();
  await expectSound(page, 'staff, sheet of a family, a document and a decision');
});
