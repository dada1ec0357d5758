// What waits for staff, documents, files and changes: every screen is sound.

import { expectSound } from '../support/checks.ts';
import { sendDocuments } from '../support/documents.ts';
import { button, expectHeading, row } from '../support/elements.ts';
import { AT_ONCE, KARIM, told, waiting } from '../support/family-files.ts';
import { openDesk } from '../support/staff.ts';
import { CLAIRE, expect, test } from '../support/test.ts';

// the session that a fresh browser has not, a code that is asked for, values that are refused
test.use({ expected: /status of (401|422)/ });

test('staff, checking documents is sound: none, one, a day that is over', async ({ page, portal }) => {
  await openDesk(page, portal, '/documents');
  await expect(page.getByText('Aucune pièce n’attend.')).toBeVisible();
  await expectSound(page, 'staff, documents, none');
  await sendDocuments(portal, CLAIRE, 1);
  await page.reload();
  await page.locator('.queue-name').first().click();
  await expect(page.getByRole('img', { name: /^Image envoyée/ })).toBeVisible();
  await expectSound(page, 'staff, documents, one open');
  await page.getByLabel('Dernier jour de validité').fill('2020-01-01');
  await button(page, 'Agrandir').click();
  await expect(page.getByText('150%')).toBeVisible();
  await expectSound(page, 'staff, documents, a day that is over');
});

test('staff, checking files is sound: read, more asked for, validated despite what is missing', async ({ page, portal }) => {
  await portal.askFamilies(AT_ONCE);
  await (await told(portal, KARIM)).submit();
  await openDesk(page, portal, '/files');
  await row(page, 'Foyer Benali').getByRole('button', { name: 'Foyer Benali' }).click();
  await expect(page.getByText('Odile Martin')).toBeVisible();
  await expectSound(page, 'staff, files, one open');

  await button(page, 'Demander un complément').click();
  const why = page.getByRole('dialog');
  await button(why, 'Demander un complément').click();
  await expect(page.getByText('Écrivez pourquoi.').first()).toBeVisible();
  await expectSound(page, 'staff, files, more to ask for');
  await page.keyboard.press('Escape');
  await expect(why).toBeHidden();

  await page.getByRole('button', { name: /^Lire la santé/ }).first().click();
  await expect(page.getByText('Arachides')).toBeVisible();
  await page.getByText('Historique').click();
  await button(page, 'Ajouter la note').click();
  await expect(page.getByText('Écrivez la note.').first()).toBeVisible();
  await expectSound(page, 'staff, files, health and history');

  await portal.askFamilies(AT_ONCE.replace('child_class', 'guardian_other_phone = "required"\nchild_class'));
  await page.goto(`${portal.url}/staff/files`);
  await row(page, 'Foyer Benali').getByRole('button', { name: 'Foyer Benali' }).click();
  await expect(page.getByText('Il manque 1 chose :')).toBeVisible();
  await button(page, 'Valider').click();
  const despite = page.getByLabel('Pourquoi valider quand même ?');
  await expect(despite).toBeVisible();
  await expectSound(page, 'staff, files, something missing');
  await despite.fill('Vu au guichet.');
  await button(page, 'Valider quand même').click();
  await expect(page.getByText('Aucun dossier n’attend.')).toBeVisible();
  await expectSound(page, 'staff, files, none');
});

test('staff, accepting changes is sound: some chosen, one open, the file of its family', async ({ page, portal }) => {
  await waiting(portal);
  await openDesk(page, portal, '/changes');
  const choice = page.getByRole('checkbox', { name: 'Choisir Claire Martin' });
  await choice.check();
  await expect(page.getByText('1 choisi')).toBeVisible();
  await expectSound(page, 'staff, changes, some chosen');
  await choice.uncheck();
  await button(page, 'Claire Martin').click();
  await expect(page.getByText('07 00 00 00 01')).toBeVisible();
  await expectSound(page, 'staff, changes, one open');
  await page.getByRole('link', { name: 'Famille Martin' }).click();
  await expectHeading(page, 'Dossier d’une famille');
  await expect(page.getByText('Notes de l’équipe')).toBeVisible();
  await expectSound(page, 'staff, file of a family');
});
