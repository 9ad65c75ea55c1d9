// What a person does in every workspace, by the names that are on the screen: starting, adding, finding a row, taking back.

import assert from 'node:assert/strict';

export class Workspace {
  constructor(kith, app = kith.app) {
    this.kith = kith;
    this.app = app;
  }

  // A tab survives a restart of the browser only by name: it is looked up each time.
  get page() {
    return this.app.page;
  }

  // First run, without sample data.
  static async empty(kith) {
    const workspace = new Workspace(kith);
    await kith.app.open();
    await workspace.page.getByRole('button', { name: /^Start empty/ }).click();
    await workspace.dialog.waitFor();
    await workspace.page.keyboard.press('Escape');
    await workspace.dialog.waitFor({ state: 'hidden' });
    return workspace;
  }

  // First run, with sample data.
  static async sample(kith) {
    const workspace = new Workspace(kith);
    await kith.app.open();
    await workspace.page.getByRole('button', { name: /^Look around with sample data/ }).click();
    await workspace.page.getByText('You are looking at sample data').waitFor();
    return workspace;
  }

  get dialog() {
    return this.page.getByRole('dialog').filter({ visible: true });
  }

  get grid() {
    return this.page.getByRole('grid');
  }

  get panel() {
    return this.page.locator('aside.panel');
  }

  // A row of the table by the record's name.
  row(name) {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  // A row's cell by the head of its column.
  async cell(name, head) {
    const heads = await this.grid.getByRole('columnheader').allInnerTexts();
    const place = heads.findIndex((text) => text.trim() === head);
    assert.ok(place >= 0, `no column ${head} among ${heads}`);
    return this.row(name).locator('[role=gridcell], [role=rowheader]').nth(place);
  }

  // Opens the list of an object.
  async list(object) {
    await this.app.open(object);
    await this.page.getByRole('navigation', { name: 'Views' }).waitFor();
  }

  // How many records the list says it has.
  async counts(count) {
    const view = this.page.getByRole('navigation', { name: 'Views' }).locator('[aria-current]');
    await assert.doesNotReject(view.filter({ hasText: new RegExp(`[^\\d,]${count}$`) }).waitFor(), `the list does not count ${count}, but says ${await view.innerText()}`);
  }

  // Adds a record of the list that is open, as a person at the keyboard does; the fields by their labels.
  async add(fields) {
    await this.page.getByRole('button', { name: /^New / }).first().click();
    await this.fill(fields);
    await this.dialog.getByRole('button', { name: /^Add / }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  async fill(fields) {
    for (const [label, text] of Object.entries(fields)) {
      // Required fields have a star after their label.
      const field = this.dialog.getByLabel(new RegExp(`^${label}\\s*\\*?$`)).first();
      await field.fill(text);
      if ((await field.getAttribute('role')) === 'combobox') {
        await this.page.getByRole('option').filter({ hasText: text }).first().click();
      }
    }
  }

  // Everything is durable.
  async saved(words = 'Saved on this device') {
    await this.page.getByRole('status').filter({ hasText: words }).first().waitFor({ state: 'attached' });
  }

  async undo() {
    await this.page.keyboard.press('Control+z');
  }

  async redo() {
    await this.page.keyboard.press('Control+Shift+z');
  }
}
